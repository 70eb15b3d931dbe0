package io.systole.policy.order;

import io.systole.policy.action.Action;
import io.systole.policy.action.Effect;
import io.systole.policy.action.Link;
import io.systole.policy.action.Task;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Decides which actions belong into the graph, and for which others each of them waits there. */
public final class GraphInputs {

    private static final int SHOWING = Effect.ORDER | Effect.SHOW_FIRST | Effect.SHOW_THEN;

    /** Whether an action is to be executed, or to be there as an ordering point. */
    public boolean belongs(Action action) {
        if (!action.runnable() || (action.optional() && !action.alwaysInGraph())) {
            return false;
        }
        PlanResource resource = action.resource();
        if (resource != null && !resource.managed && !action.is(Task.MONITOR) && !action.recurring()) {
            return false;
        }
        if (action.pseudo() || action.is(Task.STONITH) || action.is(Task.DO_SHUTDOWN)) {
            return true;
        }
        PlanNode node = action.node();
        if (node == null) {
            return false;
        }
        return action.onDc() || (node.isGuest() && !node.resetPending) || (node.online && !node.unclean);
    }

    /** The actions that an action waits for, in the order of their numbers; relations to the same one count as one. */
    public List<Action> of(Action then) {
        NavigableMap<Integer, Link> merged = new TreeMap<>();
        for (Link link : then.before()) {
            Link known = merged.putIfAbsent(link.first().number(), link);
            if (known != null) {
                known.setEffects(known.effects() | link.effects());
            }
        }
        List<Action> inputs = new ArrayList<>();
        merged.values().forEach(link -> {
            if (keeps(link)) {
                inputs.add(link.first());
            }
        });
        return inputs;
    }

    /** Whether a relation is an input in the graph. */
    boolean keeps(Link link) {
        Action first = link.first();
        int effects = link.effects();
        if (link.isVoid()) {
            return false;
        }
        if (!first.runnable() && ((effects & ~SHOWING) == 0 || link.has(Effect.MIN) || link.has(Effect.MIG_GATE))) {
            return false;
        }
        if (first.migratable()
                && (link.has(Effect.UNLESS_MIGRATING)
                        || (effects == Effect.ORDER && first.key().endsWith("_stop_0")))) {
            return false;
        }
        if (effects == Effect.LOAD) {
            return keepsLoad(first, link.then());
        }
        if (effects == Effect.REQ_SAME_NODE) {
            return !differ(first.node(), link.then().node()) && first.required();
        }
        return !failedStop(first, link.then()) && (first.required() || first.alwaysInGraph() || belongs(first));
    }

    private static boolean keepsLoad(Action first, Action then) {
        if (then.is(Task.MIGRATE_TO)) {
            return then.resource() instanceof PlanPrimitive primitive && first.node() == primitive.assignedNode();
        }
        return first.node() == then.node() && first.required();
    }

    private static boolean differ(@Nullable PlanNode left, @Nullable PlanNode right) {
        return left != null && right != null && left != right;
    }

    /** Instances do not wait for the stop of another resource that failed and is no longer managed. */
    private static boolean failedStop(Action first, Action then) {
        PlanResource resource = first.resource();
        return resource != null
                && first.key().endsWith("_stop_0")
                && resource != then.resource()
                && resource.failed
                && !resource.managed
                && then.resource() != null
                && then.resource().top() instanceof PlanClone;
    }
}
