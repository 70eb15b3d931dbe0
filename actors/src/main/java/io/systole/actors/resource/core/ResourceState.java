package io.systole.actors.resource.core;

import io.systole.actors.resource.wire.OperationOrder;
import io.systole.actors.resource.wire.OperationReport;
import io.systole.actors.resource.wire.TransitionKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
        return new ResourceState(
                resource,
                changed,
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

    ResourceState withSlotAsked(boolean changed) {
        return new ResourceState(
                resource,
                running,
                changed,
                queue,
                recurring,
                generations,
                answered,
                failCounts,
                frozen,
                started,
                begun);
    }

    ResourceState withQueue(List<Task> changed) {
        return new ResourceState(
                resource,
                running,
                slotAsked,
                changed,
                recurring,
                generations,
                answered,
                failCounts,
                frozen,
                started,
                begun);
    }

    ResourceState queued(Task task) {
        var changed = new ArrayList<>(queue);
        changed.add(task);
        return withQueue(changed);
    }

    ResourceState withRecurring(SortedMap<String, Recurring> changed, int counted) {
        return new ResourceState(
                resource, running, slotAsked, queue, changed, counted, answered, failCounts, frozen, started, begun);
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
        return new ResourceState(
                resource, running, slotAsked, queue, recurring, generations, kept, failCounts, frozen, started, begun);
    }

    ResourceState withFailCounts(SortedMap<String, String> changed) {
        return new ResourceState(
                resource, running, slotAsked, queue, recurring, generations, answered, changed, frozen, started, begun);
    }

    ResourceState withFrozen(boolean changed) {
        return new ResourceState(
                resource,
                running,
                slotAsked,
                queue,
                recurring,
                generations,
                answered,
                failCounts,
                changed,
                started,
                begun);
    }

    ResourceState begun(@Nullable TransitionKey order) {
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
                order);
    }

    ResourceState startedBy(OperationOrder order) {
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
                order,
                begun);
    }
}
