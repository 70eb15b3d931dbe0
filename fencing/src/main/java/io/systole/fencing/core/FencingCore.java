package io.systole.fencing.core;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.DeviceSettings.HostCheck;
import io.systole.fencing.FenceAction;
import io.systole.fencing.core.FencingEffect.AskHosts;
import io.systole.fencing.core.FencingEvent.DeviceEnded;
import io.systole.fencing.core.FencingEvent.ExecutorLost;
import io.systole.fencing.core.FencingEvent.HostsAnswered;
import io.systole.fencing.core.FencingState.Asking;
import io.systole.fencing.core.FencingState.Candidate;
import io.systole.fencing.core.FencingState.Ended;
import io.systole.fencing.core.FencingState.From;
import io.systole.fencing.core.FencingState.PowerStep;
import io.systole.fencing.core.FencingState.Running;
import io.systole.fencing.core.FencingState.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Steps through one fencing: find out which devices can fence the target, then go through the levels until all devices
 * of one have succeeded. Without levels for the target, each device that can is a level of its own.
 *
 * <p>As in Pacemaker: a reboot by several devices is off for all, then on for all, and a failed on does not count; a
 * device is tried several times within its timeout; without levels, devices whose monitor has succeeded somewhere come first. Here, a
 * device that fails on one node is then tried from the next.
 */
public final class FencingCore {
    private FencingCore() {}

    /** Begins a fencing. */
    public static Step<FencingState, FencingEffect> begin(
            FencingTask task, FencingConfiguration configuration, Instant at) {
        var state = new FencingState(task, configuration, new TreeMap<>(), new Asking(), List.of());
        var effects = new ArrayList<FencingEffect>();
        var considered = considered(task, configuration);
        var order = Executors.of(
                task,
                considered.stream()
                        .filter(device -> knownVerdict(task, device) != Verdict.INCAPABLE)
                        .toList());
        for (var device : considered) {
            var id = device.device().id();
            var executors = order.of(device);
            var verdict = executors.isEmpty() ? Verdict.INCAPABLE : knownVerdict(task, device);
            state = state.with(id, new Candidate(device, executors, verdict));
            if (executors.isEmpty()) {
                state = state.withFailure(id + ": no reachable node may use it");
            } else if (verdict == Verdict.ASKED) {
                effects.add(new AskHosts(id, executors.get(0), task.target()));
            } else if (verdict == Verdict.INCAPABLE) {
                state = state.withFailure(id + ": its list of hosts does not name " + task.target());
            }
        }
        return effects.isEmpty() ? run(state, at) : new Step<>(state, effects);
    }

    /** What follows from an event; one that no longer matters changes nothing. */
    public static Step<FencingState, FencingEffect> step(FencingState state, FencingEvent event) {
        if (event instanceof HostsAnswered answered) return onAnswer(state, answered);
        if (event instanceof DeviceEnded ended) return onDevice(state, ended);
        if (event instanceof ExecutorLost lost) return onLost(state, lost);
        throw new AssertionError("unhandled " + event);
    }

    /** With levels for the target, only their devices; else all. */
    private static List<ConfiguredDevice> considered(FencingTask task, FencingConfiguration configuration) {
        var levels = Topology.levels(configuration, task.target());
        return configuration.devices().stream()
                .filter(device -> levels.isEmpty()
                        || levels.stream()
                                .anyMatch(
                                        level -> level.contains(device.device().id())))
                .toList();
    }

    /** What the configuration alone says; a device that must be asked is {@link Verdict#ASKED}. */
    private static Verdict knownVerdict(FencingTask task, ConfiguredDevice device) {
        var settings = device.device().settings();
        var hosts = settings.staticHosts();
        var check = settings.hostCheck();
        if (check.isPresent() && check.get() == HostCheck.NONE) {
            return Verdict.CAPABLE;
        }
        if (check.isPresent() ? check.get() == HostCheck.STATIC_LIST : !hosts.isEmpty()) {
            return hosts.contains(task.target()) ? Verdict.CAPABLE : Verdict.INCAPABLE;
        }
        return Verdict.ASKED;
    }

    private static Step<FencingState, FencingEffect> onAnswer(FencingState state, HostsAnswered event) {
        var candidate = state.candidates().get(event.device());
        if (!(state.phase() instanceof Asking) || candidate == null || !isAsked(candidate, event.executor())) {
            return new Step<>(state, List.of());
        }
        if (event.capable()) {
            return goOn(state.with(event.device(), candidate.with(Verdict.CAPABLE)), List.of(), event.at());
        }
        return askNext(state, event.device(), candidate, event);
    }

    private static boolean isAsked(Candidate candidate, NodeName executor) {
        return candidate.verdict() == Verdict.ASKED
                && candidate.executors().get(0).equals(executor);
    }

    private static Step<FencingState, FencingEffect> askNext(
            FencingState state, ResourceId device, Candidate candidate, HostsAnswered event) {
        var rest = candidate.without(event.executor());
        var next = state.withFailure(device + " on " + event.executor() + ": " + event.why());
        if (rest.executors().isEmpty()) {
            return goOn(next.with(device, rest.with(Verdict.INCAPABLE)), List.of(), event.at());
        }
        var ask = new AskHosts(device, rest.executors().get(0), state.task().target());
        return goOn(next.with(device, rest), List.of(ask), event.at());
    }

    private static Step<FencingState, FencingEffect> goOn(FencingState state, List<FencingEffect> effects, Instant at) {
        var asked = state.candidates().values().stream().anyMatch(each -> each.verdict() == Verdict.ASKED);
        return asked ? new Step<>(state, effects) : run(state, at);
    }

    private static Step<FencingState, FencingEffect> run(FencingState state, Instant at) {
        var levels = new ArrayList<List<PowerStep>>();
        var next = state;
        for (var level : levels(state)) {
            if (provesNothing(state, level)) {
                next = next.withFailure(
                        level + ": not trusted, since it said that it had fenced a node that was never" + " restarted");
                continue;
            }
            var missing =
                    level.stream().filter(device -> !isCapable(state, device)).toList();
            if (missing.isEmpty()) {
                levels.add(steps(level, state.task().action()));
            } else if (level.size() > 1 || !state.candidates().containsKey(level.get(0))) {
                next = next.withFailure("level " + level + " lacks " + missing);
            }
        }
        var isOrdered =
                !Topology.levels(state.configuration(), state.task().target()).isEmpty();
        return PowerSteps.startLevel(next, isOrdered ? levels : theTargetLast(levels), at);
    }

    /** Without levels the target uses a device only when no other could use any. */
    private static List<List<PowerStep>> theTargetLast(List<List<PowerStep>> levels) {
        var turns = new ArrayList<List<PowerStep>>();
        for (var from : List.of(From.OTHERS, From.TARGET)) {
            for (var level : levels) {
                turns.add(level.stream()
                        .map(step -> new PowerStep(step.device(), step.action(), step.mayFail(), from))
                        .toList());
            }
        }
        return turns;
    }

    /** Devices that lied, with no other in the level to prove the end of the target; to give power proves nothing anyway. */
    private static boolean provesNothing(FencingState state, List<ResourceId> level) {
        return state.task().action().takesPower() && state.task().distrusted().containsAll(level);
    }

    private static boolean isCapable(FencingState state, ResourceId device) {
        var candidate = state.candidates().get(device);
        return candidate != null && candidate.verdict() == Verdict.CAPABLE;
    }

    private static List<List<ResourceId>> levels(FencingState state) {
        var levels = Topology.levels(state.configuration(), state.task().target());
        if (!levels.isEmpty()) {
            return levels;
        }
        var order = Executors.of(state.task(), state.configuration().devices());
        return state.configuration().devices().stream()
                .sorted(Comparator.comparing(order::rank))
                .map(device -> List.of(device.device().id()))
                .toList();
    }

    private static List<PowerStep> steps(List<ResourceId> level, FenceAction action) {
        if (level.size() == 1 || action != FenceAction.REBOOT) {
            return level.stream()
                    .map(device -> new PowerStep(device, action, false))
                    .toList();
        }
        var steps = new ArrayList<PowerStep>();
        level.forEach(device -> steps.add(new PowerStep(device, FenceAction.OFF, false)));
        level.forEach(device -> steps.add(new PowerStep(device, FenceAction.ON, true)));
        return steps;
    }

    private static Step<FencingState, FencingEffect> onDevice(FencingState state, DeviceEnded event) {
        if (!(state.phase() instanceof Running running)
                || !running.step().device().equals(event.device())
                || !running.executors().get(0).equals(event.executor())) {
            return new Step<>(state, List.of());
        }
        return event.succeeded()
                ? PowerSteps.succeeded(state, running, event.at())
                : PowerSteps.failed(state, running, event.why(), event.at());
    }

    private static Step<FencingState, FencingEffect> onLost(FencingState state, ExecutorLost event) {
        if (state.phase() instanceof Running running) {
            return PowerSteps.lost(state, running, event);
        }
        if (state.phase() instanceof Ended) {
            return new Step<>(state, List.of());
        }
        var next = new Step<FencingState, FencingEffect>(state, List.of());
        for (var entry : state.candidates().entrySet()) {
            var now = next.state().candidates().getOrDefault(entry.getKey(), entry.getValue());
            if (next.state().phase() instanceof Asking && isAsked(now, event.executor())) {
                var effects = new ArrayList<>(next.effects());
                var gone = new HostsAnswered(
                        entry.getKey(), event.executor(), false, "it cannot be reached any more", event.at());
                next = onAnswer(next.state(), gone);
                effects.addAll(next.effects());
                next = new Step<>(next.state(), effects);
            }
        }
        return next;
    }
}
