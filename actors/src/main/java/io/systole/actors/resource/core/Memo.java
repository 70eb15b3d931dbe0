package io.systole.actors.resource.core;

import io.systole.actors.resource.wire.OperationOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to be known of a resource beyond its history to go on with it on another host of its node's connection.
 *
 * @param started the order that started it last
 * @param repeated its recurring operations that have a result
 */
public record Memo(@Nullable OperationOrder started, List<Repeated> repeated, SortedMap<String, String> failCounts) {

    /** A recurring operation, and what the history says of it. */
    public record Repeated(OperationOrder order, long callId, int rc, int opStatus, Instant since) {}

    public Memo {
        repeated = List.copyOf(repeated);
        failCounts = Collections.unmodifiableSortedMap(new TreeMap<>(failCounts));
    }

    public static Memo empty() {
        return new Memo(null, List.of(), new TreeMap<>());
    }

    public static Memo of(ResourceState state) {
        var repeated = new ArrayList<Repeated>();
        for (Recurring recurring : state.recurring().values()) {
            Recurring.Last last = recurring.last();
            if (last != null) {
                repeated.add(
                        new Repeated(recurring.order(), recurring.callId(), last.rc(), last.opStatus(), last.since()));
            }
        }
        return new Memo(state.started(), repeated, state.failCounts());
    }

    /** A resource that goes on as it was, with its recurring operations on. */
    public static ResourceState resumed(String resource, boolean frozen, Memo memo) {
        var recurring = new TreeMap<String, Recurring>();
        int generation = 0;
        for (Repeated each : memo.repeated()) {
            generation++;
            var last = new Recurring.Last(each.rc(), each.opStatus(), each.since());
            recurring.put(each.order().historyKey(), new Recurring(each.order(), each.callId(), generation, last));
        }
        ResourceState state = ResourceState.of(resource, frozen)
                .withRecurring(recurring, generation)
                .withFailCounts(memo.failCounts());
        OperationOrder started = memo.started();
        return started == null ? state : state.startedBy(started);
    }

    /** When the recurring operations of a resumed resource run next. */
    public static List<ResourceEffect> wakes(ResourceState resumed) {
        var wakes = new ArrayList<ResourceEffect>();
        resumed.recurring()
                .forEach((key, each) -> wakes.add(
                        new ResourceEffect.WakeForRun(key, each.generation(), Recurrence.firstWait(each.order()))));
        return wakes;
    }
}
