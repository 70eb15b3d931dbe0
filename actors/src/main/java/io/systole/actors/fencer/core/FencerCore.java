package io.systole.actors.fencer.core;

import io.systole.actors.fencer.FencingOutcome.Failed;
import io.systole.actors.fencer.FencingOutcome.Fenced;
import io.systole.actors.fencer.FencingRecord;
import io.systole.actors.fencer.core.FencerEffect.AnnounceEnd;
import io.systole.actors.fencer.core.FencerEffect.Answer;
import io.systole.actors.fencer.core.FencerEffect.AskLeader;
import io.systole.actors.fencer.core.FencerEffect.Publish;
import io.systole.actors.fencer.core.FencerEvent.AskAgainDue;
import io.systole.actors.fencer.core.FencerEvent.Configured;
import io.systole.actors.fencer.core.FencerEvent.Confirmed;
import io.systole.actors.fencer.core.FencerEvent.Introduced;
import io.systole.actors.fencer.core.FencerEvent.LiesHeard;
import io.systole.actors.fencer.core.FencerEvent.PeerBegan;
import io.systole.actors.fencer.core.FencerEvent.PeerEnded;
import io.systole.actors.fencer.core.FencerEvent.PeerWanted;
import io.systole.actors.fencer.core.FencerEvent.Progressed;
import io.systole.actors.fencer.core.FencerEvent.Rehearsed;
import io.systole.actors.fencer.core.FencerEvent.Trusted;
import io.systole.actors.fencer.core.FencerEvent.ViewChanged;
import io.systole.actors.fencer.core.FencerEvent.Wanted;
import io.systole.actors.fencer.core.Pending.Other;
import io.systole.actors.fencer.core.Pending.Own;
import io.systole.cib.NodeName;
import io.systole.fencing.core.Step;
import java.time.Instant;
import java.util.List;

/**
 * Decides what one Fencer does. Requests for one run of a node are one fencing, led by the lowest-named member that can
 * be reached and is not the target. Who leads tells all, when it begins and how it ended; who waits asks the leader until
 * it hears the end. Without quorum nothing is begun.
 */
public final class FencerCore {
    private static final String NO_QUORUM = "this node's partition has no quorum, and without quorum nobody is fenced";

    private FencerCore() {}

    /** What follows from an event. */
    public static Step<FencerState, FencerEffect> step(FencerState state, FencerEvent event) {
        var turn = new FencerTurn(state);
        if (event instanceof Wanted it) {
            onWanted(turn, it);
        } else if (event instanceof PeerWanted it) {
            onPeerWanted(turn, it);
        } else if (event instanceof PeerBegan it) {
            onPeerBegan(turn, it);
        } else if (event instanceof PeerEnded it) {
            it.records().forEach(record -> onPeerEnded(turn, record));
        } else if (event instanceof Progressed it) {
            Leading.progress(turn, it.key(), it.event(), it.at());
        } else if (event instanceof ViewChanged it) {
            onView(turn, it);
        } else if (event instanceof Configured it) {
            turn.state(state.with(it.configuration()));
        } else if (event instanceof Confirmed it) {
            Confirming.onConfirmed(turn, it);
        } else if (event instanceof Introduced it) {
            Proving.onIntroduced(turn, it);
        } else if (event instanceof LiesHeard it) {
            Proving.onLies(turn, it);
        } else if (event instanceof Trusted it) {
            Proving.onTrusted(turn, it);
        } else if (event instanceof Rehearsed it) {
            Rehearsing.onRehearsed(turn, it);
        } else if (event instanceof AskAgainDue it) {
            onAskAgain(turn, it);
        } else {
            throw new AssertionError("unhandled " + event);
        }
        return turn.end();
    }

    private static void onWanted(FencerTurn turn, Wanted event) {
        var request = event.request();
        var confirmed = turn.state().confirmed(request.key(), event.at());
        var recent = turn.state().fencedWithin(event.tolerance(), request.key(), event.at());
        var pending = turn.state().pending().get(request.key());
        if (confirmed.isPresent()) {
            turn.effect(new Answer(confirmed.get()));
        } else if (recent.isPresent()) {
            turn.effect(new Answer(request.ended(event.at(), recent.get().outcome())));
        } else if (!turn.state().quorate()) {
            turn.effect(new Answer(request.ended(event.at(), new Failed(NO_QUORUM))));
        } else if (pending != null) {
            turn.state(turn.state().with(pending.andWanted()));
            if (pending.lead() instanceof Other other) {
                turn.effect(new AskLeader(other.node(), pending.request()));
            }
        } else {
            route(
                    turn,
                    new Pending(
                            request, event.at(), true, new Other(turn.state().self())),
                    event.at());
        }
    }

    /** Gives a fencing to the node that has to lead it now. */
    private static void route(FencerTurn turn, Pending pending, Instant at) {
        var leader = turn.state().leaderFor(pending.request().key().target());
        if (leader.equals(turn.state().self())) {
            Leading.begin(turn, pending, at);
        } else {
            turn.state(turn.state().with(pending.with(new Other(leader))));
            turn.effect(new AskLeader(leader, pending.request()));
        }
    }

    private static void onPeerWanted(FencerTurn turn, PeerWanted event) {
        var request = event.request();
        var confirmed = turn.state().confirmed(request.key(), event.at());
        var pending = turn.state().pending().get(request.key());
        if (confirmed.isPresent()) {
            turn.effect(new AnnounceEnd(List.of(confirmed.get()), List.of(event.peer())));
        } else if (!turn.state().quorate()) {
            var refused = request.ended(event.at(), new Failed(turn.state().self() + ": " + NO_QUORUM));
            turn.effect(new AnnounceEnd(List.of(refused), List.of(event.peer())));
        } else if (pending == null) {
            var begun = new Pending(
                    request, event.at(), false, new Other(turn.state().self()));
            Leading.begin(turn, begun, event.at());
        } else if (pending.lead() instanceof Other other) {
            // Another leads it, as far as is known here: make sure of that, since its word of the end may have been
            // lost.
            turn.state(turn.state().with(pending.andWanted()));
            turn.effect(new AskLeader(other.node(), pending.request()));
        }
    }

    private static void onPeerBegan(FencerTurn turn, PeerBegan event) {
        if (!turn.state().reachable().contains(event.peer())) {
            return; // late word of a node that is gone: nobody here would hear its end
        }
        var pending = turn.state().pending().get(event.request().key());
        if (pending == null) {
            turn.state(turn.state().with(new Pending(event.request(), event.at(), false, new Other(event.peer()))));
        } else if (pending.lead() instanceof Other
                || event.peer().compareTo(turn.state().self()) < 0) {
            // Two that lead the same: the lower name goes on. What our device is doing, it does once more at worst.
            // The one that was asked is not asked again: it may have ended already, and would begin anew.
            boolean asked =
                    pending.lead() instanceof Other other && other.node().equals(event.peer());
            turn.state(turn.state().with(pending.with(new Other(event.peer()))));
            if (pending.wanted() && !asked) {
                turn.effect(new AskLeader(event.peer(), pending.request()));
            }
        }
    }

    private static void onPeerEnded(FencerTurn turn, FencingRecord record) {
        var known = turn.state().history().contains(record);
        turn.state(turn.state().with(record));
        if (!known) {
            turn.effect(new Publish(record));
        }
        var key = FencingKey.of(record);
        var pending = turn.state().pending().get(key);
        if (pending != null && (pending.lead() instanceof Other || record.outcome() instanceof Fenced)) {
            turn.state(turn.state().without(key));
            turn.effect(new Answer(record));
        }
    }

    private static void onView(FencerTurn turn, ViewChanged event) {
        var before = turn.state();
        turn.state(before.withView(event.reachable(), event.quorate(), event.rival()));
        for (var pending : List.copyOf(before.pending().values())) {
            if (pending.lead() instanceof Own) {
                Leading.onView(turn, pending, before.reachable(), event.at());
            } else if (pending.lead() instanceof Other other
                    && !event.reachable().contains(other.node())) {
                onLeaderLost(turn, pending, event.at());
            }
        }
        greet(turn, before, event);
        Proving.greet(turn, before);
        Rehearsing.greet(turn, before);
    }

    private static void onLeaderLost(FencerTurn turn, Pending pending, Instant at) {
        if (!pending.wanted()) {
            turn.state(turn.state().without(pending.request().key()));
        } else if (turn.state().quorate()) {
            route(turn, pending, at);
        } else {
            turn.state(turn.state().without(pending.request().key()));
            turn.effect(new Answer(pending.request().ended(at, new Failed(NO_QUORUM))));
        }
    }

    /** Members that were not there before are told the history, by one. */
    private static void greet(FencerTurn turn, FencerState before, ViewChanged event) {
        var self = turn.state().self();
        var isOldMember = before.reachable().contains(self);
        List<NodeName> others = event.reachable().stream()
                .filter(node -> !node.equals(self) && !before.reachable().contains(node))
                .toList();
        var first = event.reachable().stream()
                .filter(node -> before.reachable().contains(node))
                .findFirst();
        if (isOldMember
                && first.isPresent()
                && first.get().equals(self)
                && !others.isEmpty()
                && !turn.state().history().isEmpty()) {
            turn.effect(new AnnounceEnd(turn.state().history(), others));
        }
    }

    private static void onAskAgain(FencerTurn turn, AskAgainDue event) {
        var pending = turn.state().pending().get(event.key());
        if (pending != null && pending.wanted() && pending.lead() instanceof Other) {
            if (turn.state().quorate()) {
                route(turn, pending, event.at());
            } else {
                onLeaderLost(turn, pending, event.at());
            }
        }
    }
}
