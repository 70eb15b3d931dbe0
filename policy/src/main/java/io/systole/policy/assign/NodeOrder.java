package io.systole.policy.assign;

import io.systole.cib.value.Scores;
import io.systole.policy.model.Candidate;
import io.systole.policy.model.CandidateTable;
import io.systole.policy.model.MergeSort;
import io.systole.policy.model.PlacementStrategy;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanOptions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of two candidates is better: score, capacity, fewer primitives, the preferred one, and last the name. */
public final class NodeOrder implements Comparator<Candidate> {
    private final PlacementStrategy strategy;
    private final @Nullable PlanNode preferred;

    NodeOrder(PlanOptions options, @Nullable PlanNode preferred) {
        this.strategy = options.placement();
        this.preferred = preferred;
    }

    static List<Candidate> sorted(PlanOptions options, List<Candidate> candidates, @Nullable PlanNode preferred) {
        return MergeSort.sorted(candidates, new NodeOrder(options, preferred));
    }

    /**
     * The entries of a table from the best to the worst. Free capacities may go round in a circle; who then comes first
     * depends on where the sorting begins, which the reference does at the end of its table (found with 2.1.5).
     */
    public static List<Candidate> sorted(PlanOptions options, CandidateTable table, @Nullable PlanNode preferred) {
        List<Candidate> candidates = table.walk();
        if (options.placement() == PlacementStrategy.BALANCED) {
            Collections.reverse(candidates);
        }
        return sorted(options, candidates, preferred);
    }

    private static int score(Candidate candidate) {
        return candidate.node.able() ? candidate.score : -Scores.INFINITY;
    }

    @Override
    public int compare(Candidate a, Candidate b) {
        int order = Integer.compare(score(b), score(a));
        if (order != 0) {
            return order;
        }
        if (strategy != PlacementStrategy.MINIMAL) {
            if (strategy == PlacementStrategy.BALANCED) {
                order = Capacity.compareFree(b.node, a.node);
                if (order != 0) {
                    return order;
                }
            }
            order = Integer.compare(a.node.assignedCount, b.node.assignedCount);
            if (order != 0) {
                return order;
            }
            if (a.node == preferred || b.node == preferred) {
                return a.node == b.node ? 0 : a.node == preferred ? -1 : 1;
            }
        }
        return compareBytes(a.node.name, b.node.name);
    }

    /** By their bytes in UTF-8, which are looked at only where they might order otherwise than characters do. */
    private static int compareBytes(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            if (a.charAt(i) != b.charAt(i)) {
                return Character.isSurrogate(a.charAt(i)) || Character.isSurrogate(b.charAt(i))
                        ? Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8))
                        : Character.compare(a.charAt(i), b.charAt(i));
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
