package io.systole.splitbrain.core;

import io.systole.splitbrain.core.SurvivorEvent.ExpectedVotesSaid;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides whose votes count no more until they come back: by last_man_standing, and by an operator's word.
 * <p>
 * Here last_man_standing counts out only nodes that are surely down, fenced or left; votequorum(5) counts out whoever is
 * gone. A node that is surely down votes on no side, so whoever still counts it and whoever no longer does cannot both have
 * a majority without each other.
 */
final class CountingOut {
    private CountingOut() {}

    /** Nodes that have been gone for the window, in a membership that did not change meanwhile. */
    static SurvivorState lastManStanding(SurvivorState state, Instant at) {
        Duration window = state.settings().quorum().rules().lastManStanding();
        if (window == null || state.asleep() || at.isBefore(state.changedAt().plus(window))) return state;
        boolean due = state.nodes().values().stream().anyMatch(node -> isDue(state, node, window, at));
        if (!due || !QuorumCore.judge(state, Side.of(state)).quorate()) return state;
        SurvivorState next = state;
        for (KnownNode node : state.nodes().values()) {
            if (isDue(state, node, window, at)) {
                next = next.with(node.withCountedOut(true));
            }
        }
        return next;
    }

    private static boolean isDue(SurvivorState state, KnownNode node, Duration window, Instant at) {
        boolean down = node.standing().surelyDown() || (!state.settings().fencingEnabled() && node.gone());
        return down && !node.countedOut() && !at.isBefore(node.since().plus(window));
    }

    /** The highest number holds; words of the same number are parts of one. */
    static SurvivorState said(SurvivorState state, ExpectedVotesSaid event) {
        long known = state.quorum().expected().number();
        if (event.expected().number() < known) return state;
        boolean newer = event.expected().number() > known;
        SurvivorState next = newer ? state.withQuorum(state.quorum().withExpected(event.expected())) : state;
        for (KnownNode node : state.nodes().values()) {
            Long run = event.countedOut().get(node.name());
            boolean meant = run != null
                    && (run == node.incarnation() || node.phase() == Phase.ABSENT)
                    && !node.name().equals(state.self())
                    && (!node.alive() || node.lost());
            boolean out = meant || (node.countedOut() && !newer);
            next = next.with(next.node(node.name()).withCountedOut(out));
        }
        return next;
    }

    /** While an arbiter is asked about a changed membership, or when it fell silent, a side that had quorum keeps it, for a while. */
    static SurvivorState holdQuorum(SurvivorState state, Instant at) {
        ArbiterRules arbiter = state.settings().quorum().rules().arbiter();
        if (arbiter == null) return state;
        Side side = Side.of(state);
        Instant silent = state.quorum().silentSince();
        Instant since = silent != null && silent.isAfter(state.changedAt()) ? silent : state.changedAt();
        boolean over = !at.isBefore(since.plus(arbiter.patience()));
        boolean asked = QuorumCore.arbiterIsAsked(state, side);
        SurvivorState open = asked && over ? state.withQuorum(state.quorum().withHeld(false)) : state;
        return open.withQuorum(
                open.quorum().withHeld(QuorumCore.judge(open, side).quorate()));
    }
}
