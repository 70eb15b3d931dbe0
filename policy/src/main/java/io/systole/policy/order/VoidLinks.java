package io.systole.policy.order;

import io.systole.policy.action.Action;
import io.systole.policy.action.ActionTable;
import io.systole.policy.action.Effect;
import io.systole.policy.action.Link;
import io.systole.policy.action.Task;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Voids the relations that cannot hold: what a guest needs cannot wait for what runs inside; loops made by load. */
final class VoidLinks {

    private final ActionTable actions;
    private final GraphInputs inputs;

    VoidLinks(ActionTable actions, GraphInputs inputs) {
        this.actions = actions;
        this.inputs = inputs;
    }

    void run() {
        List<Action> all = actions.all();
        for (int i = all.size() - 1; i >= 0; i--) {
            Action then = all.get(i);
            if (then.resource() instanceof PlanPrimitive launcher && !launcher.launched.isEmpty()) {
                voidInside(then, launcher);
            }
            if (then.is(Task.MIGRATE_TO)) {
                for (Link link : then.before()) {
                    if (link.effects() == Effect.LOAD && reaches(link.first(), then, new HashSet<>())) {
                        link.setEffects(Effect.NONE);
                    }
                }
            }
        }
    }

    private static void voidInside(Action then, PlanPrimitive launcher) {
        for (Link link : then.before()) {
            PlanNode node = link.first().node();
            if (node != null
                    && link.first().resource() != null
                    && node.isGuest()
                    && node.connection != null
                    && node.connection.launcher == launcher
                    && !link.has(Effect.GUEST_OK)) {
                link.setEffects(Effect.NONE);
            }
        }
    }

    /** Whether following inputs backwards from an action leads to another. */
    private boolean reaches(Action from, Action wanted, Set<Action> seen) {
        if (!seen.add(from)) {
            return false;
        }
        for (Link link : List.copyOf(from.before())) {
            if (inputs.keeps(link) && (link.first() == wanted || reaches(link.first(), wanted, seen))) {
                return true;
            }
        }
        return false;
    }
}
