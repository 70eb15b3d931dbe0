package io.systole.policy.action;

import io.systole.cib.value.Scores;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.Role;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Decides which instances of a clone are really told what, once it is known what will be done. */
public final class NotifyActions {

    private final ActionTable actions;

    public NotifyActions(ActionTable actions) {
        this.actions = actions;
    }

    /** The four ordering points of a notification, and what is told. */
    private record Points(
            @Nullable Action pre,
            @Nullable Action confirmedPre,
            @Nullable Action post,
            @Nullable Action confirmedPost,
            SortedMap<String, String> variables) {}

    /** All notifications of a clone. */
    public void create(PlanClone clone) {
        for (String task : List.of(Task.START, Task.STOP, Task.PROMOTE, Task.DEMOTE)) {
            String completion = Task.completion(task);
            Action pre = point(clone.id, "pre", task);
            if (pre == null) {
                continue;
            }
            NotifyData data = new NotifyData(actions);
            data.collect(clone);
            Points points = new Points(
                    pre,
                    point(clone.id, "confirmed-pre", task),
                    point(clone.id, "post", completion),
                    point(clone.id, "confirmed-post", completion),
                    data.variables(clone));
            boolean concerned = data.concerns(task);
            if (concerned) {
                require(points);
            }
            for (PlanPrimitive primitive : clone.leaves()) {
                create(primitive, task, points, concerned);
            }
        }
    }

    /** After the fencing of a node: the other instances are told of the stop that it implies. */
    void afterFencing(PlanPrimitive stopped, PlanNode node) {
        NavigableMap<String, String> variables = new TreeMap<>();
        variables.put("notify_stop_resource", stopped.id);
        variables.put("notify_stop_uname", node.name);
        Points points = new Points(
                null,
                null,
                point(stopped.id, "post", Task.STONITH),
                point(stopped.id, "confirmed-post", Task.STONITH),
                variables);
        for (PlanPrimitive primitive : stopped.top().leaves()) {
            create(primitive, Task.STOP, points, true);
        }
    }

    private @Nullable Action point(String resource, String type, String key) {
        return actions.byKey(Task.notifyKey(resource, type, key));
    }

    private static void require(Points points) {
        for (Action point : new Action[] {points.pre(), points.confirmedPre(), points.post(), points.confirmedPost()}) {
            if (point != null) {
                point.setOptional(false);
            }
        }
    }

    private void create(PlanPrimitive primitive, String task, Points points, boolean concerned) {
        for (Action action : actions.of(primitive)) {
            boolean told =
                    switch (action.task()) {
                        case Task.START, Task.STOP, Task.PROMOTE, Task.DEMOTE -> action.required();
                        default -> false;
                    };
            if (told) {
                action.addMeta(points.variables());
            }
        }
        if (!concerned && !task.equals(Task.STOP)) {
            return;
        }
        switch (task) {
            case Task.STOP, Task.DEMOTE -> goingDown(primitive, task, points);
            default -> goingUp(primitive, task, points);
        }
    }

    private void goingDown(PlanPrimitive primitive, String task, Points points) {
        if (primitive.currentRole == Role.STOPPED) {
            return;
        }
        Action stop = actions.newest(primitive, Task.STOP, null);
        for (PlanNode node : primitive.activeNodes) {
            if (stop != null && stop.pseudo() && (node.unclean || node.resetPending)) {
                continue;
            }
            tell(primitive, node, task, "pre", points.pre(), points.confirmedPre(), points);
            if (task.equals(Task.DEMOTE) || stop == null || stop.optional()) {
                tell(primitive, node, task, "post", points.post(), points.confirmedPost(), points);
            }
        }
    }

    private void goingUp(PlanPrimitive primitive, String task, Points points) {
        PlanNode node = primitive.assignedNode();
        if (primitive.nextRole == Role.STOPPED || node == null) {
            return;
        }
        Action start = actions.newest(primitive, Task.START, null);
        PlanPrimitive connection = node.connection;
        if (start != null && connection != null) {
            Action connect = actions.newest(connection, Task.START, null);
            if (connect != null && !connect.runnable()) {
                return;
            }
        }
        if (task.equals(Task.PROMOTE) || start == null || start.optional()) {
            tell(primitive, node, task, "pre", points.pre(), points.confirmedPre(), points);
        }
        tell(primitive, node, task, "post", points.post(), points.confirmedPost(), points);
    }

    private void tell(
            PlanPrimitive primitive,
            PlanNode node,
            String task,
            String type,
            @Nullable Action point,
            @Nullable Action confirmed,
            Points points) {
        if (point == null || confirmed == null || !point.runnable() || !node.online) {
            return;
        }
        String suffix = Task.notifyKey("", type, task).substring(1);
        Action notify = actions.request(primitive, suffix, Task.NOTIFY, 0, node, point.optional());
        notify.addMeta(point.meta());
        notify.addMeta(points.variables());
        Action.attach(point, notify, Effect.ORDER);
        Action.attach(notify, confirmed, Effect.ORDER);
        if (type.equals("post")) {
            notify.setPriority(Scores.INFINITY);
            for (Action action : actions.of(primitive)) {
                if (action.recurring() && !action.is(Task.CANCEL)) {
                    Action.attach(confirmed, action, Effect.ORDER);
                }
            }
        }
    }
}
