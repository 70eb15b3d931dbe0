package io.systole.policy.action;

import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.WorkingState;

/** Clears the fail counts that removed resources leave behind, before they are stopped. */
public final class RemovedFailures {

    private RemovedFailures() {}

    public static void clear(ActionTable actions, FailureCounts failures) {
        WorkingState state = actions.state();
        if (!state.options.stopRemovedResources()) {
            return;
        }
        for (PlanResource resource : state.resources) {
            if (!(resource instanceof PlanPrimitive primitive) || !primitive.removed) {
                continue;
            }
            for (PlanNode node : state.nodes) {
                if (node.online && failures.effective(primitive, node) > 0) {
                    Action clear = actions.clearFailcount(primitive, node);
                    actions.relations().add(clear, primitive, Task.STOP, Effect.ORDER);
                }
            }
        }
    }
}
