package io.systole.splitbrain.core;

import java.time.Duration;

/**
 * Which lease the strategy lease-majority goes by, as Pekko's split brain resolver has it.
 * <ul>
 *   <li>{@code implementation}: the path in the configuration that names the lease's class (Pekko's Lease API).
 *   <li>{@code directory}: where the lease in a file lies; empty with another.
 *   <li>{@code minorityDelay}: how long the smaller side waits before it asks, so that the larger one has it as a rule.
 *   <li>{@code releaseAfter}: how long it is kept after nobody is missed any more, so that a side that is slow to notice
 *       finds it taken.
 * </ul>
 */
public record LeaseRules(String implementation, String directory, Duration minorityDelay, Duration releaseAfter) {
    /** Longer than a lease may take to answer (Pekko's lease-operation-timeout, 5 s), and to tell the side. */
    private static final Duration ANSWERED = Duration.ofSeconds(6);

    public LeaseRules {
        if (implementation.isBlank() || minorityDelay.isNegative() || releaseAfter.isNegative()) {
            throw new IllegalArgumentException("quorum: a lease " + implementation + ", asked for after "
                    + minorityDelay + ", kept for " + releaseAfter);
        }
    }

    /** How long a side keeps the quorum that it had while the lease is asked for. */
    Duration patience() {
        return minorityDelay.plus(ANSWERED);
    }
}
