package io.systole.policy.action;

import io.systole.cib.value.Scores;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the ordering points around the notifications of a clone: before a task, after it, and between tasks. What is really
 * sent to the instances is decided when the graph is made.
 */
public final class NotifyPoints {

    private final ActionTable actions;

    public NotifyPoints(ActionTable actions) {
        this.actions = actions;
    }

    /** The points around one task of a clone. */
    void create(PlanClone clone, Action anchor, Action completion) {
        Action pre = point(clone, "pre", Task.NOTIFY, anchor, anchor.task(), anchor.task());
        pre.setRunnable(true);
        Action confirmedPre = point(clone, "confirmed-pre", Task.NOTIFIED, anchor, anchor.task(), anchor.task());
        confirmedPre.setRunnable(true);
        Action.attach(pre, confirmedPre, Effect.ORDER);
        Action.attach(confirmedPre, anchor, Effect.ORDER);
        Action.attach(confirmedPre, after(clone, completion, anchor.task()), Effect.ORDER);
    }

    /** The points after something that happened to a resource. */
    private Action after(PlanResource resource, Action completion, String operation) {
        Action post = point(resource, "post", Task.NOTIFY, completion, completion.task(), operation);
        post.setRunnable(completion.runnable());
        post.setPriority(Scores.INFINITY);
        Action confirmed = point(resource, "confirmed-post", Task.NOTIFIED, completion, completion.task(), operation);
        confirmed.setRunnable(completion.runnable());
        confirmed.setPriority(Scores.INFINITY);
        Action.attach(completion, post, Effect.PULL_THEN);
        Action.attach(post, confirmed, Effect.PULL_THEN);
        return post;
    }

    /** The points after the fencing of a node that took an instance down. */
    void afterFencing(PlanPrimitive instance, Action fencing) {
        after(instance, fencing, Task.STOP);
    }

    private Action point(PlanResource resource, String type, String task, Action like, String key, String operation) {
        String suffix = Task.notifyKey("", type, key).substring(1);
        Action action = actions.request(resource, suffix, task, 0, null, like.optional());
        action.setPseudo(true);
        action.putMeta("notify_key_type", type);
        action.putMeta("notify_key_operation", key);
        action.putMeta("notify_type", type.endsWith("post") ? "post" : "pre");
        action.putMeta("notify_operation", operation);
        return action;
    }

    /** The ordering point of a clone for a notification, if there is one. */
    public @Nullable Action find(PlanResource resource, String type, String key) {
        List<Action> found = actions.of(resource, Task.notifyKey("", type, key).substring(1));
        return found.isEmpty() ? null : found.get(0);
    }

    /** All that was told about a stop comes before what is told about a start. */
    void stopBeforeStart(PlanClone clone) {
        order(clone, Task.STOPPED, Task.START);
    }

    /** Notifications of role changes in the order of the changes. */
    void betweenRoles(PlanClone clone) {
        order(clone, Task.STOPPED, Task.PROMOTE);
        order(clone, Task.RUNNING, Task.PROMOTE);
        order(clone, Task.DEMOTED, Task.PROMOTE);
        order(clone, Task.DEMOTED, Task.START);
        order(clone, Task.DEMOTED, Task.STOP);
    }

    private void order(PlanClone clone, String completed, String next) {
        Action confirmed = find(clone, "confirmed-post", completed);
        Action pre = find(clone, "pre", next);
        if (confirmed != null && pre != null) {
            Action.attach(confirmed, pre, Effect.ORDER);
        }
    }
}
