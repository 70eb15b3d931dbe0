package io.systole.actors.resource.core;

import io.systole.actors.cib.StatusChange;
import io.systole.actors.resource.core.ResourceEffect.RecordStatus;
import io.systole.actors.resource.wire.OperationOrder;
import io.systole.cib.ResourceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Counts the failures of a resource on this node, an operation apart: a failed stop counts as INFINITY, a failed start as
 * the transition says (start-failure-is-fatal), any other adds one. Probes do not count: they only look.
 */
final class Failures {
    private static final String INFINITY = "INFINITY";
    private static final int INFINITY_AS_NUMBER = 1_000_000;

    private Failures() {}

    static ResourceState count(
            ResourceState state, OperationOrder order, OperationResult result, Instant at, List<StatusChange> changes) {
        boolean failed = result.failed(order.transitionKey().targetRc());
        if (!failed || order.isProbe() || result.wasCancelled()) {
            return state;
        }
        String operation = order.operation() + "_" + order.intervalMs();
        var counts = new TreeMap<>(state.failCounts());
        counts.put(operation, counted(order, counts.get(operation)));
        String name = order.resource() + "#" + operation;
        changes.add(new StatusChange.PutAttribute("fail-count-" + name, counts.get(operation)));
        changes.add(new StatusChange.PutAttribute("last-failure-" + name, Long.toString(at.getEpochSecond())));
        return state.withFailCounts(counts);
    }

    /** Fail counts and the last failure go, the resource's state stays. */
    static ResourceState clear(ResourceState state, List<String> present, List<ResourceEffect> effects) {
        var changes = attributes(state, present);
        changes.add(new StatusChange.RemoveHistory(
                new ResourceId(state.resource()), HistoryEntries.lastFailureId(state.resource())));
        effects.add(new RecordStatus(changes));
        return state.withFailCounts(new TreeMap<>());
    }

    static ResourceState forget(ResourceState state, List<String> present, List<ResourceEffect> effects) {
        var changes = attributes(state, present);
        changes.add(new StatusChange.RemoveHistory(new ResourceId(state.resource()), null));
        effects.add(new RecordStatus(changes));
        return state.withFailCounts(new TreeMap<>()).begun(null);
    }

    private static List<StatusChange> attributes(ResourceState state, List<String> present) {
        var names = new TreeSet<>(present);
        for (String operation : state.failCounts().keySet()) {
            names.add("fail-count-" + state.resource() + "#" + operation);
            names.add("last-failure-" + state.resource() + "#" + operation);
        }
        var changes = new ArrayList<StatusChange>();
        names.forEach(name -> changes.add(new StatusChange.PutAttribute(name, null)));
        return changes;
    }

    private static String counted(OperationOrder order, @Nullable String before) {
        boolean fatal = order.operation().equals("stop")
                || (order.operation().equals("start") && order.startFailure().equals(INFINITY));
        if (fatal || INFINITY.equals(before)) {
            return INFINITY;
        }
        int count = (before == null ? 0 : Integer.parseInt(before)) + 1;
        return count >= INFINITY_AS_NUMBER ? INFINITY : Integer.toString(count);
    }
}
