package io.systole.policy.action;

import io.systole.policy.action.Relation.Side;
import io.systole.policy.model.ConfiguredOperation;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.Role;
import org.jspecify.annotations.Nullable;

/** Decides which recurring operations of a primitive are to run where, and which that run are to be cancelled. */
final class Recurring {

    private static final String NOT_RUNNING = "7";
    private static final String PROMOTED = "8";

    private final ActionTable actions;

    Recurring(ActionTable actions) {
        this.actions = actions;
    }

    void create(PlanPrimitive primitive) {
        if (primitive.blocked || primitive.maintenance) {
            return;
        }
        PlanNode assigned = primitive.assignedNode();
        Action start = null;
        if (assigned != null && !assigned.maintenance && (primitive.nextRole != Role.STOPPED || !primitive.managed)) {
            start = actions.request(primitive, Task.START, assigned, true);
        }
        for (ConfiguredOperation op : primitive.operations) {
            Role role = Role.parse(op.config().role());
            if (!recurs(primitive, op) || (op.config().role() != null && role == null)) {
                continue;
            }
            if (role == Role.STOPPED) {
                whileStopped(primitive, op);
            } else if (start != null) {
                whileActive(primitive, op, role, start);
            }
        }
    }

    private static boolean recurs(PlanPrimitive primitive, ConfiguredOperation op) {
        if (op.intervalMs() == 0 || op.config().id().isEmpty()) {
            return false;
        }
        switch (op.name()) {
            case Task.START,
                    Task.STOP,
                    Task.PROMOTE,
                    Task.DEMOTE,
                    Task.RELOAD_AGENT,
                    Task.MIGRATE_TO,
                    Task.MIGRATE_FROM -> {
                return false;
            }
            default -> {}
        }
        int alike = 0;
        for (ConfiguredOperation each : primitive.operations) {
            if (each.name().equals(op.name()) && each.intervalMs() == op.intervalMs()) {
                alike++;
            }
        }
        return alike == 1 && OperationMeta.find(primitive, op.name(), op.intervalMs(), true) != null;
    }

    private boolean runs(PlanPrimitive primitive, ConfiguredOperation op, @Nullable PlanNode node) {
        return actions.of(primitive, suffix(op)).stream()
                .anyMatch(action -> (action.node() == node || action.node() == null) && !action.reschedule());
    }

    private static String suffix(ConfiguredOperation op) {
        return op.name() + "_" + op.intervalMs();
    }

    private void whileActive(PlanPrimitive primitive, ConfiguredOperation op, @Nullable Role role, Action start) {
        PlanNode node = primitive.assignedNode();
        boolean optional = node != null && start.optional() && runs(primitive, op, node);
        boolean wanted = role == null ? primitive.nextRole != Role.PROMOTED : role == primitive.nextRole;
        if (!wanted) {
            if (optional && node != null) {
                cancelForRole(primitive, op, node);
            }
            return;
        }
        Action action = actions.request(primitive, op.name(), op.intervalMs(), node, optional);
        if (!start.runnable() || node == null || !node.online || node.unclean) {
            action.setRunnable(false);
        }
        if (primitive.nextRole == Role.PROMOTED) {
            action.putMeta("op_target_rc", PROMOTED);
        }
        if (node == null || primitive.managed) {
            Side it = Side.of(action);
            Relations relations = actions.relations();
            int follows = Effect.PULL_THEN | Effect.BLOCK_THEN;
            relations.add(Side.of(primitive, Task.START), it, follows);
            relations.add(Side.of(primitive, Task.RELOAD_AGENT), it, follows);
            if (primitive.nextRole == Role.PROMOTED) {
                relations.add(Side.of(primitive, Task.PROMOTE), it, Effect.ORDER | Effect.BLOCK_THEN);
            } else if (primitive.currentRole == Role.PROMOTED) {
                relations.add(Side.of(primitive, Task.DEMOTE), it, Effect.ORDER | Effect.BLOCK_THEN);
            }
        }
    }

    private void cancelForRole(PlanPrimitive primitive, ConfiguredOperation op, PlanNode node) {
        Action cancel = cancel(actions, primitive, op.name(), op.intervalMs(), node);
        String next = null;
        if (primitive.currentRole == Role.STARTED || primitive.currentRole == Role.UNPROMOTED) {
            if (primitive.nextRole == Role.PROMOTED) {
                next = Task.PROMOTE;
            } else if (primitive.nextRole == Role.STOPPED) {
                next = Task.STOP;
            }
        } else if (primitive.currentRole == Role.PROMOTED) {
            next = Task.DEMOTE;
        }
        if (next != null) {
            actions.relations().add(cancel, primitive, next, Effect.BLOCK_THEN);
        }
    }

    /** Monitors that see to it that the resource does not run; only for what is unique. */
    private void whileStopped(PlanPrimitive primitive, ConfiguredOperation op) {
        if (!primitive.unique) {
            return;
        }
        PlanNode assigned = primitive.assignedNode();
        for (PlanNode node : actions.state().nodes) {
            boolean runs = runs(primitive, op, node);
            if (node == assigned) {
                if (runs) {
                    Action cancel = cancel(actions, primitive, op.name(), op.intervalMs(), node);
                    if (primitive.nextRole == Role.STARTED || primitive.nextRole == Role.UNPROMOTED) {
                        actions.relations().add(cancel, primitive, Task.START, Effect.BLOCK_THEN);
                    }
                }
                continue;
            }
            Action monitor = actions.request(primitive, op.name(), op.intervalMs(), node, runs);
            monitor.putMeta("op_target_rc", NOT_RUNNING);
            if (primitive.managed) {
                for (Action probe : actions.on(primitive, Task.MONITOR, node)) {
                    Action.attach(probe, monitor, Effect.BLOCK_THEN);
                }
            }
            afterStops(primitive, node, monitor);
            if (!node.online || node.unclean) {
                monitor.setRunnable(false);
            }
        }
    }

    private void afterStops(PlanPrimitive primitive, PlanNode node, Action monitor) {
        for (Action stop : actions.on(primitive, Task.STOP, node)) {
            if (stop.required() && monitor.required() && !primitive.managed) {
                monitor.setOptional(true);
            }
            if (!stop.runnable()) {
                monitor.setRunnable(false);
            }
            if (primitive.managed) {
                actions.relations().add(stop, monitor, Effect.PULL_THEN | Effect.BLOCK_THEN);
            }
        }
    }

    /** Turns the recurring operation itself into the order to cancel it. */
    static Action cancel(ActionTable actions, PlanPrimitive primitive, String task, long intervalMs, PlanNode node) {
        Action action = actions.request(primitive, task, intervalMs, node, false);
        action.becomeCancel();
        action.putMeta("operation", task);
        action.putMeta("interval", Long.toString(intervalMs));
        return action;
    }
}
