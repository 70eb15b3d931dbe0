package io.systole.policy.graph;

import io.systole.cib.NodeName;
import io.systole.policy.action.Action;
import io.systole.policy.action.Task;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import org.jspecify.annotations.Nullable;

/** Decides through which cluster node an action on a remote or guest node goes. */
final class RouterNode {

    private RouterNode() {}

    static @Nullable NodeName of(Action action, PlanNode node) {
        PlanPrimitive connection = node.connection;
        if (!node.remoteType || connection == null || action.is(Task.STONITH)) {
            return null;
        }
        PlanNode began = connection.currentNode();
        PlanNode ends = connection.assignedNode();
        PlanNode router;
        if (began == null) {
            router = ends;
        } else if (ends == null || began == ends) {
            router = began;
        } else if (connection.partialMigrationTarget != null && !node.isGuest()) {
            router = ends;
        } else {
            router = beforeMove(action) ? began : ends;
        }
        return router == null ? null : new NodeName(router.name);
    }

    /** Whether an action belongs to the time before its node's connection moves. */
    private static boolean beforeMove(Action action) {
        String task = action.task();
        if (action.is(Task.NOTIFY)) {
            String told = action.meta("notify_operation");
            task = told == null ? task : told;
        }
        return switch (task) {
            case Task.CANCEL, Task.STOP, Task.DEMOTE, Task.MIGRATE_TO, Task.MIGRATE_FROM -> true;
            default -> false;
        };
    }
}
