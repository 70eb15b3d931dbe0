package io.systole.splitbrain.lease.core;

import io.systole.splitbrain.core.LeaseNeed;
import io.systole.splitbrain.core.LeaseRules;
import io.systole.splitbrain.core.Ring;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a node knows of the lease.
 * <ul>
 *   <li>{@code need}: the side that needs it now; null while nobody does.
 *   <li>{@code needSince}: since when that is so.
 *   <li>{@code hold}: whether this node has it.
 *   <li>{@code askAt}: not to be asked for before this.
 *   <li>{@code heardAt}: when another node of the side last said that it has it; null where none does.
 *   <li>{@code toldAt}: when this node last said so.
 *   <li>{@code believed}: the ring for which this node was told that it may go on; null for none.
 * </ul>
 */
public record LeaseState(
        LeaseRules rules,
        @Nullable LeaseNeed need,
        Instant needSince,
        boolean leads,
        Hold hold,
        Instant askAt,
        @Nullable Instant heardAt,
        @Nullable Instant toldAt,
        @Nullable Ring believed) {
    /** Whether this node has the lease. */
    public enum Hold {
        NO,
        ASKED,
        YES
    }

    /** Nothing is needed and nothing is held. */
    public static LeaseState started(LeaseRules rules, Instant at) {
        return new LeaseState(rules, null, at, false, Hold.NO, at, null, null, null);
    }

    LeaseState needing(@Nullable LeaseNeed changed, boolean leading, Instant at) {
        return new LeaseState(rules, changed, at, leading, hold, askAt, null, null, believed);
    }

    LeaseState leading(boolean changed) {
        return new LeaseState(rules, need, needSince, changed, hold, askAt, heardAt, toldAt, believed);
    }

    LeaseState holding(Hold changed, Instant nextAsk) {
        return new LeaseState(rules, need, needSince, leads, changed, nextAsk, heardAt, toldAt, believed);
    }

    LeaseState heard(@Nullable Instant at) {
        return new LeaseState(rules, need, needSince, leads, hold, askAt, at, toldAt, believed);
    }

    LeaseState told(@Nullable Instant at) {
        return new LeaseState(rules, need, needSince, leads, hold, askAt, heardAt, at, believed);
    }

    LeaseState believing(@Nullable Ring ring) {
        return new LeaseState(rules, need, needSince, leads, hold, askAt, heardAt, toldAt, ring);
    }
}
