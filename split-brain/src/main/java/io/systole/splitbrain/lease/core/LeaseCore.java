package io.systole.splitbrain.lease.core;

import io.systole.splitbrain.core.ArbiterVote;
import io.systole.splitbrain.core.LeaseNeed;
import io.systole.splitbrain.core.Ring;
import io.systole.splitbrain.core.Step;
import io.systole.splitbrain.lease.core.LeaseEvent.Answered;
import io.systole.splitbrain.lease.core.LeaseEvent.Failed;
import io.systole.splitbrain.lease.core.LeaseEvent.SideSeen;
import io.systole.splitbrain.lease.core.LeaseEvent.TimePassed;
import io.systole.splitbrain.lease.core.LeaseEvent.Told;
import io.systole.splitbrain.lease.core.LeaseState.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the lease of lease-majority is asked for and given back, and who goes by it: the leader of a side that
 * misses members asks, the smaller side after a while, and tells the others of its side again and again; what they do not
 * hear any more they do not believe. As in Pekko's strategy the lease is kept for a while after it was needed. Other than
 * there, a side that does not get it does not end: it has no quorum, and asks again, since the one that has it may have
 * died with it.
 */
public final class LeaseCore {
    /** Between two questions while another side has it. */
    private static final Duration ASK_EVERY = Duration.ofSeconds(5);
    /** Between two questions while it cannot be asked. */
    private static final Duration RETRY = Duration.ofSeconds(1);
    /** Who has it says so as often. */
    private static final Duration TELL_EVERY = Duration.ofSeconds(1);
    /** What was said so long ago is not believed any more. */
    private static final Duration BELIEVED = Duration.ofSeconds(4);

    private LeaseCore() {}

    /** The next state and what to do; every event also counts as time passing. */
    public static Step<LeaseState, LeaseEffect> step(LeaseState state, LeaseEvent event) {
        var effects = new ArrayList<LeaseEffect>();
        LeaseState learned = learn(state, event, effects);
        LeaseState next = learned.need() == null
                ? calm(learned, event.at(), effects)
                : needed(learned, learned.need(), event.at(), effects);
        return new Step<>(next, effects);
    }

    private static LeaseState learn(LeaseState state, LeaseEvent event, List<LeaseEffect> effects) {
        if (event instanceof SideSeen seen) {
            return Objects.equals(ring(seen.need()), ring(state.need()))
                    ? state.leading(seen.leads())
                    : state.needing(seen.need(), seen.leads(), seen.at());
        }
        if (event instanceof Answered answer) {
            Instant next = answer.at().plus(ASK_EVERY);
            return state.holding(answer.has() ? Hold.YES : Hold.NO, next);
        }
        if (event instanceof Failed) return failed(state, event.at(), effects);
        if (event instanceof Told told) {
            boolean mine = told.ring().equals(ring(state.need()));
            return mine ? state.heard(told.has() ? told.at() : null) : state;
        }
        if (event instanceof TimePassed) return state;
        throw new AssertionError("unhandled " + event);
    }

    private static LeaseState failed(LeaseState state, Instant at, List<LeaseEffect> effects) {
        Ring ring = ring(state.need());
        if (state.hold() == Hold.YES && ring != null) effects.add(new LeaseEffect.TellSide(ring, false));
        return state.holding(Hold.NO, at.plus(RETRY));
    }

    /** A word for one partition must not count for the next that cuts the same. */
    private static LeaseState calm(LeaseState state, Instant at, List<LeaseEffect> effects) {
        LeaseState next = unbelieve(state, effects);
        boolean over = !at.isBefore(state.needSince().plus(state.rules().releaseAfter()));
        if (next.hold() != Hold.YES || !over) return next;
        effects.add(new LeaseEffect.Release());
        return next.holding(Hold.NO, at);
    }

    private static LeaseState needed(LeaseState state, LeaseNeed need, Instant at, List<LeaseEffect> effects) {
        if (state.hold() == Hold.YES) {
            LeaseState next = believe(state, need.ring(), effects);
            boolean due = next.toldAt() == null || !at.isBefore(next.toldAt().plus(TELL_EVERY));
            if (!due) return next;
            effects.add(new LeaseEffect.TellSide(need.ring(), true));
            return next.told(at);
        }
        Instant heard = state.heardAt();
        if (heard != null && at.isBefore(heard.plus(BELIEVED))) return believe(state, need.ring(), effects);
        LeaseState next = unbelieve(state, effects);
        Duration wait = need.minority() ? state.rules().minorityDelay() : Duration.ZERO;
        boolean due = !at.isBefore(state.needSince().plus(wait)) && !at.isBefore(state.askAt());
        if (next.hold() == Hold.ASKED || !next.leads() || !due) return next;
        effects.add(new LeaseEffect.Acquire());
        return next.holding(Hold.ASKED, at);
    }

    private static LeaseState believe(LeaseState state, Ring ring, List<LeaseEffect> effects) {
        if (ring.equals(state.believed())) return state;
        effects.add(new LeaseEffect.Vote(vote(ArbiterVote.Answer.ACK, ring)));
        return state.believing(ring);
    }

    /** Where the lease is still needed somebody else may have it by now: quorum is not kept while it is asked for again. */
    private static LeaseState unbelieve(LeaseState state, List<LeaseEffect> effects) {
        Ring ring = state.believed();
        if (ring == null) return state;
        boolean needed = ring.equals(ring(state.need()));
        var answer = needed ? ArbiterVote.Answer.NACK : ArbiterVote.Answer.UNKNOWN;
        effects.add(new LeaseEffect.Vote(vote(answer, ring)));
        return state.believing(null);
    }

    private static ArbiterVote vote(ArbiterVote.Answer answer, Ring ring) {
        return new ArbiterVote(answer, ring, ArbiterVote.Heuristics.OFF);
    }

    private static @Nullable Ring ring(@Nullable LeaseNeed need) {
        return need == null ? null : need.ring();
    }
}
