package io.systole.policy.assign;

import io.systole.cib.value.Scores;
import io.systole.policy.model.Candidate;
import io.systole.policy.model.MergeSort;
import io.systole.policy.model.PlacementStrategy;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanOptions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of two candidates is better: score, capacity, fewer primitives, the preferred one, and last the name. */
final class NodeOrder implements Comparator<Candidate> {
    private final PlacementStrategy strategy;
    private final @Nullable PlanNode preferred;

    NodeOrder(PlanOptions options, @Nullable PlanNode preferred) {
        this.strategy = options.placement();
        this.preferred = preferred;
    }

    static List<Candidate> sorted(PlanOptions options, List<Candidate> candidates, @Nullable PlanNode preferred) {
        return MergeSort.sorted(candidates, new NodeOrder(options, preferred));
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
        return Arrays.compareUnsigned(
                a.node.name.getBytes(StandardCharsets.UTF_8), b.node.name.getBytes(StandardCharsets.UTF_8));
    }
}
