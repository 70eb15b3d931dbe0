package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import io.systole.splitbrain.core.SurvivorEvent.ArbiterSpoke;
import io.systole.splitbrain.core.SurvivorEvent.ExpectedVotesSaid;
import io.systole.splitbrain.core.SurvivorEvent.FencingConfirmed;
import io.systole.splitbrain.core.SurvivorEvent.FencingFailed;
import io.systole.splitbrain.core.SurvivorEvent.FencingPortOpened;
import io.systole.splitbrain.core.SurvivorEvent.JoinedRunningCluster;
import io.systole.splitbrain.core.SurvivorEvent.MemberRemoved;
import io.systole.splitbrain.core.SurvivorEvent.MemberSeen;
import io.systole.splitbrain.core.SurvivorEvent.Quarantined;
import io.systole.splitbrain.core.SurvivorEvent.ReachabilityChanged;
import io.systole.splitbrain.core.SurvivorEvent.RefusalsChanged;
import io.systole.splitbrain.core.SurvivorEvent.SettingsChanged;
import io.systole.splitbrain.core.SurvivorEvent.Slept;
import io.systole.splitbrain.core.SurvivorEvent.StillMember;
import io.systole.splitbrain.core.SurvivorEvent.SupportersChanged;
import io.systole.splitbrain.core.SurvivorEvent.Synchronised;
import io.systole.splitbrain.core.SurvivorEvent.TimePassed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides who survives when nodes are lost: when the view has been stable, the side that has quorum fences what it does not
 * hear, and takes it out of the membership only when the fencing was confirmed. Its lowest-named full member alone asks.
 * The order "fence, then remove" is what keeps a resource from having two owners. Pekko's own resolver removes at once and
 * hopes that the other side does the same.
 * <p>
 * A node whose process is gone while its host lives ({@link Refusals}) is lost at once: there is nothing to wait for.
 * <p>
 * A node that is started anew before its lost run was fenced replaces that run in the gossip, which Pekko does by itself.
 * The old run is then no member any more without having been fenced. That keeps "dead first", since both runs share one
 * host: whatever the old one left running there is found by the probes of the new one, and nothing is started elsewhere
 * before those probes are in. Until the new run has joined, the old one stays lost, and is fenced if the policy asks.
 */
public final class SurvivorCore {
    private SurvivorCore() {}

    /** The next state and what to do; every event also counts as time passing. */
    public static Step<SurvivorState, SurvivorEffect> step(SurvivorState state, SurvivorEvent event) {
        if (event instanceof FencingConfirmed e && isSelf(state, e)) {
            return expel(state, "this node is reported as fenced, though it still runs", event.at());
        }
        SurvivorState learned = Sleeper.contradict(learn(state, event));
        String why = Sleeper.confirmedDoubt(learned, event.at());
        return why == null ? Verdict.on(learned, event.at()) : expel(learned, why, event.at());
    }

    /** Sticky: a run that the others hold for dead is never a member again. It has no more to do with them. */
    private static Step<SurvivorState, SurvivorEffect> expel(SurvivorState state, String why, Instant at) {
        SurvivorState expelled = state.withQuorum(state.quorum().withExpelled(why));
        return new Step<>(Verdict.on(expelled, at).state(), List.of(new SurvivorEffect.DownSelf(why)));
    }

    /** The membership as others are told it. */
    public static MembershipView view(SurvivorState state) {
        Side side = Side.of(state);
        return new MembershipView(
                state.self(),
                state.nodes().values().stream().map(KnownNode::view).toList(),
                QuorumCore.judge(state, side),
                QuorumCore.mayFence(state, side),
                state.history().seenAll(),
                state.history().settled(),
                state.asleep(),
                leader(state, side),
                state.history().pauses(),
                state.attempts(),
                vouched(state),
                Rival.of(state),
                LeaseNeed.of(state));
    }

    /** The full members that this node hears itself and that nobody has given up, whoever else misses them. */
    private static List<NodeName> vouched(SurvivorState state) {
        if (state.quorum().expelled() != null) return List.of();
        return state.nodes().values().stream()
                .filter(node -> node.phase() == Phase.UP && node.alive() && !node.lost())
                .filter(node -> !Refusals.confirmed(state, node))
                .map(KnownNode::name)
                .filter(name -> !state.cuts().contains(new Cut(state.self(), name)))
                .toList();
    }

    /**
     * When time alone may change the decision: the moment at which a view in which somebody is missed has been stable for
     * long enough. Null when nothing is waited for; whoever looks more often does no harm.
     */
    public static @Nullable Instant nextLook(SurvivorState state) {
        boolean missed = state.nodes().values().stream()
                .anyMatch(node -> node.alive() && !node.lost() && node.standing() == Standing.SUSPECT);
        if (!missed) return null;
        Instant stable = state.changedAt().plus(state.settings().times().stableAfter());
        Instant mended = Mending.until(state);
        return mended.isAfter(stable) ? mended : stable;
    }

    /** The lowest-named full member of the side; all of the side come to the same one. */
    static @Nullable NodeName leader(SurvivorState state, Side side) {
        return side.nodes().stream()
                .filter(name -> state.node(name).phase() == Phase.UP)
                .findFirst()
                .orElse(null);
    }

    private static boolean isSelf(SurvivorState state, FencingConfirmed event) {
        return event.node().equals(state.self())
                && event.incarnation() == state.node(state.self()).incarnation();
    }

    private static SurvivorState learn(SurvivorState state, SurvivorEvent event) {
        if (event instanceof MemberSeen e) return onSeen(state, e);
        if (event instanceof MemberRemoved e) return onRemoved(state, e);
        if (event instanceof ReachabilityChanged e) return onReachability(state, e);
        if (event instanceof RefusalsChanged e) return state.withRefusals(e.refusals());
        if (event instanceof FencingConfirmed e) return onConfirmed(state, e);
        if (event instanceof FencingFailed e) return onFailed(state, e);
        if (event instanceof FencingPortOpened) return state.withPortOpen();
        if (event instanceof SettingsChanged e) return state.withSettings(e.settings());
        if (event instanceof JoinedRunningCluster e) {
            return state.withHistory(state.history().seen(e.seenAll(), e.settled()));
        }
        if (event instanceof Synchronised)
            return state.withHistory(state.history().inStep());
        if (event instanceof SupportersChanged e) return state.withSupporters(e.supporters());
        if (event instanceof Slept e) return state.withHistory(state.history().slept(new Pause(e.at(), e.pause())));
        if (event instanceof StillMember e) {
            return state.asleep() ? state.withHistory(state.history().confirmedBy(e.by())) : state;
        }
        if (event instanceof Quarantined e) return onQuarantined(state, e);
        if (event instanceof ExpectedVotesSaid e) return CountingOut.said(state, e);
        if (event instanceof ArbiterSpoke e) {
            return state.withQuorum(state.quorum().withArbiter(e.vote(), e.at()));
        }
        if (event instanceof TimePassed) return state;
        throw new AssertionError("unhandled " + event);
    }

    private static SurvivorState onQuarantined(SurvivorState state, Quarantined event) {
        SurvivorState fresh =
                state.asleep() ? state : state.withHistory(state.history().unconfirmed());
        return fresh.withQuorum(state.quorum().doubtedBy(event.by(), event.at()));
    }

    private static SurvivorState onSeen(SurvivorState state, MemberSeen event) {
        KnownNode known = state.nodes().get(event.node());
        if (known == null) return state;
        boolean sameRun = known.incarnation() == event.incarnation();
        if (sameRun && known.phase() == event.phase()) return state.with(known.withAge(event.age()));
        KnownNode next = (sameRun
                        ? known.withPhase(event.phase())
                        : known.bornAnew(event.incarnation(), event.phase(), event.at()))
                .withAge(event.age());
        SurvivorState changed = state.with(next).withChangedAt(event.at());
        boolean selfUp = event.node().equals(state.self()) && event.phase() == Phase.UP;
        if (selfUp) {
            changed = changed.withHistory(state.history().upAt(event.at()));
        }
        return sameRun ? changed : changed.withoutAttempt(event.node());
    }

    private static SurvivorState onRemoved(SurvivorState state, MemberRemoved event) {
        KnownNode known = state.nodes().get(event.node());
        if (known == null || known.incarnation() != event.incarnation()) return state;
        KnownNode gone = known.withPhase(Phase.REMOVED);
        // Who never was a full member was never asked what an earlier run of it has left running.
        boolean left = event.cleanly() && known.end() == KnownNode.End.NONE && known.age() != KnownNode.YOUNGEST;
        return state.with(left ? gone.withEnd(KnownNode.End.LEFT) : gone)
                .withoutAttempt(event.node())
                .withChangedAt(event.at());
    }

    private static SurvivorState onReachability(SurvivorState state, ReachabilityChanged event) {
        return event.cuts().equals(state.cuts()) ? state : state.withCuts(event.cuts(), event.at());
    }

    private static SurvivorState onConfirmed(SurvivorState state, FencingConfirmed event) {
        KnownNode known = state.nodes().get(event.node());
        if (known == null || known.incarnation() != event.incarnation()) return state;
        return state.with(known.withEnd(KnownNode.End.FENCED)).withoutAttempt(event.node());
    }

    private static SurvivorState onFailed(SurvivorState state, FencingFailed event) {
        FencingAttempt attempt = state.fencing().get(event.node());
        if (attempt == null || attempt.incarnation() != event.incarnation()) return state;
        int failures = attempt.failures() + 1;
        Instant retryAt = event.at().plus(backOff(state.settings().times(), failures));
        return state.withAttempt(new FencingAttempt(
                event.node(), event.incarnation(), attempt.askedAt(), failures, event.why(), retryAt));
    }

    private static Duration backOff(SurvivorTimes times, int failures) {
        Duration wait = times.retryFirst();
        for (int i = 1; i < failures && wait.compareTo(times.retryMax()) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(times.retryMax()) < 0 ? wait : times.retryMax();
    }
}
