package io.systole.policy.action;

import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import org.jspecify.annotations.Nullable;

/** Makes the actions of a live migration beside the stop and start that it falls back to. */
final class Migration {

    private final ActionTable actions;

    Migration(ActionTable actions) {
        this.actions = actions;
    }

    /** Whether a primitive that moves may migrate live. */
    static boolean possible(PlanPrimitive primitive, @Nullable PlanNode current, @Nullable PlanNode assigned) {
        return primitive.migratable
                && primitive.managed
                && !primitive.failed
                && !primitive.startPending
                && current != null
                && !current.unclean
                && assigned != null
                && !assigned.unclean;
    }

    void create(PlanPrimitive primitive, @Nullable PlanNode current, @Nullable PlanNode assigned) {
        if (current == null || assigned == null) {
            return;
        }
        Action start = actions.request(primitive, Task.START, assigned, true);
        Action stop = actions.request(primitive, Task.STOP, current, true);
        start.setMigratable(true);
        start.setPseudo(true);
        stop.setMigratable(true);
        boolean partial = primitive.partialMigrationTarget != null;
        Relations relations = actions.relations();
        if (partial) {
            Action from = migrate(primitive, Task.MIGRATE_FROM, assigned, current, assigned);
            from.setNeeds(start.needs());
            relations.add(primitive, Task.MONITOR, primitive, Task.MIGRATE_FROM, Effect.ORDER);
        } else {
            Action to = migrate(primitive, Task.MIGRATE_TO, current, current, assigned);
            to.setNeeds(start.needs());
            if (!primitive.isConnection()) {
                to.putMeta("record-pending", "true");
            }
            migrate(primitive, Task.MIGRATE_FROM, assigned, current, assigned);
            relations.add(primitive, Task.MONITOR, primitive, Task.MIGRATE_TO, Effect.ORDER);
            relations.add(primitive, Task.MIGRATE_TO, primitive, Task.MIGRATE_FROM, Effect.ORDER | Effect.MIG_GATE);
        }
        relations.add(primitive, Task.MIGRATE_FROM, primitive, Task.STOP, Effect.ORDER | Effect.MIG_GATE);
        relations.add(
                primitive, Task.MIGRATE_FROM, primitive, Task.START, Effect.ORDER | Effect.MIG_GATE | Effect.ELSE_REAL);
    }

    private Action migrate(PlanPrimitive primitive, String task, PlanNode node, PlanNode source, PlanNode target) {
        Action action = actions.request(primitive, task, node, true);
        action.setMigratable(true);
        action.putMeta("migrate_source", source.name);
        action.putMeta("migrate_target", target.name);
        return action;
    }
}
