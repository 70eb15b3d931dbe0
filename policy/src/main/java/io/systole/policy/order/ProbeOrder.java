package io.systole.policy.order;

import io.systole.policy.action.Action;
import io.systole.policy.action.ActionTable;
import io.systole.policy.action.Effect;
import io.systole.policy.action.Link;
import io.systole.policy.action.Relation;
import io.systole.policy.action.Task;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanGroup;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Orders what a probe may change after the probe: the restart of what follows the probed resource, and all that waits for
 * the resource's stop.
 */
final class ProbeOrder {

    private static final String PROBE = Task.MONITOR + "_0";

    private final ActionTable actions;
    private final Interleaving interleaving;

    ProbeOrder(ActionTable actions, Interleaving interleaving) {
        this.actions = actions;
        this.interleaving = interleaving;
    }

    void attachAll() {
        for (PlanResource resource : actions.state().resources) {
            for (PlanPrimitive primitive : resource.leaves()) {
                beforeRestarts(actions.of(primitive, PROBE), primitive);
            }
        }
        for (Relation relation : actions.relations().all()) {
            afterStops(relation);
        }
    }

    private void beforeRestarts(List<Action> probes, PlanPrimitive primitive) {
        Map<Action, List<Action>> stops = new HashMap<>();
        for (Action probe : probes) {
            List<Link> after = List.copyOf(probe.after());
            for (int i = after.size() - 1; i >= 0; i--) {
                Link link = after.get(i);
                Action next = link.then();
                PlanResource top = primitive.top();
                if (top instanceof PlanClone
                        && next.resource() == top
                        && next.is(Task.START)
                        && !probe.runnable()
                        && !link.has(Effect.BLOCK_THEN)) {
                    blockStarts(probe, next, top);
                }
                for (Action stop : stops.computeIfAbsent(next, from -> stopsAfter(primitive, from))) {
                    Action.attach(probe, stop, Effect.ORDER);
                }
            }
        }
    }

    /** Where the state of an instance cannot be found out, instances that are not active cannot be started. */
    private static void blockStarts(Action probe, Action start, PlanResource top) {
        for (Link link : List.copyOf(start.after())) {
            Action then = link.then();
            PlanResource resource = then.resource();
            if (then.is(Task.START)
                    && (resource instanceof PlanPrimitive || resource instanceof PlanGroup)
                    && resource.top() == top
                    && resource.activeNodes.isEmpty()) {
                Action.attach(probe, then, Effect.ORDER | Effect.BLOCK_THEN);
            }
        }
    }

    /** What would be restarted because of the probed resource stops only after its probes, wherever they are. */
    private List<Action> stopsAfter(PlanPrimitive probed, Action from) {
        List<Action> stops = new ArrayList<>();
        Set<Action> seen = new HashSet<>();
        Deque<Iterator<Action>> open = new ArrayDeque<>();
        open.push(List.of(from).iterator());
        while (!open.isEmpty()) {
            Iterator<Action> next = open.getFirst();
            if (!next.hasNext()) {
                open.pop();
                continue;
            }
            Action after = next.next();
            if (seen.add(after)) {
                addStops(probed, after, stops);
                open.push(restartedBy(probed, after).iterator());
            }
        }
        return stops;
    }

    private void addStops(PlanPrimitive probed, Action after, List<Action> stops) {
        PlanResource resource = after.resource();
        String down = after.is(Task.START) ? Task.STOP : after.is(Task.PROMOTE) ? Task.DEMOTE : null;
        if (down == null || !(resource instanceof PlanPrimitive) || resource == probed) {
            return;
        }
        for (Action stop : actions.of(resource, down + "_0")) {
            if (!stop.pseudo()) {
                stops.add(stop);
            }
        }
    }

    /** The actions that an action carries its being required on to, and the parts of a collective; the newest first. */
    private List<Action> restartedBy(PlanPrimitive probed, Action after) {
        PlanResource resource = after.resource();
        boolean interleaved = resource instanceof PlanClone && resource.metaTrue("interleave");
        @Nullable
        PlanResource compatible =
                interleaved && resource != null ? interleaving.compatible(probed, resource, false) : null;
        List<Action> restarted = new ArrayList<>();
        List<Link> links = after.after();
        for (int i = links.size() - 1; i >= 0; i--) {
            Link link = links.get(i);
            PlanResource next = link.then().resource();
            boolean toOwnPart = resource != null
                    && resource.isCollective()
                    && next != null
                    && next.parent == resource
                    && probed.parent != resource;
            if (link.has(Effect.PULL_THEN) || (toOwnPart && (!interleaved || next == compatible))) {
                restarted.add(link.then());
            }
        }
        return restarted;
    }

    /** What waits for a resource's stop waits for its probes. */
    private void afterStops(Relation relation) {
        PlanResource first = relation.first();
        if (!(first instanceof PlanPrimitive primitive)
                || first == relation.then()
                || relation.effects() == Effect.NONE
                || !isStop(relation)) {
            return;
        }
        if (relation.then() == primitive.launcher && relation.then() != null && thenIsStop(relation)) {
            return;
        }
        List<Action> probes = actions.of(first, PROBE);
        if (probes.isEmpty()) {
            return;
        }
        int effects = relation.effects();
        if (effects != Effect.REQ_SAME_NODE && effects != Effect.LOAD) {
            effects = Effect.ORDER | (effects & (Effect.UNLESS_MIGRATING | Effect.SAME_NODE));
        }
        for (Action then : thens(relation)) {
            for (Action probe : probes) {
                if (!exempt(then, probe.node())) {
                    Action.attach(probe, then, effects);
                }
            }
        }
    }

    private static boolean exempt(Action then, @Nullable PlanNode probed) {
        if (then.is(Task.STONITH)) {
            return "on".equals(then.meta("stonith_action")) && then.node() == probed;
        }
        return then.is(Task.DO_SHUTDOWN) && then.node() != probed;
    }

    private static boolean isStop(Relation relation) {
        Action action = relation.firstAction();
        return action == null
                ? "stop_0".equals(relation.firstSuffix())
                : action.key().endsWith("_stop_0");
    }

    private static boolean thenIsStop(Relation relation) {
        Action action = relation.thenAction();
        return action == null ? "stop_0".equals(relation.thenSuffix()) : action.is(Task.STOP);
    }

    private List<Action> thens(Relation relation) {
        if (relation.thenAction() != null) {
            return List.of(relation.thenAction());
        }
        PlanResource then = relation.then();
        String suffix = relation.thenSuffix();
        return then == null || suffix == null ? List.of() : new ArrayList<>(actions.of(then, suffix));
    }
}
