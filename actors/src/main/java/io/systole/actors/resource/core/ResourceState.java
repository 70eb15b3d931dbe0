package io.systole.actors.resource.core;

import io.systole.actors.resource.wire.OperationOrder;
import io.systole.actors.resource.wire.OperationReport;
import io.systole.actors.resource.wire.TransitionKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The operations of one resource on this node.
 *
 * @param running what its agent does now; one at a time
 * @param slotAsked the first of the queue waits for room on the node
 * @param queue what is to be done, in this order
 * @param recurring the recurring operations, by operation key
 * @param answered the last reports, so that an order that is sent again is only answered again
 * @param failCounts by {@code OPERATION_INTERVAL}: a number, or {@code INFINITY}
 * @param begun the last order that was begun, does not recur and is recorded: the history shows it, sooner or later
 * @param started the order that started it last, whose parameters it has to be stopped with; null before the first
 */
public record ResourceState(
        String resource,
        @Nullable Task running,
        boolean slotAsked,
        List<Task> queue,
        SortedMap<String, Recurring> recurring,
        int generations,
        List<OperationReport> answered,
        SortedMap<String, String> failCounts,
        boolean frozen,
        @Nullable OperationOrder started,
        @Nullable TransitionKey begun) {
    private static final int ANSWERS_KEPT = 64;

    public ResourceState {
        queue = List.copyOf(queue);
        recurring = Collections.unmodifiableSortedMap(new TreeMap<>(recurring));
        answered = List.copyOf(answered);
        failCounts = Collections.unmodifiableSortedMap(new TreeMap<>(failCounts));
    }

    public static ResourceState of(String resource, boolean frozen) {
        return new ResourceState(
                resource, null, false, List.of(), new TreeMap<>(), 0, List.of(), new TreeMap<>(), frozen, null, null);
    }

    /** Whether nothing runs, waits or recurs, and nothing is counted. */
    public boolean isIdle() {
        return running == null && queue.isEmpty() && recurring.isEmpty() && failCounts.isEmpty();
    }

    ResourceState withRunning(@Nullable Task changed) {
        return with(copy -> copy.running = changed);
    }

    ResourceState withSlotAsked(boolean changed) {
        return with(copy -> copy.slotAsked = changed);
    }

    ResourceState withQueue(List<Task> changed) {
        return with(copy -> copy.queue = changed);
    }

    ResourceState queued(Task task) {
        var changed = new ArrayList<>(queue);
        changed.add(task);
        return withQueue(changed);
    }

    ResourceState withRecurring(SortedMap<String, Recurring> changed, int counted) {
        return with(copy -> {
            copy.recurring = changed;
            copy.generations = counted;
        });
    }

    ResourceState withRecurring(String key, Recurring changed) {
        var all = new TreeMap<>(recurring);
        all.put(key, changed);
        return withRecurring(all, generations);
    }

    ResourceState answered(OperationReport report) {
        var all = new ArrayList<>(answered);
        all.add(report);
        var kept = all.subList(Math.max(0, all.size() - ANSWERS_KEPT), all.size());
        return with(copy -> copy.answered = kept);
    }

    ResourceState withFailCounts(SortedMap<String, String> changed) {
        return with(copy -> copy.failCounts = changed);
    }

    ResourceState withFrozen(boolean changed) {
        return with(copy -> copy.frozen = changed);
    }

    ResourceState begun(@Nullable TransitionKey order) {
        return with(copy -> copy.begun = order);
    }

    ResourceState startedBy(OperationOrder order) {
        return with(copy -> copy.started = order);
    }

    private ResourceState with(Consumer<Copy> change) {
        var copy = new Copy(this);
        change.accept(copy);
        return copy.toState();
    }

    /** A copy while it is changed. */
    private static final class Copy {
        private final String resource;
        private @Nullable Task running;
        private boolean slotAsked;
        private List<Task> queue;
        private SortedMap<String, Recurring> recurring;
        private int generations;
        private List<OperationReport> answered;
        private SortedMap<String, String> failCounts;
        private boolean frozen;
        private @Nullable OperationOrder started;
        private @Nullable TransitionKey begun;

        Copy(ResourceState state) {
            resource = state.resource;
            running = state.running;
            slotAsked = state.slotAsked;
            queue = state.queue;
            recurring = state.recurring;
            generations = state.generations;
            answered = state.answered;
            failCounts = state.failCounts;
            frozen = state.frozen;
            started = state.started;
            begun = state.begun;
        }

        ResourceState toState() {
            return new ResourceState(
                    resource,
                    running,
                    slotAsked,
                    queue,
                    recurring,
                    generations,
                    answered,
                    failCounts,
                    frozen,
                    started,
                    begun);
        }
    }
}
