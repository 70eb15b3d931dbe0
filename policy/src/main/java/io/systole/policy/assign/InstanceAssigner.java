package io.systole.policy.assign;

import io.systole.cib.value.Scores;
import io.systole.policy.model.Candidate;
import io.systole.policy.model.CandidateTable;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Preference;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Assigns the instances of a clone or the containers of a bundle: each active one is first tried where it is, which fails
 * only if there are as many better places as instances left; then the others take what remains.
 */
final class InstanceAssigner {
    private final WorkingState state;
    private final Assigner all;
    private final Placement placement;

    InstanceAssigner(WorkingState state, Assigner all, Placement placement) {
        this.state = state;
        this.all = all;
        this.placement = placement;
    }

    /** How many instances there may be, altogether and on one node. */
    record Limits(int total, int perNode) {}

    void assign(PlanResource collective, List<PlanResource> instances, Limits limits) {
        int available = 0;
        for (Candidate candidate : collective.candidates.walk()) {
            candidate.count = 0;
            if (candidate.node.able()) {
                available++;
            }
        }
        int optimal = available == 0 ? 1 : Math.max(1, limits.total / available);
        int assigned = 0;
        for (PlanResource instance : instances) {
            if (assigned >= limits.total) {
                break;
            }
            PlanNode preferred = instance.decided ? null : preferred(collective, instance, optimal);
            if (preferred != null && tryEarly(collective, instance, preferred, limits, limits.total - assigned)) {
                assigned++;
            }
        }
        for (PlanResource instance : instances) {
            if (instance.decided) {
                continue;
            }
            if (assigned >= limits.total) {
                Preference.banEverywhere(state, instance, "as many instances as allowed run elsewhere");
            } else if (assignFreely(collective, instance, limits)) {
                assigned++;
            }
        }
    }

    private boolean assignFreely(PlanResource collective, PlanResource instance, Limits limits) {
        ban(collective, instance, limits);
        PlanNode node = all.assign(instance, null, true);
        if (node == null) {
            return false;
        }
        count(collective, node);
        return true;
    }

    private static void count(PlanResource collective, PlanNode node) {
        Candidate entry = collective.candidates.get(node);
        if (entry != null) {
            entry.count++;
        }
    }

    /** The node where an instance is tried first: where it is now, if it is not in the way of an even spread. */
    private static @Nullable PlanNode preferred(PlanResource collective, PlanResource instance, int optimal) {
        if (instance.activeNodes.isEmpty() || instance.failed) {
            return null;
        }
        PlanNode current = instance.currentNode();
        if (current == null || !current.able() || current.baseScore < 0) {
            return null;
        }
        Candidate entry = collective.candidates.get(current);
        return entry != null && entry.count >= optimal ? null : current;
    }

    /** Forbids an instance what its parent forbids: full, unable and unknown nodes, and all of them if it is removed. */
    private static void ban(PlanResource collective, PlanResource instance, Limits limits) {
        for (Candidate candidate : instance.candidates.walk()) {
            Candidate allowed = collective.candidates.get(candidate.node);
            if (!instance.removed
                    && candidate.node.able()
                    && allowed != null
                    && allowed.score >= 0
                    && allowed.count < limits.perNode) {
                continue;
            }
            String source = "no room for an instance of " + collective.id;
            candidate.add(-Scores.INFINITY, source);
            for (PlanResource child : instance.children) {
                Candidate entry = child.candidates.get(candidate.node);
                if (entry != null) {
                    entry.add(-Scores.INFINITY, source);
                }
            }
        }
    }

    private boolean tryEarly(
            PlanResource collective, PlanResource instance, PlanNode current, Limits limits, int budget) {
        Candidate own = instance.candidates.get(current);
        if (own == null || !own.usable()) {
            return false;
        }
        List<Saved> saved = new ArrayList<>();
        save(instance, saved);
        CandidateTable real = collective.candidates;
        collective.candidates = real.copy();
        boolean success = false;
        int reserved = 0;
        while (reserved < budget) {
            ban(collective, instance, limits);
            PlanNode node = all.assign(instance, current, false);
            if (node == current) {
                success = true;
                break;
            }
            saved.forEach(Saved::restore);
            if (node == null) {
                instance.decided = false;
                break;
            }
            count(collective, node);
            reserved++;
            placement.unassign(instance);
        }
        collective.candidates = real;
        if (success) {
            count(collective, current);
        }
        return success;
    }

    private record Saved(PlanResource resource, CandidateTable table) {
        void restore() {
            resource.candidates = table.copy();
        }
    }

    private static void save(PlanResource resource, List<Saved> saved) {
        saved.add(new Saved(resource, resource.candidates.copy()));
        resource.children.forEach(child -> save(child, saved));
    }
}
