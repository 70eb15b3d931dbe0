package io.systole.fencing.core;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.FenceAction;
import io.systole.fencing.core.FencingEffect.Conclude;
import io.systole.fencing.core.FencingEffect.RunPower;
import io.systole.fencing.core.FencingEvent.ExecutorLost;
import io.systole.fencing.core.FencingState.Ended;
import io.systole.fencing.core.FencingState.PowerStep;
import io.systole.fencing.core.FencingState.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The part of a fencing in which devices are run: one after the other, each as often and from as many nodes as allowed. */
final class PowerSteps {
    private PowerSteps() {}

    static Step<FencingState, FencingEffect> startLevel(FencingState state, List<List<PowerStep>> levels, Instant at) {
        if (levels.isEmpty()) {
            var why = state.failures().isEmpty()
                    ? List.of("no fence device can fence " + state.task().target())
                    : state.failures();
            return new Step<>(state.with(new Ended()), List.of(new Conclude(false, List.of(), why)));
        }
        return startStep(state, new Running(levels, List.of(), List.of(), 0, at), at);
    }

    private static Step<FencingState, FencingEffect> startStep(FencingState state, Running running, Instant at) {
        var candidate = state.candidates().get(running.step().device());
        var executors = candidate == null
                ? List.<NodeName>of()
                : running.step().among(candidate.executors(), state.task().target());
        var started = new Running(running.levels(), running.by(), executors, 1, at);
        if (executors.isEmpty()) {
            return stepFailed(state, started, at);
        }
        var waited =
                started.step().action().takesPower() ? state.with(state.task().withoutDelay()) : state;
        return new Step<>(waited.with(started), List.of(call(state, started, at, true)));
    }

    private static RunPower call(FencingState state, Running running, Instant at, boolean first) {
        var step = running.step();
        var target = state.task().target();
        var settings = state.configuration()
                .device(step.device())
                .orElseThrow(() -> new IllegalStateException(step.device() + " is not configured"))
                .device()
                .settings();
        var waits = first && step.action().takesPower();
        var left = timeout(state, step).minus(Duration.between(running.since(), at));
        return new RunPower(
                step.device(),
                running.executors().get(0),
                target,
                step.action(),
                left,
                waits ? settings.delay().fixed(target).plus(state.task().delay()) : Duration.ZERO,
                waits ? settings.delay().random(target) : Duration.ZERO);
    }

    private static Duration timeout(FencingState state, PowerStep step) {
        var fallback = state.configuration().timeout();
        return state.configuration()
                .device(step.device())
                .map(device -> device.device().settings().timeout(step.action(), fallback))
                .orElse(fallback);
    }

    static Step<FencingState, FencingEffect> succeeded(FencingState state, Running running, Instant at) {
        var by = new ArrayList<>(running.by());
        if (!by.contains(running.step().device())) {
            by.add(running.step().device());
        }
        return nextStep(state, running, by, at);
    }

    private static Step<FencingState, FencingEffect> nextStep(
            FencingState state, Running running, List<ResourceId> by, Instant at) {
        var level = running.levels().get(0);
        if (level.size() == 1) {
            return new Step<>(state.with(new Ended()), List.of(new Conclude(true, by, List.of())));
        }
        var levels = new ArrayList<>(running.levels());
        levels.set(0, level.subList(1, level.size()));
        return startStep(state, new Running(levels, by, List.of(), 0, at), at);
    }

    static Step<FencingState, FencingEffect> failed(FencingState state, Running running, String why, Instant at) {
        var step = running.step();
        var noted = state.withFailure(step.device() + " " + step.action().word() + " by "
                + running.executors().get(0) + ": " + why);
        var tries = state.configuration()
                .device(step.device())
                .map(device -> device.device().settings().tries(step.action()))
                .orElse(1);
        var isTimeLeft = Duration.between(running.since(), at).compareTo(timeout(state, step)) < 0;
        if (running.tries() < tries && isTimeLeft) {
            var again = new Running(
                    running.levels(), running.by(), running.executors(), running.tries() + 1, running.since());
            return new Step<>(noted.with(again), List.of(call(noted, again, at, false)));
        }
        return nextExecutor(noted, running, at);
    }

    private static Step<FencingState, FencingEffect> nextExecutor(FencingState state, Running running, Instant at) {
        var rest = running.executors().subList(1, running.executors().size());
        if (rest.isEmpty()) {
            return stepFailed(state, running, at);
        }
        var next = new Running(running.levels(), running.by(), rest, 1, at);
        return new Step<>(state.with(next), List.of(call(state, next, at, false)));
    }

    private static Step<FencingState, FencingEffect> stepFailed(FencingState state, Running running, Instant at) {
        if (running.step().mayFail() && running.step().action() == FenceAction.ON) {
            return nextStep(state, running, running.by(), at);
        }
        return startLevel(state, running.levels().subList(1, running.levels().size()), at);
    }

    /** The node is no longer used by any device of this fencing; if it was running one, the next node takes over. */
    static Step<FencingState, FencingEffect> lost(FencingState state, Running running, ExecutorLost event) {
        var without = state;
        for (var entry : state.candidates().entrySet()) {
            without = without.with(entry.getKey(), entry.getValue().without(event.executor()));
        }
        if (running.executors().get(0).equals(event.executor())) {
            var step = running.step();
            var noted = without.withFailure(step.device() + " " + step.action().word() + " by " + event.executor()
                    + ": it cannot be reached any more");
            return nextExecutor(noted, running, event.at());
        }
        var rest = running.executors().stream()
                .filter(node -> !node.equals(event.executor()))
                .toList();
        var still = new Running(running.levels(), running.by(), rest, running.tries(), running.since());
        return new Step<>(without.with(still), List.of());
    }
}
