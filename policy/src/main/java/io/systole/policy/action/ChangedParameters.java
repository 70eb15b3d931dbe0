package io.systole.policy.action;

import io.systole.policy.action.Relation.Side;
import io.systole.policy.model.HistoryEntry;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;

/** Decides what follows from changed parameters of one operation: nothing, a reload, a restart, a new recurring operation. */
final class ChangedParameters {

    private final ActionTable actions;

    ChangedParameters(ActionTable actions) {
        this.actions = actions;
    }

    /** Compares one entry of the history; returns whether something changed. */
    boolean check(PlanPrimitive primitive, HistoryEntry entry, PlanNode node) {
        boolean recurring = entry.intervalMs() > 0;
        if (recurring && OperationMeta.find(primitive, entry.task(), entry.intervalMs(), true) == null) {
            if (actions.state().options.cancelRemovedActions()) {
                ConfigChanges.cancel(actions, primitive, entry, node);
            }
            return true;
        }
        Digests.Result result = actions.digests().compare(primitive, node, entry.operation());
        if (result == Digests.Result.MATCH || actions.digests().onlyPrivateDiffer(primitive, node, entry.operation())) {
            return false;
        }
        if (result == Digests.Result.RESTART) {
            restart(primitive, entry, node);
        } else if (recurring) {
            actions.request(primitive, entry.task(), entry.intervalMs(), node, true)
                    .setReschedule(true);
            unfence(primitive, node, "Device parameters changed (reschedule)");
        } else if (entry.operation().digests().opRestartDigest() != null) {
            unfence(primitive, node, "Device parameters changed (reload)");
            reload(primitive, node);
        } else {
            restart(primitive, entry, node);
        }
        return true;
    }

    private void unfence(PlanPrimitive primitive, PlanNode node, String reason) {
        actions.fences().unfencing().trigger(primitive, node, reason);
    }

    /** A start that is required without a node: whatever node it gets, the resource must stop before. */
    private void restart(PlanPrimitive primitive, HistoryEntry entry, PlanNode node) {
        String task = entry.task();
        if (entry.intervalMs() == 0) {
            task = switch (task) {
                case Task.MONITOR, Task.MIGRATE_FROM, Task.PROMOTE -> Task.START;
                default -> task;
            };
        }
        Action action = actions.request(primitive, task, entry.intervalMs(), null, false);
        action.setReason("resource definition change");
        unfence(primitive, node, "Device parameters changed");
    }

    private void reload(PlanResource resource, PlanNode node) {
        if (!(resource instanceof PlanPrimitive primitive)) {
            resource.children.forEach(child -> reload(child, node));
            return;
        }
        if (!primitive.managed || primitive.failed) {
            return;
        }
        if (primitive.startPending) {
            actions.request(primitive, Task.STOP, node, false);
            return;
        }
        actions.reload(primitive);
        Action reload = actions.request(primitive, Task.RELOAD_AGENT, node, false);
        reload.setReasonOnce("resource definition change");
        int cancelled = Effect.ORDER | Effect.CANCEL_FIRST;
        actions.relations().add(Side.of(reload), Side.of(primitive, Task.STOP), cancelled);
        actions.relations().add(Side.of(reload), Side.of(primitive, Task.DEMOTE), cancelled);
    }
}
