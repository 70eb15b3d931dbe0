package io.systole.policy.action;

import io.systole.cib.value.Spans;
import io.systole.policy.model.Candidate;
import io.systole.policy.model.NodeKind;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.QuorumPolicy;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what it means that a node must be fenced, whether it can be, and makes the fencing actions.
 *
 * <p>A request marks the node and notes an optional fencing action with the first reason given; it becomes required at the
 * end, for the nodes that can be fenced. Guests are not fenced but recovered with what launches them.
 */
public final class FenceRequests {

    /** The operation that undoes a fencing. */
    public static final String ON = "on";

    private static final String PRIORITY_DELAY = "priority-fencing-delay";

    private final WorkingState state;
    private final ActionTable actions;
    private final Unfencing unfencing;

    FenceRequests(WorkingState state, ActionTable actions) {
        this.state = state;
        this.actions = actions;
        this.unfencing = new Unfencing(state, actions, this);
    }

    public Unfencing unfencing() {
        return unfencing;
    }

    /** Marks a node for fencing. */
    public void request(PlanNode node, String reason, boolean priorityDelay) {
        PlanPrimitive connection = node.connection;
        if (node.isGuest()) {
            if (connection != null && connection.launcher != null) {
                requestForGuest(node, connection.launcher);
            }
        } else if (node.remoteType && connection != null && connection.removedLaunched) {
            connection.failed = true;
            connection.stopIfFailed = true;
        } else if (node.remoteType) {
            if (connection == null || connection.managed) {
                node.resetPending = true;
            }
            node.unclean = true;
            fencing(node, null, true, reason, priorityDelay);
        } else if (!node.unclean) {
            node.unclean = true;
            fencing(node, null, true, reason, priorityDelay);
        }
    }

    private static void requestForGuest(PlanNode node, PlanPrimitive launcher) {
        if (!launcher.failed && launcher.managed) {
            node.resetPending = true;
            launcher.failed = true;
            launcher.stopIfFailed = true;
        }
    }

    /** Whether a node can be fenced at all: a device, quorum or a reachable target. */
    public boolean canFence(@Nullable PlanNode node) {
        if (node != null && node.isGuest()) {
            PlanPrimitive connection = node.connection;
            if (connection != null && connection.launcher != null) {
                for (PlanNode host : connection.launcher.activeNodes) {
                    if (!host.online && !canFence(host)) {
                        return false;
                    }
                }
            }
            return true;
        }
        if (!state.options.fencingEnabled() || !state.haveFenceDevice) {
            return false;
        }
        if (state.quorate || state.quorumPolicy == QuorumPolicy.IGNORE) {
            return true;
        }
        return node != null && node.online && (node.kind() != NodeKind.REMOTE || connectionReachable(node));
    }

    private boolean connectionReachable(PlanNode node) {
        if (state.options.fenceRemoteWithoutQuorum() || node.connection == null) {
            return true;
        }
        for (Candidate candidate : node.connection.candidates.walk()) {
            if (!candidate.node.online) {
                return false;
            }
        }
        return true;
    }

    /**
     * The fencing action of a node.
     *
     * @param operation reboot, off or on; null for the cluster's default
     * @param reason kept only where none stands yet
     */
    public Action fencing(
            PlanNode node,
            @Nullable String operation,
            boolean optional,
            @Nullable String reason,
            boolean priorityDelay) {
        String op = operation == null ? state.options.fencingAction() : operation;
        String key = Task.STONITH + "-" + node.name + "-" + op;
        int known = actions.all().size();
        Action action = actions.request(key, Task.STONITH, node, true);
        if (actions.all().size() > known) {
            action.putMeta("on_node", node.name);
            action.putMeta("on_node_uuid", node.id);
            action.putMeta("stonith_action", op);
            unfencing.addDigests(action, node);
        }
        long delaySeconds = Spans.secondsOf(state.options.priorityFencingDelay());
        if (delaySeconds > 0 && (priorityDelay || action.meta(PRIORITY_DELAY) != null)) {
            action.putMeta(PRIORITY_DELAY, Long.toString(delays(node) ? delaySeconds : 0));
        }
        if (!optional && canFence(node)) {
            action.setOptional(false);
        }
        if (reason != null) {
            action.setReasonOnce(reason);
        }
        return action;
    }

    /** Whether the fencing of a node waits, because the node has the more important work. */
    private boolean delays(PlanNode node) {
        if (node.remoteType || node.online) {
            return false;
        }
        List<PlanNode> members = new ArrayList<>();
        for (PlanNode each : state.nodes) {
            if (!each.remoteType) {
                members.add(each);
            }
        }
        long online = members.stream().filter(each -> each.online).count();
        int highest = Integer.MIN_VALUE;
        int lowest = Integer.MAX_VALUE;
        for (PlanNode each : members) {
            highest = Math.max(highest, each.priority);
            lowest = Math.min(lowest, each.priority);
        }
        return online <= members.size() / 2 && highest != lowest && node.priority >= highest;
    }
}
