package io.systole.actors.fencer.core;

import io.systole.actors.fencer.FencingOutcome;
import io.systole.actors.fencer.FencingOutcome.Failed;
import io.systole.actors.fencer.FencingOutcome.Fenced;
import io.systole.actors.fencer.core.FencerEffect.AnnounceBegin;
import io.systole.actors.fencer.core.FencerEffect.AnnounceEnd;
import io.systole.actors.fencer.core.FencerEffect.Answer;
import io.systole.actors.fencer.core.FencerEffect.HoldBack;
import io.systole.actors.fencer.core.FencerEffect.Publish;
import io.systole.actors.fencer.core.FencerEffect.UseDevice;
import io.systole.actors.fencer.core.Pending.Own;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.core.FencingCore;
import io.systole.fencing.core.FencingEffect;
import io.systole.fencing.core.FencingEffect.Conclude;
import io.systole.fencing.core.FencingEvent;
import io.systole.fencing.core.FencingEvent.ExecutorLost;
import io.systole.fencing.core.FencingState;
import io.systole.fencing.core.FencingTask;
import io.systole.fencing.core.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The part of a Fencer that leads fencings: steps through each, and tells all when it begins and ends. */
final class Leading {
    private static final String QUORUM_LOST = "quorum was lost while it was under way";

    private Leading() {}

    static void begin(FencerTurn turn, Pending pending, Instant at) {
        var state = turn.state();
        var request = pending.request();
        turn.effect(new AnnounceBegin(request, at, others(state)));
        var wait = Racing.wait(state, request);
        if (!wait.isZero()) {
            turn.effect(new HoldBack(request.key().target(), wait));
        }
        var task = new FencingTask(
                request.key().target(),
                request.action(),
                state.self(),
                state.reachable(),
                state.distrusted(),
                request.delay().plus(wait));
        follow(turn, pending, FencingCore.begin(task, Rehearsing.asChecked(state), at), at);
    }

    static void progress(FencerTurn turn, FencingKey key, FencingEvent event, Instant at) {
        var pending = turn.state().pending().get(key);
        if (pending != null && pending.lead() instanceof Own own) {
            follow(turn, pending, FencingCore.step(own.state(), event), at);
        }
    }

    /**
     * Goes on without the nodes that are gone. Without quorum it begins nothing more; a device that already runs is
     * awaited, since what it says is a fact, and one that is asked again for want of that fences a node twice.
     */
    static void onView(FencerTurn turn, Pending pending, List<NodeName> before, Instant at) {
        var key = pending.request().key();
        boolean runs = pending.lead() instanceof Own own && own.state().isRunning();
        if (!turn.state().quorate() && !runs) {
            conclude(turn, pending, new Failed(QUORUM_LOST), at);
            return;
        }
        for (var node : before) {
            if (!turn.state().reachable().contains(node)) {
                progress(turn, key, new ExecutorLost(node, at), at);
            }
        }
    }

    private static void follow(FencerTurn turn, Pending pending, Step<FencingState, FencingEffect> step, Instant at) {
        boolean goesOn = step.effects().stream().anyMatch(effect -> !(effect instanceof Conclude));
        if (goesOn && !turn.state().quorate()) {
            conclude(turn, pending, new Failed(QUORUM_LOST), at);
            return;
        }
        turn.state(turn.state().with(pending.with(new Own(step.state()))));
        for (var effect : step.effects()) {
            if (effect instanceof Conclude end) {
                conclude(turn, pending, outcome(turn.state().self(), pending, end, at), at);
            } else {
                turn.effect(new UseDevice(pending.request().key(), effect));
            }
        }
    }

    private static FencingOutcome outcome(NodeName self, Pending pending, Conclude end, Instant at) {
        if (!end.done()) {
            return new Failed(String.join("; ", end.failures()), self, Duration.between(pending.since(), at));
        }
        var by = end.by().stream().map(ResourceId::value).collect(Collectors.joining(","));
        return new Fenced(by, self, at, Duration.between(pending.since(), at));
    }

    private static void conclude(FencerTurn turn, Pending pending, FencingOutcome outcome, Instant at) {
        var record = pending.request().ended(at, outcome);
        turn.state(turn.state().without(pending.request().key()).with(record));
        turn.effect(new Publish(record));
        turn.effect(new AnnounceEnd(List.of(record), others(turn.state())));
        turn.effect(new Answer(record));
    }

    private static List<NodeName> others(FencerState state) {
        return state.reachable().stream()
                .filter(node -> !node.equals(state.self()))
                .toList();
    }
}
