package io.systole.splitbrain.core;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a node remembers of quorum.
 * <ul>
 *   <li>{@code expected}: the operator's last word.
 *   <li>{@code arbiter}: the arbiter's.
 *   <li>{@code silentSince}: since when it says nothing, after it had said something; null else.
 *   <li>{@code held}: it had quorum before the membership changed, and the arbiter may still be asked about the change.
 *   <li>{@code unstableSince}: since when somebody has been missed in a view that keeps changing; null in a calm one.
 *   <li>{@code mendedAt}: when {@link Mending} last gave those who are still missed time to be heard again; null before.
 *   <li>{@code doubt}: who holds this run for dead, while the others are asked; null while nobody does.
 *   <li>{@code overruled}: who did, and was contradicted by enough others for quorum: its word does not count any more.
 *   <li>{@code expelled}: why this node is no member any more; null while it is one.
 * </ul>
 */
record QuorumMemory(
        ExpectedVotes expected,
        ArbiterVote arbiter,
        @Nullable Instant silentSince,
        boolean held,
        @Nullable Instant unstableSince,
        @Nullable Instant mendedAt,
        @Nullable Doubt doubt,
        SortedSet<String> overruled,
        @Nullable String expelled) {
    static QuorumMemory none() {
        return new QuorumMemory(
                ExpectedVotes.asConfigured(), ArbiterVote.none(), null, false, null, null, null, new TreeSet<>(), null);
    }

    QuorumMemory withExpected(ExpectedVotes changed) {
        return new QuorumMemory(
                changed, arbiter, silentSince, held, unstableSince, mendedAt, doubt, overruled, expelled);
    }

    QuorumMemory withArbiter(ArbiterVote changed, Instant at) {
        boolean silent = changed.answer() == ArbiterVote.Answer.UNKNOWN;
        boolean spoke = arbiter.answer() != ArbiterVote.Answer.UNKNOWN;
        Instant since = silent ? (spoke ? at : silentSince) : null;
        return new QuorumMemory(expected, changed, since, held, unstableSince, mendedAt, doubt, overruled, expelled);
    }

    QuorumMemory withHeld(boolean changed) {
        return changed == held
                ? this
                : new QuorumMemory(
                        expected, arbiter, silentSince, changed, unstableSince, mendedAt, doubt, overruled, expelled);
    }

    QuorumMemory withUnstableSince(@Nullable Instant changed) {
        return new QuorumMemory(expected, arbiter, silentSince, held, changed, mendedAt, doubt, overruled, expelled);
    }

    QuorumMemory withMendedAt(Instant at) {
        return new QuorumMemory(expected, arbiter, silentSince, held, unstableSince, at, doubt, overruled, expelled);
    }

    QuorumMemory withExpelled(String why) {
        return new QuorumMemory(expected, arbiter, silentSince, held, unstableSince, mendedAt, null, overruled, why);
    }

    /** Somebody holds this run for dead, told as NODE#INCARNATION. Who was contradicted before says nothing new. */
    QuorumMemory doubtedBy(String peer, Instant at) {
        if (overruled.contains(peer)) return this;
        Doubt next = doubt == null ? new Doubt(new TreeSet<>(List.of(peer)), at) : doubt.alsoBy(peer);
        return new QuorumMemory(
                expected, arbiter, silentSince, held, unstableSince, mendedAt, next, overruled, expelled);
    }

    /** Enough others have contradicted. */
    QuorumMemory withoutDoubt() {
        if (doubt == null) return this;
        SortedSet<String> all = new TreeSet<>(overruled);
        all.addAll(doubt.by());
        return new QuorumMemory(expected, arbiter, silentSince, held, unstableSince, mendedAt, null, all, expelled);
    }
}
