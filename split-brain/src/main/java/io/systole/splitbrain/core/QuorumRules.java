package io.systole.splitbrain.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How votes are counted.
 * <ul>
 *   <li>{@code twoNode}: two nodes of one vote each have quorum with one vote (two_node); false asks for both.
 *   <li>{@code lastManStanding}: how long nodes that are surely down must be gone, in an unchanged membership, before their
 *       votes count no more (last_man_standing_window); null for never.
 *   <li>{@code tieBreaker}: of halves with the same votes (auto_tie_breaker).
 *   <li>{@code quorumSize}: the votes that static-quorum asks for; 0 with another strategy.
 *   <li>{@code downIfAlone}: with keep-oldest, whether the oldest member gives way when all others are on the other side.
 *   <li>{@code arbiter}: the arbiter that has votes, too; null without.
 *   <li>{@code lease}: what lease-majority goes by; null with another strategy.
 * </ul>
 */
public record QuorumRules(
        Strategy strategy,
        boolean twoNode,
        @Nullable Duration lastManStanding,
        TieBreaker tieBreaker,
        int quorumSize,
        boolean downIfAlone,
        @Nullable ArbiterRules arbiter,
        @Nullable LeaseRules lease) {
    public QuorumRules {
        if ((strategy == Strategy.STATIC_QUORUM) != (quorumSize > 0)) {
            throw new IllegalArgumentException("quorum: " + strategy + " with quorum-size = " + quorumSize);
        }
        if (lastManStanding != null && lastManStanding.isNegative()) {
            throw new IllegalArgumentException("quorum: last-man-standing-window = " + lastManStanding);
        }
        boolean more = lastManStanding != null || tieBreaker.kind() != TieBreaker.Kind.NONE;
        if (more && (strategy != Strategy.VOTES || arbiter != null)) {
            throw new IllegalArgumentException(
                    "quorum: last-man-standing and auto-tie-breaker go with plain votes alone, not with "
                            + (arbiter == null ? strategy : "an arbiter"));
        }
        if ((strategy == Strategy.LEASE_MAJORITY) != (lease != null)) {
            throw new IllegalArgumentException("quorum: " + strategy + " with the lease " + lease);
        }
        if (arbiter != null && strategy != Strategy.VOTES && lease == null) {
            throw new IllegalArgumentException("quorum: an arbiter goes with plain votes alone, not with " + strategy);
        }
    }

    /** Votes, two_node where there are two, and nothing else. */
    public static QuorumRules plain() {
        return new QuorumRules(Strategy.VOTES, true, null, TieBreaker.none(), 0, true, null, null);
    }

    /** The same where two nodes need both votes. */
    public QuorumRules withoutTwoNode() {
        return new QuorumRules(strategy, false, lastManStanding, tieBreaker, quorumSize, downIfAlone, arbiter, lease);
    }

    public QuorumRules withLastManStanding(Duration window) {
        return new QuorumRules(strategy, twoNode, window, tieBreaker, quorumSize, downIfAlone, arbiter, lease);
    }

    public QuorumRules withTieBreaker(TieBreaker changed) {
        return new QuorumRules(strategy, twoNode, lastManStanding, changed, quorumSize, downIfAlone, arbiter, lease);
    }

    public QuorumRules withArbiter(ArbiterRules changed) {
        return new QuorumRules(strategy, twoNode, lastManStanding, tieBreaker, quorumSize, downIfAlone, changed, lease);
    }

    /** More than half of the members. */
    public static QuorumRules keepMajority() {
        return new QuorumRules(Strategy.KEEP_MAJORITY, false, null, TieBreaker.none(), 0, true, null, null);
    }

    /** The side with the oldest member. */
    public static QuorumRules keepOldest(boolean downIfAlone) {
        return new QuorumRules(Strategy.KEEP_OLDEST, false, null, TieBreaker.none(), 0, downIfAlone, null, null);
    }

    /** At least so many votes. */
    public static QuorumRules staticQuorum(int votes) {
        return new QuorumRules(Strategy.STATIC_QUORUM, false, null, TieBreaker.none(), votes, true, null, null);
    }

    /** All members, or the side that has the lease; its word counts for one side as an arbiter's does. */
    public static QuorumRules leaseMajority(LeaseRules lease) {
        var word = new ArbiterRules(1, lease.patience());
        return new QuorumRules(Strategy.LEASE_MAJORITY, false, null, TieBreaker.none(), 0, true, word, lease);
    }
}
