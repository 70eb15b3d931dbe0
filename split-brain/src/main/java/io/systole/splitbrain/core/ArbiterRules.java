package io.systole.splitbrain.core;

import java.time.Duration;

/**
 * What a voice outside of the cluster counts.
 * <ul>
 *   <li>{@code votes}: 1 for the algorithm ffsplit; one less than there are nodes for lms, so that the last node with the
 *       arbiter has quorum.
 *   <li>{@code patience}: how long a side that had quorum keeps it after the membership changed, while the arbiter is asked
 *       anew, and after the arbiter fell silent. It fences nobody meanwhile.
 *   <li>{@code founds}: whether its votes count for the founding of a cluster, too. Half of the nodes need not have all that
 *       was accepted, so this is off unless somebody asks for it.
 * </ul>
 */
public record ArbiterRules(int votes, Duration patience, boolean founds) {
    public ArbiterRules {
        if (votes < 1 || patience.isNegative()) {
            throw new IllegalArgumentException("quorum: an arbiter with " + votes + " votes, waited for " + patience);
        }
    }

    /** Of which no votes count for the founding of a cluster. */
    public ArbiterRules(int votes, Duration patience) {
        this(votes, patience, false);
    }
}
