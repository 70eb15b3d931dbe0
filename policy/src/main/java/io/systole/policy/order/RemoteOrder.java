package io.systole.policy.order;

import io.systole.policy.action.Action;
import io.systole.policy.action.ActionTable;
import io.systole.policy.action.Effect;
import io.systole.policy.action.Relation.Side;
import io.systole.policy.action.Relations;
import io.systole.policy.action.RemoteState;
import io.systole.policy.action.Task;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.Role;
import io.systole.policy.model.WorkingState;
import java.util.List;

/** Orders what is done on remote and guest nodes around the actions of their connections. */
public final class RemoteOrder {

    private final WorkingState state;
    private final ActionTable actions;
    private final Relations relations;

    public RemoteOrder(ActionTable actions) {
        this.actions = actions;
        this.state = actions.state();
        this.relations = actions.relations();
    }

    public void add() {
        if (state.nodes.stream().noneMatch(node -> node.remoteType)) {
            return;
        }
        List<Action> all = List.copyOf(actions.all());
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).resource() instanceof PlanPrimitive primitive) {
                add(all.get(i), primitive);
            }
        }
    }

    private void add(Action action, PlanPrimitive primitive) {
        if (action.is(Task.CLEAR_FAILCOUNT) && primitive.isConnection()) {
            relations.add(action, primitive, Task.START, Effect.ORDER);
            return;
        }
        PlanNode node = action.node();
        if (node == null || !node.remoteType || node.connection == null || action.pseudo()) {
            return;
        }
        PlanPrimitive connection = node.connection;
        if (action.is(Task.START)) {
            for (Action stop : actions.of(primitive, Task.STOP + "_0")) {
                if (stop.node() != node) {
                    relations.add(Side.of(connection, Task.START), Side.of(stop), Effect.ORDER);
                }
            }
        }
        if (node.isGuest() && connection.launcher != null) {
            onGuest(action, connection, connection.launcher, node);
        } else {
            onRemote(action, connection, node);
        }
    }

    private static String kind(Action action) {
        return switch (action.task()) {
            case Task.MIGRATE_TO, Task.MIGRATE_FROM -> Task.STOP;
            default -> action.task();
        };
    }

    private void onGuest(Action action, PlanPrimitive connection, PlanPrimitive launcher, PlanNode node) {
        if (launcher.failed) {
            actions.fences().request(node, "container failed", false);
        }
        switch (kind(action)) {
            case Task.START, Task.PROMOTE -> {
                relations.add(
                        Side.of(launcher, Task.START),
                        Side.of(action),
                        Effect.PULL_THEN | Effect.BLOCK_THEN | Effect.GUEST_OK);
                afterConnect(action, connection, Effect.NONE);
            }
            case Task.STOP, Task.DEMOTE -> {
                if (!launcher.failed) {
                    beforeDisconnect(action, connection, Effect.NONE);
                }
            }
            case Task.MONITOR -> afterConnect(action, connection, action.recurring() ? Effect.PULL_THEN : Effect.NONE);
            default -> {
                if (!action.recurring()) {
                    afterConnect(action, connection, Effect.NONE);
                }
            }
        }
    }

    private void onRemote(Action action, PlanPrimitive connection, PlanNode node) {
        RemoteState remote = RemoteState.of(node);
        switch (kind(action)) {
            case Task.START, Task.PROMOTE ->
                afterConnect(action, connection, remote == RemoteState.FAILED ? Effect.PULL_THEN : Effect.NONE);
            case Task.STOP -> stopOnRemote(action, connection, node, remote);
            case Task.DEMOTE -> {
                if (remote == RemoteState.RESTING || remote == RemoteState.UNKNOWN) {
                    afterConnect(action, connection, Effect.NONE);
                }
            }
            default -> otherOnRemote(action, connection, node, remote);
        }
    }

    private void stopOnRemote(Action action, PlanPrimitive connection, PlanNode node, RemoteState remote) {
        if (remote == RemoteState.ALIVE) {
            beforeDisconnect(action, connection, Effect.PULL_FIRST);
        } else if (remote == RemoteState.FAILED) {
            actions.fences().request(node, "resources are active but connection is unrecoverable", false);
        } else if (connection.nextRole == Role.STOPPED) {
            beforeDisconnect(action, connection, Effect.PULL_FIRST);
        } else {
            afterConnect(action, connection, Effect.NONE);
        }
    }

    private void otherOnRemote(Action action, PlanPrimitive connection, PlanNode node, RemoteState remote) {
        if (action.recurring()) {
            afterConnect(action, connection, Effect.PULL_THEN);
            return;
        }
        if (action.is(Task.MONITOR) && remote == RemoteState.FAILED) {
            actions.fences().request(node, "resources are in unknown state and connection is unrecoverable", false);
        }
        if (connection.currentNode() != null && remote == RemoteState.STOPPED) {
            beforeDisconnect(action, connection, Effect.BLOCK_THEN);
        } else {
            afterConnect(action, connection, Effect.NONE);
        }
    }

    private void afterConnect(Action action, PlanPrimitive connection, int more) {
        relations.add(
                Side.of(connection, Task.START),
                Side.of(action),
                Effect.ORDER | Effect.BLOCK_THEN | Effect.GUEST_OK | more);
    }

    private void beforeDisconnect(Action action, PlanPrimitive connection, int more) {
        relations.add(Side.of(action), Side.of(connection, Task.STOP), Effect.ORDER | Effect.GUEST_OK | more);
    }
}
