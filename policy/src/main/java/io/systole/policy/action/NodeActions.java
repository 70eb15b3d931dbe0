package io.systole.policy.action;

import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.List;

/** Decides which nodes are fenced and which are shut down, and what that means for the actions of resources. */
public final class NodeActions {

    private final WorkingState state;
    private final ActionTable actions;
    private final FenceRequests fences;
    private final NotifyPoints notifications;

    public NodeActions(ActionTable actions) {
        this.actions = actions;
        this.state = actions.state();
        this.fences = actions.fences();
        this.notifications = new NotifyPoints(actions);
    }

    public void create() {
        boolean managed = state.resources.stream().anyMatch(NodeActions::anyManaged);
        Action ofDc = null;
        Action previous = null;
        List<Action> fencings = new ArrayList<>();
        List<Action> shutdowns = new ArrayList<>();
        for (PlanNode node : state.nodes) {
            if (node.isGuest()) {
                if (node.resetPending && managed && fences.canFence(node)) {
                    recoverGuest(node);
                }
                continue;
            }
            if (node.unclean && managed && fences.canFence(node)) {
                Action fencing = fences.fencing(node, null, false, "node is unclean", false);
                implied(node, fencing);
                if (node.isDc) {
                    ofDc = fencing;
                } else {
                    if (!state.options.concurrentFencing() && previous != null) {
                        Action.attach(previous, fencing, Effect.ORDER);
                    }
                    previous = fencing;
                    fencings.add(fencing);
                }
            } else if (!node.remoteType && node.online && node.shutdown) {
                Action shutdown = shutdown(node);
                if (node.isDc) {
                    ofDc = shutdown;
                } else {
                    shutdowns.add(shutdown);
                }
            }
        }
        if (ofDc != null) {
            dcLast(ofDc, shutdowns, fencings);
        }
    }

    /** The DC goes last: after the other shutdowns, and after all other fencing. */
    private void dcLast(Action ofDc, List<Action> shutdowns, List<Action> fencings) {
        if (ofDc.is(Task.DO_SHUTDOWN)) {
            shutdowns.forEach(shutdown -> Action.attach(shutdown, ofDc, Effect.ORDER));
        }
        if (state.options.concurrentFencing()) {
            fencings.forEach(fencing -> Action.attach(fencing, ofDc, Effect.ORDER));
        } else if (!fencings.isEmpty()) {
            Action.attach(fencings.get(fencings.size() - 1), ofDc, Effect.ORDER);
        }
    }

    private static boolean anyManaged(PlanResource resource) {
        return resource.managed || resource.children.stream().anyMatch(NodeActions::anyManaged);
    }

    /** A guest is fenced by the recovery of what launches it. */
    private void recoverGuest(PlanNode guest) {
        PlanPrimitive connection = guest.connection;
        PlanPrimitive launcher = connection == null ? null : connection.launcher;
        if (connection == null || launcher == null) {
            return;
        }
        Action stop = actions.newest(launcher, Task.STOP, null);
        boolean restarts = actions.newest(launcher, Task.START, null) != null;
        Action fencing = fences.fencing(guest, restarts ? "reboot" : "off", false, "guest is unclean", false);
        fencing.setOptional(false);
        fencing.setPseudo(true);
        fencing.setRunnable(true);
        if (stop != null && stop.pseudo() && stop.node() != null) {
            Action ofHost = fences.fencing(stop.node(), null, false, null, false);
            Action.attach(ofHost, fencing, Effect.BLOCK_THEN | Effect.PULL_THEN);
        } else if (stop != null) {
            Action.attach(stop, fencing, Effect.BLOCK_THEN | Effect.PULL_THEN);
        } else {
            Action disconnect = actions.newest(connection, Task.STOP, null);
            if (disconnect != null) {
                Action.attach(disconnect, fencing, Effect.ORDER);
            }
        }
        implied(guest, fencing);
    }

    /** What the fencing of a node means for resources: what was there is down with it, and the rest waits. */
    private void implied(PlanNode node, Action fencing) {
        for (PlanResource resource : state.resources) {
            for (PlanPrimitive primitive : resource.leaves()) {
                if (primitive.managed) {
                    waitFor(primitive, node, fencing);
                    impliedStops(primitive, node, fencing);
                }
            }
        }
    }

    private void waitFor(PlanPrimitive primitive, PlanNode node, Action fencing) {
        for (Action action : actions.of(primitive)) {
            if (action.needs() == Action.Needs.FENCING) {
                Action.attach(fencing, action, Effect.ORDER);
            } else if (action.needs() == Action.Needs.QUORUM
                    && action.is(Task.START)
                    && primitive.candidates.get(node) != null
                    && !primitive.knownOn.contains(node)
                    && !knownToClone(primitive, node)) {
                Action.attach(fencing, action, Effect.ORDER | Effect.BLOCK_THEN);
            }
        }
    }

    private static boolean knownToClone(PlanPrimitive primitive, PlanNode node) {
        for (PlanResource up = primitive.parent; up != null; up = up.parent) {
            if (up instanceof PlanClone clone) {
                return !clone.unique && clone.knownOn.contains(node);
            }
        }
        return false;
    }

    private void impliedStops(PlanPrimitive primitive, PlanNode node, Action fencing) {
        boolean ordered = primitive.needsFencing() || node.isGuest();
        boolean bundled = primitive.bundle() != null;
        for (Action action : List.copyOf(actions.of(primitive))) {
            if (action.node() != node) {
                continue;
            }
            if (action.is(Task.STOP)) {
                action.setPseudo(true);
                action.setRunnable(true);
                if (ordered) {
                    stopAfterFencing(primitive, action, fencing, bundled);
                }
                if (primitive.notifies) {
                    notifications.afterFencing(primitive, fencing);
                    new NotifyActions(actions).afterFencing(primitive, node);
                }
            } else if (action.is(Task.DEMOTE) && (!node.online || node.unclean || primitive.failed)) {
                action.setPseudo(true);
                action.setRunnable(true);
                if (ordered && !bundled) {
                    Action.attach(fencing, action, Effect.GUEST_OK | Effect.ORDER);
                }
            }
        }
    }

    /** Inside a bundle the order of the parent's stop has to do: that of the instance itself would make a loop. */
    private void stopAfterFencing(PlanPrimitive primitive, Action stop, Action fencing, boolean bundled) {
        if (!bundled) {
            Action.attach(fencing, stop, Effect.GUEST_OK);
        }
        Action topStop = actions.newest(primitive.top(), Task.STOP, null);
        if (topStop != null) {
            Action.attach(fencing, topStop, Effect.GUEST_OK);
        }
    }

    private Action shutdown(PlanNode node) {
        Action shutdown = actions.request(Task.DO_SHUTDOWN + "-" + node.name, Task.DO_SHUTDOWN, node, false);
        shutdown.putMeta("op_no_wait", "true");
        for (PlanResource resource : state.resources) {
            for (PlanPrimitive primitive : resource.leaves()) {
                boolean left = primitive.maintenance || node.maintenance || (!primitive.managed && !primitive.blocked);
                if (left) {
                    continue;
                }
                for (Action stop : actions.of(primitive, Task.STOP + "_0")) {
                    if (stop.node() == node) {
                        stop.setOptional(false);
                        actions.relations().add(stop, shutdown, Effect.ORDER | Effect.BLOCK_THEN);
                    }
                }
            }
        }
        return shutdown;
    }
}
