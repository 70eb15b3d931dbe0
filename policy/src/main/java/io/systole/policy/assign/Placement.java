package io.systole.policy.assign;

import io.systole.policy.action.ActionTable;
import io.systole.policy.model.Candidate;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Role;
import org.jspecify.annotations.Nullable;

/** Records that a resource was assigned to a node or to nowhere, keeps the counts of the nodes, and takes it back. */
final class Placement {
    private final ActionTable actions;

    Placement(ActionTable actions) {
        this.actions = actions;
    }

    /**
     * Assigns a resource, or each primitive below it.
     *
     * @param forced even where the score or the state of the node forbids it
     * @param last not just a try: without a node it is to be stopped
     */
    void assign(PlanResource resource, @Nullable Candidate wanted, boolean forced, boolean last) {
        if (!(resource instanceof PlanPrimitive primitive)) {
            for (PlanResource child : resource.children) {
                assign(child, wanted, forced, last);
            }
            resource.decided = true;
            return;
        }
        Candidate chosen = wanted;
        if (!forced && chosen != null && (chosen.score < 0 || (!chosen.node.able() && !chosen.node.isGuest()))) {
            chosen = null;
        }
        withdraw(primitive);
        primitive.decided = true;
        if (chosen == null) {
            if (last) {
                primitive.nextRole = Role.STOPPED;
                actions.noNode(primitive);
            }
            return;
        }
        chosen.count++;
        primitive.assigned = chosen.copy();
        chosen.node.assignedCount++;
        Capacity.take(chosen.node, primitive);
        actions.state().ledger.uses(primitive, chosen.node);
    }

    private static void withdraw(PlanPrimitive primitive) {
        Candidate assigned = primitive.assigned;
        if (assigned != null) {
            primitive.assigned = null;
            assigned.node.assignedCount--;
            Capacity.giveBack(assigned.node, primitive);
        }
    }

    /** Opens a resource and all below it again. */
    void unassign(PlanResource resource) {
        resource.decided = false;
        if (resource instanceof PlanPrimitive primitive) {
            withdraw(primitive);
        }
        resource.children.forEach(this::unassign);
    }
}
