package io.systole.actors.resource.core;

import io.systole.actors.cib.StatusChange;
import io.systole.actors.resource.core.Recurring.Last;
import io.systole.actors.resource.core.ResourceEffect.Answer;
import io.systole.actors.resource.core.ResourceEffect.AskSlot;
import io.systole.actors.resource.core.ResourceEffect.FreeSlot;
import io.systole.actors.resource.core.ResourceEffect.RecordStatus;
import io.systole.actors.resource.core.ResourceEffect.RunAgent;
import io.systole.actors.resource.core.ResourceEffect.WakeForRun;
import io.systole.actors.resource.core.ResourceEvent.Ended;
import io.systole.actors.resource.core.ResourceEvent.FailuresCleared;
import io.systole.actors.resource.core.ResourceEvent.Forgotten;
import io.systole.actors.resource.core.ResourceEvent.Froze;
import io.systole.actors.resource.core.ResourceEvent.Hurried;
import io.systole.actors.resource.core.ResourceEvent.Ordered;
import io.systole.actors.resource.core.ResourceEvent.Revoked;
import io.systole.actors.resource.core.ResourceEvent.RunDue;
import io.systole.actors.resource.core.ResourceEvent.SlotGranted;
import io.systole.actors.resource.core.ResourceEvent.Superseded;
import io.systole.actors.resource.core.ResourceEvent.Thawed;
import io.systole.actors.resource.core.ResourceEvent.Withdrawn;
import io.systole.actors.resource.wire.OperationOrder;
import io.systole.actors.resource.wire.OperationReport;
import io.systole.actors.resource.wire.OperationReport.Outcome;
import io.systole.cib.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides the order of one resource's operations on this node: one at a time, in the order in which they came. A recurring
 * operation runs again its interval after it ended (sooner after its very first run, {@link Recurrence#firstWait}), never
 * twice at once; its result is recorded when it is the first or another than before. A stop, and a migration away, end the recurring operations. What failed counts.
 */
public final class ResourceCore {
    private static final int INVALID = 9;
    private static final String REVOKED = "the node was paused or expelled before it began, and has no quorum";
    private static final List<String> STARTS = List.of("start", "migrate_from", "reload-agent");

    private ResourceCore() {}

    /** The next state, and the effects to run in this order. */
    public record Step(ResourceState state, List<ResourceEffect> effects) {
        public Step {
            effects = List.copyOf(effects);
        }
    }

    public static Step step(ResourceState state, ResourceEvent event) {
        var effects = new ArrayList<ResourceEffect>();
        ResourceState next = apply(state, event, effects);
        return new Step(next, effects);
    }

    private static ResourceState apply(ResourceState state, ResourceEvent event, List<ResourceEffect> effects) {
        if (event instanceof Ordered e) {
            return onOrdered(state, e, effects);
        }
        if (event instanceof SlotGranted e) {
            return onSlot(state, e.at(), effects);
        }
        if (event instanceof Ended e) {
            return onEnded(state, e, effects);
        }
        if (event instanceof RunDue e) {
            return onDue(state, e, effects);
        }
        if (event instanceof Hurried e) {
            return onHurried(state, e.at(), effects);
        }
        if (event instanceof Withdrawn e) {
            return onWithdrawn(state, e.order(), effects);
        }
        if (event instanceof Superseded) {
            return Recurrence.dropOrders(state);
        }
        if (event instanceof Revoked) {
            return onRevoked(state, effects);
        }
        if (event instanceof Froze) {
            return state.withFrozen(true);
        }
        if (event instanceof Thawed e) {
            return next(state.withFrozen(false), e.at(), effects);
        }
        if (event instanceof FailuresCleared e) {
            return Failures.clear(state, e.attributes(), effects);
        }
        if (event instanceof Forgotten e) {
            return Failures.forget(state, e.attributes(), effects);
        }
        throw new AssertionError("unhandled " + event);
    }

    private static ResourceState onOrdered(ResourceState state, Ordered event, List<ResourceEffect> effects) {
        OperationOrder order = event.order();
        for (OperationReport report : state.answered()) {
            if (report.transitionKey().equals(order.transitionKey())) {
                effects.add(new Answer(report));
                return state;
            }
        }
        if (isUnderway(state, order)) {
            return state;
        }
        if (order.operation().equals("cancel")) {
            return onCancel(state, order, effects);
        }
        Task task = new Task(order, event.callId(), event.at(), false);
        if (order.recurs()) {
            return onRecurring(state, task, event.at(), effects);
        }
        boolean stops = order.operation().equals("stop");
        ResourceState before = stops ? Recurrence.end(state, effects) : state;
        return next(before.queued(task), event.at(), effects);
    }

    private static ResourceState onWithdrawn(ResourceState state, OperationOrder order, List<ResourceEffect> effects) {
        Task running = state.running();
        boolean runs = running != null && running.order().transitionKey().equals(order.transitionKey());
        boolean answered = state.answered().stream()
                .anyMatch(report -> report.transitionKey().equals(order.transitionKey()));
        if (runs || answered) {
            return state;
        }
        ResourceState left = Recurrence.dropOrder(state, order.transitionKey());
        return answer(left, report(order, Outcome.REFUSED, 1, INVALID, "it had not begun in time"), effects);
    }

    private static ResourceState onRevoked(ResourceState state, List<ResourceEffect> effects) {
        ResourceState left = state;
        for (Task task : state.queue()) {
            if (!task.repeat()) {
                ResourceState without = Recurrence.dropOrder(left, task.order().transitionKey());
                left = answer(without, report(task.order(), Outcome.REFUSED, 1, INVALID, REVOKED), effects);
            }
        }
        return left;
    }

    private static boolean isUnderway(ResourceState state, OperationOrder order) {
        boolean runs = state.running() != null
                && !state.running().repeat()
                && state.running().order().transitionKey().equals(order.transitionKey());
        boolean recurs = state.recurring().values().stream()
                .anyMatch(known ->
                        known.last() == null && known.order().transitionKey().equals(order.transitionKey()));
        return runs
                || recurs
                || state.queue().stream()
                        .anyMatch(task -> task.order().transitionKey().equals(order.transitionKey()));
    }

    /** The history loses the cancelled operation, so that the planner does not see it run. */
    private static ResourceState onCancel(ResourceState state, OperationOrder order, List<ResourceEffect> effects) {
        String key = order.historyKey();
        ResourceState left = Recurrence.without(state, key, effects);
        effects.add(new RecordStatus(List.of(new StatusChange.RemoveHistory(new ResourceId(state.resource()), key))));
        return answer(left, report(order, Outcome.DONE, 0, 0, ""), effects);
    }

    /** The new order replaces an old one of the same key, whatever its parameters. */
    private static ResourceState onRecurring(ResourceState state, Task task, Instant at, List<ResourceEffect> effects) {
        OperationOrder order = task.order();
        ResourceState with = Recurrence.with(Recurrence.without(state, order.historyKey(), effects), task);
        if (order.startDelay().isZero()) {
            return next(with.queued(task), at, effects);
        }
        effects.add(new WakeForRun(order.historyKey(), with.generations(), order.startDelay()));
        return with;
    }

    private static ResourceState onDue(ResourceState state, RunDue event, List<ResourceEffect> effects) {
        Recurring due = state.recurring().get(event.operationKey());
        if (due == null || due.generation() != event.generation()) {
            return state;
        }
        if (state.frozen()) {
            effects.add(new WakeForRun(
                    event.operationKey(), due.generation(), due.order().interval()));
            return state;
        }
        Task task = new Task(due.order(), due.callId(), event.at(), due.last() != null);
        return next(state.queued(task), event.at(), effects);
    }

    private static ResourceState onHurried(ResourceState state, Instant at, List<ResourceEffect> effects) {
        ResourceState hurried = state;
        for (Recurring each : state.recurring().values()) {
            boolean waits = state.queue().stream().anyMatch(task -> task.order().equals(each.order()));
            if (each.last() != null && !waits && !state.frozen()) {
                hurried = hurried.queued(new Task(each.order(), each.callId(), at, true));
            }
        }
        return next(hurried, at, effects);
    }

    /** Begins the next operation, if it may: what recurs runs at once, what was ordered asks for room first. */
    private static ResourceState next(ResourceState state, Instant at, List<ResourceEffect> effects) {
        if (state.running() != null || state.queue().isEmpty() || state.frozen()) {
            return state;
        }
        if (state.queue().get(0).repeat()) {
            return begin(state, at, effects);
        }
        if (!state.slotAsked()) {
            effects.add(new AskSlot());
            return state.withSlotAsked(true);
        }
        return state;
    }

    private static ResourceState onSlot(ResourceState state, Instant at, List<ResourceEffect> effects) {
        ResourceState granted = state.withSlotAsked(false);
        boolean idle = granted.running() != null || granted.queue().isEmpty() || granted.frozen();
        if (idle || granted.queue().get(0).repeat()) {
            effects.add(new FreeSlot());
            return next(granted, at, effects);
        }
        return begin(granted, at, effects);
    }

    private static ResourceState begin(ResourceState state, Instant at, List<ResourceEffect> effects) {
        Task task = withParameters(state, state.queue().get(0));
        ResourceState begun =
                state.withQueue(state.queue().subList(1, state.queue().size()));
        if (task.order().operation().equals("delete")) {
            ResourceState forgotten = Failures.forget(Recurrence.end(begun, effects), List.of(), effects);
            effects.add(new FreeSlot());
            return next(answer(forgotten, report(task.order(), Outcome.DONE, 0, 0, ""), effects), at, effects);
        }
        if (!task.repeat() && task.order().recordsPending() && isRecorded(task.order())) {
            var pending = new OperationResult(
                    OperationResult.PENDING_RC, OperationResult.PENDING, "", at, Duration.ZERO, List.of());
            effects.add(new RecordStatus(HistoryEntries.of(task, pending, AgentTraits.unknown(), at)));
        }
        effects.add(new RunAgent(task));
        if (STARTS.contains(task.order().operation())) {
            begun = begun.startedBy(task.order());
        }
        boolean shows = !task.order().recurs() && isRecorded(task.order());
        return begun.withRunning(task).begun(shows ? task.order().transitionKey() : begun.begun());
    }

    /**
     * A resource is stopped as it was started: its parameters may have changed since, or it was removed from the
     * configuration and the plan knows none any more.
     */
    private static Task withParameters(ResourceState state, Task task) {
        OperationOrder started = state.started();
        if (started == null || !task.order().operation().equals("stop")) {
            return task;
        }
        return new Task(task.order().withParametersOf(started), task.callId(), task.queuedAt(), task.repeat());
    }

    private static ResourceState onEnded(ResourceState state, Ended event, List<ResourceEffect> effects) {
        Task task = state.running();
        if (task == null) {
            return state;
        }
        if (!task.repeat()) {
            effects.add(new FreeSlot());
        }
        ResourceState free = state.withRunning(null);
        ResourceState done = task.order().recurs()
                ? onRecurringEnded(free, task, event, effects)
                : onOnceEnded(free, task, event, effects);
        return next(done, event.at(), effects);
    }

    private static ResourceState onOnceEnded(
            ResourceState state, Task task, Ended event, List<ResourceEffect> effects) {
        OperationOrder order = task.order();
        OperationResult result = event.result();
        if (!isRecorded(order)) {
            recordWishes(result, effects);
            return answer(
                    state, report(order, Outcome.DONE, result.rc(), result.opStatus(), result.exitReason()), effects);
        }
        ResourceState counted = record(state, task, event, result.started().plus(result.took()), effects);
        if (order.operation().equals("migrate_to")
                && !result.failed(order.transitionKey().targetRc())) {
            counted = Recurrence.end(counted, effects);
        }
        return answer(
                counted, report(order, Outcome.RECORDED, result.rc(), result.opStatus(), result.exitReason()), effects);
    }

    private static ResourceState onRecurringEnded(
            ResourceState state, Task task, Ended event, List<ResourceEffect> effects) {
        OperationOrder order = task.order();
        OperationResult result = event.result();
        Recurring present = state.recurring().get(order.historyKey());
        boolean replaced = present == null || !present.order().transitionKey().equals(order.transitionKey());
        if (present == null || replaced || result.wasCancelled()) {
            recordWishes(result, effects);
            if (task.repeat()) {
                return state;
            }
            if (order.recordsPending()) {
                effects.add(new RecordStatus(List.of(HistoryEntries.without(order))));
            }
            return answer(state, report(order, Outcome.DONE, 0, 1, "cancelled"), effects);
        }
        Last last = present.last();
        effects.add(new WakeForRun(
                order.historyKey(),
                present.generation(),
                last == null ? Recurrence.firstWait(order) : order.interval()));
        if (last != null && last.rc() == result.rc() && last.opStatus() == result.opStatus()) {
            recordWishes(result, effects);
            return state;
        }
        Instant since = later(last, result.started().plus(result.took()));
        ResourceState counted = record(state, task, event, since, effects)
                .withRecurring(order.historyKey(), present.withLast(new Last(result.rc(), result.opStatus(), since)));
        OperationReport report = report(order, Outcome.RECORDED, result.rc(), result.opStatus(), result.exitReason());
        return task.repeat() ? counted : answer(counted, report, effects);
    }

    /** The history counts in seconds: of two results of one operation in one second nobody could tell which came last. */
    private static Instant later(@Nullable Last last, Instant now) {
        return last == null || now.getEpochSecond() > last.since().getEpochSecond()
                ? now
                : last.since().plusSeconds(1);
    }

    /** Result, fail count and the agent's attributes in one change, so that no plan sees one without the others. */
    private static ResourceState record(
            ResourceState state, Task task, Ended event, Instant since, List<ResourceEffect> effects) {
        var changes = new ArrayList<>(HistoryEntries.of(task, event.result(), event.traits(), since));
        ResourceState counted = Failures.count(state, task.order(), event.result(), since, changes);
        changes.addAll(wishes(event.result()));
        effects.add(new RecordStatus(changes));
        return counted;
    }

    private static void recordWishes(OperationResult result, List<ResourceEffect> effects) {
        var changes = wishes(result);
        if (!changes.isEmpty()) {
            effects.add(new RecordStatus(changes));
        }
    }

    private static List<StatusChange> wishes(OperationResult result) {
        var latest = new TreeMap<String, StatusChange>();
        for (OperationResult.Wish wish : result.attributes()) {
            latest.put(wish.name(), new StatusChange.PutAttribute(wish.name(), wish.value()));
        }
        return List.copyOf(latest.values());
    }

    private static boolean isRecorded(OperationOrder order) {
        return !order.operation().equals("notify") && !order.operation().equals("meta-data");
    }

    private static OperationReport report(OperationOrder order, Outcome outcome, int rc, int status, String why) {
        return new OperationReport(order.transitionKey(), outcome, rc, status, why);
    }

    private static ResourceState answer(ResourceState state, OperationReport report, List<ResourceEffect> effects) {
        effects.add(new Answer(report));
        return state.answered(report);
    }
}
