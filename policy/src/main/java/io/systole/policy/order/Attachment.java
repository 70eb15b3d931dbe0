package io.systole.policy.order;

import io.systole.policy.action.Action;
import io.systole.policy.action.ActionTable;
import io.systole.policy.action.Effect;
import io.systole.policy.action.Relation;
import io.systole.policy.action.Task;
import io.systole.policy.model.PlanBundle;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Attaches the relations to the actions that exist, creating the "first" actions that another resource waits for. */
final class Attachment {

    private final ActionTable actions;

    Attachment(ActionTable actions) {
        this.actions = actions;
    }

    void attachAll() {
        for (Relation relation : actions.relations().all()) {
            attach(relation);
        }
    }

    private void attach(Relation relation) {
        List<Action> thens = side(relation.then(), relation.thenSuffix(), relation.thenAction());
        List<Action> firsts = side(relation.first(), relation.firstSuffix(), relation.firstAction());
        if (firsts.isEmpty()) {
            Action created = relation.first() == relation.then() ? null : create(relation);
            if (created == null) {
                return;
            }
            firsts = List.of(created);
            if (thens.isEmpty()) {
                return;
            }
        }
        for (Action first : firsts) {
            for (Action then : thens) {
                int effects = relation.effects();
                if (first.migrationAbort() && first.resource() == then.resource()) {
                    effects &= ~Effect.PULL_THEN;
                }
                Action.attach(first, then, effects);
            }
        }
    }

    private List<Action> side(@Nullable PlanResource resource, @Nullable String suffix, @Nullable Action action) {
        if (action != null) {
            return List.of(action);
        }
        return resource == null || suffix == null ? List.of() : List.copyOf(actions.of(resource, suffix));
    }

    /** What another resource waits for exists at least as something that cannot run; not what would change nothing. */
    private @Nullable Action create(Relation relation) {
        PlanResource first = relation.first();
        String suffix = relation.firstSuffix();
        if (first == null || suffix == null) {
            return null;
        }
        String task = Task.ofSuffix(suffix);
        Role current = first instanceof PlanBundle ? Role.UNKNOWN : first.highestCurrentRole();
        boolean nothing = (task.equals(Task.STOP) && current == Role.STOPPED)
                || (task.equals(Task.DEMOTE) && current == Role.UNPROMOTED);
        return nothing ? null : actions.request(first, suffix, task, Task.intervalOf(suffix), null, true);
    }
}
