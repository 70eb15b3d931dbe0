package io.systole.policy.order;

import io.systole.policy.action.Action;
import io.systole.policy.action.ActionTable;
import io.systole.policy.action.Effect;
import io.systole.policy.action.Relations;
import io.systole.policy.action.Task;
import io.systole.policy.model.Candidate;
import io.systole.policy.model.PlacementStrategy;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Requires;
import io.systole.policy.model.Role;
import io.systole.policy.model.WorkingState;
import java.util.List;

/** The relations between a primitive's own actions, and with what launches it. */
final class PrimitiveOrder {

    private final WorkingState state;
    private final ActionTable actions;
    private final Relations relations;

    PrimitiveOrder(ActionTable actions) {
        this.actions = actions;
        this.state = actions.state();
        this.relations = actions.relations();
    }

    void add(PlanPrimitive primitive) {
        if (!primitive.managed) {
            return;
        }
        relations.add(primitive, Task.STOP, primitive, Task.START, Effect.ORDER | Effect.PULL_THEN | Effect.RESTART);
        if (primitive.promotable() || primitive.currentRole.above(Role.UNPROMOTED)) {
            relations.add(primitive, Task.DEMOTE, primitive, Task.STOP, Effect.PULL_FIRST_PROMOTED);
            relations.add(primitive, Task.START, primitive, Task.PROMOTE, Effect.BLOCK_THEN);
        }
        relations.add(primitive, Task.LRM_DELETE, primitive, Task.MONITOR, Effect.SAME_NODE | Effect.CANCEL_FIRST);
        if (state.unfencingInUse && primitive.requires == Requires.UNFENCING && !primitive.isFenceDevice()) {
            aroundUnfencing(primitive);
        }
        if (state.options.placement() != PlacementStrategy.DEFAULT && primitive.utilization.count() > 0) {
            byLoad(primitive);
        }
        if (primitive.launcher != null) {
            withLauncher(primitive, primitive.launcher);
        }
    }

    private void aroundUnfencing(PlanPrimitive primitive) {
        for (Candidate candidate : primitive.candidates.byName()) {
            Action unfencing = actions.fences().unfencing().on(candidate.node);
            relations.add(primitive, Task.STOP, unfencing, Effect.ORDER | Effect.SAME_NODE);
            relations.add(unfencing, primitive, Task.START, Effect.PULL_SAME_NODE | Effect.SAME_NODE);
        }
    }

    /** Capacity is freed before it is used. */
    private void byLoad(PlanPrimitive primitive) {
        for (PlanNode node : primitive.activeNodes) {
            relations.add(primitive, Task.STOP, freed(node), Effect.LOAD);
        }
        for (Candidate candidate : primitive.candidates.byName()) {
            Action freed = freed(candidate.node);
            relations.add(freed, primitive, Task.START, Effect.LOAD);
            relations.add(freed, primitive, Task.MIGRATE_TO, Effect.LOAD);
        }
    }

    private Action freed(PlanNode node) {
        Action freed = actions.pseudo("load_stopped_" + node.name);
        freed.takeNode(node);
        freed.setOptional(false);
        return freed;
    }

    private void withLauncher(PlanPrimitive primitive, PlanPrimitive launcher) {
        if (primitive.isConnection()) {
            relations.add(launcher, Task.MONITOR, primitive, Task.STOP, Effect.ORDER);
        } else if (launcher.isConnection() || containsGuest(launcher)) {
            return;
        }
        relations.add(launcher, Task.START, primitive, Task.START, Effect.PULL_THEN | Effect.BLOCK_THEN);
        relations.add(primitive, Task.STOP, launcher, Task.STOP, Effect.PULL_FIRST);
    }

    private static boolean containsGuest(PlanPrimitive launcher) {
        return launcher.launched.stream().anyMatch(PlanPrimitive::isConnection);
    }

    /** The relations between the ordering points of a promotable collective. */
    static void promotable(Relations relations, PlanResource resource) {
        for (List<String> pair : List.of(
                List.of(Task.STOPPED, Task.START),
                List.of(Task.STOPPED, Task.PROMOTE),
                List.of(Task.DEMOTED, Task.STOP),
                List.of(Task.DEMOTED, Task.START),
                List.of(Task.DEMOTED, Task.PROMOTE),
                List.of(Task.RUNNING, Task.PROMOTE),
                List.of(Task.DEMOTE, Task.DEMOTED))) {
            relations.add(resource, pair.get(0), resource, pair.get(1), Effect.ORDER);
        }
    }
}
