package io.systole.actors.policy.core;

import io.systole.cib.NodeName;
import io.systole.policy.graph.GraphAction;
import org.jspecify.annotations.Nullable;

/** An action that was sent and has no result yet. */
public record InFlight(ActionRef ref, GraphAction action) {

    boolean isOn(NodeName node) {
        return node.equals(executor(action));
    }

    boolean isOperation() {
        return action.kind() == GraphAction.Kind.RESOURCE_OP;
    }

    boolean isFencing() {
        return isFencing(action);
    }

    /** Whether it only changes the CIB: also what it says of a node that is away. */
    boolean needsNoNode() {
        return "cib".equals(action.mode());
    }

    boolean isMigration() {
        return isMigration(action);
    }

    /**
     * Whether a plan that sees it under way is made as if it were done. A resource that is being stopped or demoted, or
     * migrates, is still where and what it was to the planner, which may want to keep it there.
     */
    boolean isForeseen() {
        return !isMigration(action)
                && !action.operation().equals("stop")
                && !action.operation().equals("demote");
    }

    /** Whether the resource may run, or be promoted, where it was not. */
    boolean mayMakeRun() {
        return isOperation() && makesRun(action);
    }

    static boolean makesRun(GraphAction action) {
        return action.operation().equals("start") || action.operation().equals("promote") || isMigration(action);
    }

    static boolean isFencing(GraphAction action) {
        return action.kind() == GraphAction.Kind.CLUSTER_OP
                && action.operation().equals("stonith");
    }

    static boolean isMigration(GraphAction action) {
        return action.operation().equals("migrate_to") || action.operation().equals("migrate_from");
    }

    /** The node whose executor runs it: behind a remote connection that of the connection. */
    static @Nullable NodeName executor(GraphAction action) {
        return action.routerNode() != null ? action.routerNode() : action.onNode();
    }

    /** What is done to a node that is fenced: reboot, off or on. */
    static String fencingAction(GraphAction action) {
        String asked = action.meta("stonith_action");
        return asked == null ? "reboot" : asked;
    }
}
