package io.systole.splitbrain.core;

import java.time.Duration;

/**
 * All that the survivor decision is told: who votes, what the CIB says about fencing, and the times.
 * <ul>
 *   <li>{@code fencingEnabled}: fencing-enabled (stonith-enabled) of the CIB. Off means that the quorate side believes the
 *       lost side to be dead after a margin, without proof: two owners of one resource become possible.
 *   <li>{@code ignoreQuorum}: no-quorum-policy=ignore. Every side then acts as if it were quorate, fencing included.
 * </ul>
 */
public record SurvivorSettings(
        QuorumSettings quorum, SurvivorTimes times, boolean fencingEnabled, boolean ignoreQuorum) {

    public SurvivorSettings withFencingEnabled(boolean changed) {
        return new SurvivorSettings(quorum, times, changed, ignoreQuorum);
    }

    public SurvivorSettings withIgnoreQuorum(boolean changed) {
        return new SurvivorSettings(quorum, times, fencingEnabled, changed);
    }

    public SurvivorSettings withStartupWait(Duration changed) {
        return new SurvivorSettings(quorum, times.withStartupWait(changed), fencingEnabled, ignoreQuorum);
    }
}
