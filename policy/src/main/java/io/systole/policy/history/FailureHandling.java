package io.systole.policy.history;

import io.systole.policy.model.OnFail;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.Role;
import io.systole.policy.model.WorkingState;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decides how the failure of an operation is handled, from its on-fail setting and the defaults. */
final class FailureHandling {
    private FailureHandling() {}

    static OnFail of(
            WorkingState state, PlanPrimitive resource, String task, long intervalMs, @Nullable String onFail) {
        boolean remote = isRemoteSpecial(resource, task, intervalMs);
        if (onFail == null || (remote && !resource.managed)) {
            return byDefault(state, resource, task, remote);
        }
        return switch (onFail.toLowerCase(Locale.ROOT)) {
            case "block" -> OnFail.BLOCK;
            case "fence" -> state.options.fencingEnabled() ? OnFail.FENCE : OnFail.STOP;
            case "standby" -> OnFail.STANDBY;
            case "ignore", "nothing" -> OnFail.IGNORE;
            case "migrate" -> OnFail.BAN;
            case "stop" -> OnFail.STOP;
            case "restart" -> OnFail.RESTART;
            case "restart-container" ->
                resource.launcher != null ? OnFail.RESTART_CONTAINER : byDefault(state, resource, task, remote);
            case "demote" -> OnFail.DEMOTE;
            default -> byDefault(state, resource, task, remote);
        };
    }

    private static OnFail byDefault(WorkingState state, PlanPrimitive resource, String task, boolean remote) {
        if (resource.launcher != null) {
            return OnFail.RESTART_CONTAINER;
        }
        if (remote) {
            return resource.managed ? OnFail.RESET_REMOTE : OnFail.STOP;
        }
        if (task.equals("stop")) {
            return state.options.fencingEnabled() ? OnFail.FENCE : OnFail.BLOCK;
        }
        return OnFail.RESTART;
    }

    /** A connection to a remote (not guest) node, and neither its probe nor its start. */
    private static boolean isRemoteSpecial(PlanPrimitive resource, String task, long intervalMs) {
        PlanNode node = resource.remoteNode;
        boolean probe = task.equals("monitor") && intervalMs == 0;
        return resource.isConnection() && node != null && node.isRemote() && !probe && !task.equals("start");
    }

    /** The role that the resource is to have after the failure; Started means no special one. */
    static Role roleAfter(OnFail handling, PlanPrimitive resource, String task) {
        if (handling == OnFail.STOP) {
            return Role.STOPPED;
        }
        if (handling == OnFail.RESET_REMOTE && !resource.reconnectInterval.isZero()) {
            return Role.STOPPED;
        }
        return task.equals("promote") ? Role.UNPROMOTED : Role.STARTED;
    }
}
