package io.systole.policy.assign;

import io.systole.policy.model.Candidate;
import io.systole.policy.model.CandidateTable;
import io.systole.policy.model.ColocationPair;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanResource;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** In which order the instances of a clone, or the containers of a bundle, are assigned. */
final class InstanceOrder implements Comparator<PlanResource> {
    @Override
    public int compare(PlanResource a, PlanResource b) {
        if (!a.activeNodes.isEmpty() && !b.activeNodes.isEmpty()) {
            int order = Integer.compare(a.activeNodes.size(), b.activeNodes.size());
            if (order != 0) {
                return order;
            }
        }
        @Nullable PlanNode left = a.currentNode();
        @Nullable PlanNode right = b.currentNode();
        boolean leftMisplaced = misplaced(a, left);
        boolean rightMisplaced = misplaced(b, right);
        if (leftMisplaced != rightMisplaced) {
            return leftMisplaced ? 1 : -1;
        }
        left = leftMisplaced ? null : left;
        right = rightMisplaced ? null : right;
        if (a.priority != b.priority) {
            return Integer.compare(b.priority, a.priority);
        }
        if (left == null || right == null) {
            return left == right ? 0 : left == null ? 1 : -1;
        }
        return compareActive(a, left, b, right);
    }

    private static boolean misplaced(PlanResource instance, @Nullable PlanNode current) {
        if (current == null) {
            return false;
        }
        Candidate entry = instance.candidates.get(current);
        return entry == null || entry.score < 0;
    }

    private static int compareActive(PlanResource a, PlanNode left, PlanResource b, PlanNode right) {
        if (left.able() != right.able()) {
            return left.able() ? -1 : 1;
        }
        Candidate leftEntry = inParent(a, left);
        Candidate rightEntry = inParent(b, right);
        if (leftEntry == null || rightEntry == null) {
            return leftEntry == rightEntry ? 0 : leftEntry == null ? 1 : -1;
        }
        if (leftEntry.count != rightEntry.count) {
            return Integer.compare(leftEntry.count, rightEntry.count);
        }
        if (a.anyFailed() != b.anyFailed()) {
            return a.anyFailed() ? 1 : -1;
        }
        int order = Integer.compare(colocationScore(b, right), colocationScore(a, left));
        return order != 0 ? order : Integer.compare(number(a), number(b));
    }

    private static @Nullable Candidate inParent(PlanResource instance, PlanNode node) {
        return instance.parent == null ? null : instance.parent.candidates.get(node);
    }

    /** What the colocations of an instance say about its current node alone. */
    private static int colocationScore(PlanResource instance, PlanNode current) {
        CandidateTable table = new CandidateTable();
        table.put(new Candidate(current, current.baseScore, "base score of the node"));
        for (ColocationPair pair : ColocationLists.dependencies(instance)) {
            table = ScoreMerge.merge(
                    pair.primary(),
                    instance,
                    table,
                    pair,
                    ScoreMerge.factor(pair.score()),
                    new ScoreMerge.Options(false, false, false));
        }
        for (ColocationPair pair : ColocationLists.dependents(instance)) {
            if (ColocationLists.influences(pair, instance)) {
                table = ScoreMerge.merge(
                        pair.dependent(),
                        instance,
                        table,
                        pair,
                        ScoreMerge.factor(pair.score()),
                        new ScoreMerge.Options(true, false, false));
            }
        }
        Candidate entry = table.get(current);
        return entry == null ? current.baseScore : entry.score;
    }

    /** The digits at the end of the id. */
    static int number(PlanResource instance) {
        String id = instance.id;
        int at = id.length();
        while (at > 0 && Character.isDigit(id.charAt(at - 1))) {
            at--;
        }
        return at == id.length() ? 0 : (int) Long.parseLong(id.substring(at));
    }
}
