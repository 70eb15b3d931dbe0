package io.systole.policy.assign;

import io.systole.policy.model.PlanGroup;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.WorkingState;
import org.jspecify.annotations.Nullable;

/** Assigns the members of a group one after the other; their colocations do the rest. */
final class GroupAssigner {
    private final WorkingState state;
    private final Assigner all;

    GroupAssigner(WorkingState state, Assigner all) {
        this.state = state;
        this.all = all;
    }

    @Nullable
    PlanNode assign(PlanGroup group, @Nullable PlanNode preferred, boolean last) {
        if (group.parent != null && !group.parent.beingAssigned && !group.parent.decided) {
            all.assign(group.parent, preferred, last);
        }
        if (group.decided) {
            return firstNode(group);
        }
        if (group.beingAssigned) {
            return null;
        }
        group.beingAssigned = true;
        group.currentRole = group.first().currentRole;
        state.ledger.dump("pcmk__group_assign", group);
        PlanNode chosen = null;
        for (PlanResource member : group.children) {
            PlanNode node = all.assign(member, preferred, last);
            if (chosen == null) {
                chosen = node;
            }
        }
        group.nextRole = group.first().nextRole;
        group.beingAssigned = false;
        group.decided = true;
        return group.colocated ? chosen : null;
    }

    private static @Nullable PlanNode firstNode(PlanGroup group) {
        return group.assignedNodes().stream().findFirst().orElse(null);
    }
}
