package io.systole.splitbrain.core;

import java.time.Duration;

/**
 * The times of the survivor decision.
 * <ul>
 *   <li>{@code detection}: how long a live node may stay silent before it is called unreachable; a node that was itself
 *       paused for longer trusts nothing that it saw before.
 *   <li>{@code stableAfter}: how long the view must not change before a lost node is fenced.
 *   <li>{@code unstableMax}: a view that keeps changing, with somebody missed in it, is decided upon after this.
 *   <li>{@code unfencedMargin}: added to it where fencing is disabled, in the hope that the lost side stops by itself.
 *   <li>{@code retryFirst}, {@code retryMax}: a failed fencing is retried after the first, doubled up to the second.
 *   <li>{@code startupWait}: how long nodes that never came are waited for before they count as lost (dc-deadtime).
 *   <li>{@code sleeperPatience}: where a node alone has quorum, how long one that slept waits for a word of its peers. A
 *       peer that lives has fenced it by then.
 * </ul>
 */
public record SurvivorTimes(
        Duration detection,
        Duration stableAfter,
        Duration unstableMax,
        Duration unfencedMargin,
        Duration retryFirst,
        Duration retryMax,
        Duration startupWait,
        Duration sleeperPatience) {

    public SurvivorTimes withStartupWait(Duration changed) {
        return new SurvivorTimes(
                detection, stableAfter, unstableMax, unfencedMargin, retryFirst, retryMax, changed, sleeperPatience);
    }
}
