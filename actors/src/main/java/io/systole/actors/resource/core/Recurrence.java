package io.systole.actors.resource.core;

import io.systole.actors.resource.core.ResourceEffect.Answer;
import io.systole.actors.resource.core.ResourceEffect.ForgetRun;
import io.systole.actors.resource.wire.OperationOrder;
import io.systole.actors.resource.wire.OperationReport;
import io.systole.actors.resource.wire.TransitionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Turns recurring operations on and off. */
final class Recurrence {
    private static final int STEPS = 1024;

    private Recurrence() {}

    /**
     * How long a recurring operation waits after its very first run: between half its interval and all of it, each operation
     * of each resource another part. What a recovery has started within a moment is thus not monitored in one moment ever after.
     */
    static Duration firstWait(OperationOrder order) {
        int hash = order.historyKey().hashCode();
        int step = Math.floorMod(hash ^ (hash >>> 16), STEPS);
        return order.interval()
                .dividedBy(2)
                .plus(order.interval().multipliedBy(step).dividedBy(2L * STEPS));
    }

    static ResourceState with(ResourceState state, Task task) {
        int generation = state.generations() + 1;
        var all = new TreeMap<>(state.recurring());
        all.put(task.order().historyKey(), new Recurring(task.order(), task.callId(), generation, null));
        return state.withRecurring(all, generation);
    }

    /** Ends one, with the runs that wait; one that runs now ends by itself and is not recorded. */
    static ResourceState without(ResourceState state, String operationKey, List<ResourceEffect> effects) {
        if (!state.recurring().containsKey(operationKey)) {
            return state;
        }
        effects.add(new ForgetRun(operationKey));
        var all = new TreeMap<>(state.recurring());
        all.remove(operationKey);
        var kept = new ArrayList<Task>();
        ResourceState left = state.withRecurring(all, state.generations());
        for (Task task : state.queue()) {
            boolean ends = task.order().recurs() && task.order().historyKey().equals(operationKey);
            if (!ends) {
                kept.add(task);
            } else if (!task.repeat()) {
                var report = new OperationReport(
                        task.order().transitionKey(),
                        OperationReport.Outcome.DONE,
                        0,
                        OperationResult.CANCELLED,
                        "cancelled before it ran");
                effects.add(new Answer(report));
                left = left.answered(report);
            }
        }
        return left.withQueue(kept);
    }

    /** Drops what was ordered and has not begun; a recurring operation that has not run yet was never seen to be on. */
    static ResourceState dropOrders(ResourceState state) {
        var kept = state.queue().stream().filter(Task::repeat).toList();
        var on = new TreeMap<>(state.recurring());
        for (Task task : state.queue()) {
            if (task.order().recurs() && !task.repeat()) {
                on.remove(task.order().historyKey());
            }
        }
        return state.withQueue(kept).withRecurring(on, state.generations());
    }

    static ResourceState dropOrder(ResourceState state, TransitionKey key) {
        var kept = state.queue().stream()
                .filter(task -> task.repeat() || !task.order().transitionKey().equals(key))
                .toList();
        var on = new TreeMap<>(state.recurring());
        on.values()
                .removeIf(known ->
                        known.last() == null && known.order().transitionKey().equals(key));
        return state.withQueue(kept).withRecurring(on, state.generations());
    }

    static ResourceState end(ResourceState state, List<ResourceEffect> effects) {
        ResourceState left = state;
        for (String key : state.recurring().keySet()) {
            left = without(left, key, effects);
        }
        return left;
    }
}
