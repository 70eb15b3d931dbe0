package io.systole.policy.order;

import io.systole.cib.value.Scores;
import io.systole.policy.action.Action;
import io.systole.policy.action.ActionTable;
import io.systole.policy.action.Task;
import io.systole.policy.model.ColocationPair;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Role;

/** What must be with a resource that cannot start cannot start either. */
final class ColocationBlocking {

    private final ActionTable actions;
    private final Propagation propagation;

    ColocationBlocking(ActionTable actions, Propagation propagation) {
        this.actions = actions;
        this.propagation = propagation;
    }

    /** Blocks what depends on an action, if that is a start or promote that cannot run anywhere in its resource. */
    void block(Action action) {
        PlanResource resource = action.resource();
        if (resource == null || action.runnable() || !(action.is(Task.START) || action.is(Task.PROMOTE))) {
            return;
        }
        boolean promote = action.is(Task.PROMOTE);
        PlanResource top = resource.outermost();
        for (PlanResource child : top.children) {
            Action part = actions.newest(child, action.task(), null);
            if (part == null || part.runnable()) {
                return;
            }
        }
        for (ColocationPair pair : top.dependents) {
            if (pair.primary() == top
                    && pair.score() >= Scores.INFINITY
                    && (!promote || pair.primaryRole() == Role.PROMOTED)) {
                String task = pair.dependentRole() == Role.PROMOTED ? Task.PROMOTE : Task.START;
                withdraw(pair.dependent(), task, "colocation with " + resource.id);
            }
        }
    }

    private void withdraw(PlanResource dependent, String task, String reason) {
        for (Action action : actions.of(dependent)) {
            if (action.is(task) && action.runnable()) {
                action.setRunnable(false);
                action.setReasonOnce(reason);
                block(action);
                propagation.update(action);
            }
        }
        dependent.children.forEach(child -> withdraw(child, task, reason));
    }
}
