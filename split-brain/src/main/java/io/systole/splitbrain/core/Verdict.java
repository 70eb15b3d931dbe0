package io.systole.splitbrain.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws the conclusions from what a node knows now: who is lost, who is to be fenced, who is to be downed. */
final class Verdict {
    private static final Duration DOWN_REPEATED_AFTER = Duration.ofSeconds(2);

    private Verdict() {}

    static Step<SurvivorState, SurvivorEffect> on(SurvivorState learned, Instant at) {
        SurvivorState state = rememberHistory(Sleeper.look(markHeard(learned, at), at), at);
        state = markOutvoted(markLost(Stability.watch(state, at), at), at);
        Side side = Side.of(state);
        for (KnownNode node : state.nodes().values()) {
            Standing standing = standing(state, node, side);
            state = standing == node.standing() ? state : state.with(node.withStanding(standing, at));
        }
        state = CountingOut.holdQuorum(CountingOut.lastManStanding(state, at), at);
        return state.asleep() ? new Step<>(state, List.of()) : act(state, at);
    }

    /**
     * Who joins is in the gossip before this node has ever heard it, and over a link that is cut it never will. It counts as
     * heard when it has answered this node, or when it would be missed by now if it were silent; a pause of this node's own
     * is no such time.
     */
    private static SurvivorState markHeard(SurvivorState state, Instant at) {
        Instant awakeSince = state.history().pauses().stream()
                .map(Pause::wokeAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        SurvivorState marked = state;
        for (KnownNode node : state.nodes().values()) {
            if (node.phase() != Phase.JOINING || node.heard()) continue;
            Instant from = awakeSince.isAfter(node.since()) ? awakeSince : node.since();
            boolean answers = state.supporters().contains(node.name())
                    || (state.asleep() && state.history().confirmedBy().contains(node.name()));
            boolean wouldBeMissed =
                    !at.isBefore(from.plus(patience(state.settings().times())));
            marked = answers || wouldBeMissed ? marked.with(node.nowHeard()) : marked;
        }
        return marked;
    }

    private static SurvivorState rememberHistory(SurvivorState state, Instant at) {
        OwnHistory history = state.history();
        if (history.settled() && history.seenAll()) return state;
        Side side = Side.of(state);
        boolean all = state.nodes().values().stream()
                .allMatch(node -> node.phase().votes() && side.nodes().contains(node.name()));
        Instant upSince = history.upSince();
        boolean waitOver = upSince != null
                && !at.isBefore(upSince.plus(state.settings().times().startupWait()));
        return state.withHistory(history.seen(all, waitOver));
    }

    /**
     * Who is not on this node's side is lost once the view was stable. A node that some of this side still hear (a cut
     * link, a node that just woke and says that it hears nobody) is given twice the detection time on top. A node whose
     * process is gone is lost without any wait, and all waiting ends when the view keeps changing for too long. To a node
     * that is no member any more all others are lost at once: it must give them no orders.
     */
    private static SurvivorState markLost(SurvivorState seen, Instant at) {
        Side side = Side.of(seen);
        SurvivorState state = Mending.look(seen, side, at);
        SurvivorState marked = state;
        for (KnownNode node : state.nodes().values()) {
            if (node.name().equals(state.self()) || !node.alive()) continue;
            if (side.nodes().contains(node.name())) {
                marked = node.lost() ? heardAgain(marked, node) : marked;
                continue;
            }
            SurvivorTimes times = state.settings().times();
            boolean gone = Refusals.confirmed(state, node) || state.quorum().expelled() != null;
            boolean missedByAll = side.nodes().stream()
                    .filter(member -> state.node(member).phase().votes())
                    .allMatch(member -> state.cuts().contains(new Cut(member, node.name())));
            Duration wait = missedByAll ? times.stableAfter() : patience(times);
            boolean rested = !at.isBefore(state.changedAt().plus(wait)) && !at.isBefore(Mending.until(state));
            boolean decided = gone || rested || Stability.waitedTooLong(state, at);
            boolean stable = !state.asleep() && decided;
            marked = stable ? marked.with(node.withLost(true)) : marked;
        }
        return marked;
    }

    private static SurvivorState heardAgain(SurvivorState state, KnownNode node) {
        return state.with(node.withLost(false).withCountedOut(false)).withoutAttempt(node.name());
    }

    private static SurvivorState markOutvoted(SurvivorState state, Instant at) {
        boolean survives = Side.of(state).survives();
        boolean lasts =
                !at.isBefore(state.changedAt().plus(patience(state.settings().times())));
        boolean outvoted = !survives && (state.history().outvoted() || (lasts && !state.asleep()));
        return state.withHistory(state.history().outvoted(outvoted));
    }

    /** How long a view in which nodes disagree about who is there is given to clear up. */
    static Duration patience(SurvivorTimes times) {
        return times.stableAfter().plus(times.detection().multipliedBy(2));
    }

    private static Standing standing(SurvivorState state, KnownNode node, Side side) {
        if (node.end() == KnownNode.End.FENCED) return Standing.FENCED;
        if (node.end() == KnownNode.End.LEFT) return Standing.LEFT;
        if (node.phase() == Phase.ABSENT) return Standing.ABSENT;
        if (node.lost() || node.phase() == Phase.DOWN || node.phase() == Phase.REMOVED) return Standing.LOST;
        if (node.phase() == Phase.JOINING) return node.unproven() ? Standing.LOST : Standing.PENDING;
        boolean heard = node.name().equals(state.self()) || side.nodes().contains(node.name());
        if (!heard) return Standing.SUSPECT;
        return node.phase() == Phase.UP ? Standing.ONLINE : Standing.LEAVING;
    }

    private static Step<SurvivorState, SurvivorEffect> act(SurvivorState state, Instant at) {
        Side side = Side.of(state);
        if (!state.portOpen() || !state.self().equals(SurvivorCore.leader(state, side))) {
            return new Step<>(state, List.of());
        }
        boolean entitled = QuorumCore.mayFence(state, side);
        SurvivorState next = state;
        List<SurvivorEffect> effects = new ArrayList<>();
        for (KnownNode node : state.nodes().values()) {
            if (node.name().equals(state.self()) || !node.phase().member()) continue;
            String reason = downReason(state, node, entitled, at);
            if (reason != null) {
                if (isDue(node, at)) {
                    effects.add(new SurvivorEffect.Down(node.name(), node.incarnation(), reason));
                    next = next.with(node.withDownAsked(at));
                }
            } else if (entitled && node.alive() && node.lost() && mustBeFenced(state, node)) {
                next = fence(next, node, at, effects);
            }
        }
        return new Step<>(next, effects);
    }

    /** Why the node may be taken out of the membership now; null if it may not. */
    private static @Nullable String downReason(SurvivorState state, KnownNode node, boolean entitled, Instant at) {
        if (node.end() == KnownNode.End.FENCED) return isHeard(state, node, at) ? null : "fencing confirmed";
        if (state.settings().fencingEnabled() || !entitled || !node.lost()) return null;
        SurvivorTimes times = state.settings().times();
        boolean marginOver =
                !at.isBefore(state.changedAt().plus(times.stableAfter()).plus(times.unfencedMargin()));
        return marginOver ? "lost, and fencing is disabled" : null;
    }

    /**
     * Somebody who was fenced and is heard all the same lives for a moment more, or was never fenced: a device lied. Told
     * that it is fenced it stops what it runs and ends; the gossip would end its process at once, and leave that running.
     * Nobody counts it meanwhile. What is not heard is taken out at once, and what does not end after a while.
     */
    private static boolean isHeard(SurvivorState state, KnownNode node, Instant at) {
        boolean missed = state.cuts().stream().anyMatch(cut -> cut.subject().equals(node.name()))
                || state.refusals().stream()
                        .anyMatch(refusal ->
                                refusal.subject().equals(node.name()) && refusal.incarnation() == node.incarnation());
        return !missed && at.isBefore(node.since().plus(state.settings().times().sleeperPatience()));
    }

    /** The gossip lets a lost run go by itself when its node, started anew, asks to be let in: that host is alive. */
    private static boolean mustBeFenced(SurvivorState state, KnownNode node) {
        return state.settings().fencingEnabled() && !state.supporters().contains(node.name());
    }

    private static boolean isDue(KnownNode node, Instant at) {
        Instant asked = node.downAskedAt();
        return asked == null || !at.isBefore(asked.plus(DOWN_REPEATED_AFTER));
    }

    private static SurvivorState fence(SurvivorState state, KnownNode node, Instant at, List<SurvivorEffect> effects) {
        FencingAttempt last = state.fencing().get(node.name());
        int failures = 0;
        String lastFailure = null;
        if (last != null && last.incarnation() == node.incarnation()) {
            if (last.retryAt() == null || at.isBefore(last.retryAt())) return state;
            failures = last.failures();
            lastFailure = last.lastFailure();
        }
        String unstable = Stability.waitedTooLong(state, at) ? ", after a view that kept changing" : "";
        String reason = "node " + node.name() + " is lost: " + state.self() + " leads the side with quorum" + unstable;
        effects.add(new SurvivorEffect.RequestFencing(
                node.name(), node.incarnation(), Refusals.confirmed(state, node), reason));
        return state.withAttempt(new FencingAttempt(node.name(), node.incarnation(), at, failures, lastFailure, null));
    }
}
