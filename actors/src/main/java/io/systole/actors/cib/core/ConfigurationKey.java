package io.systole.actors.cib.core;

import java.util.Comparator;

/**
 * What decides between two configurations: the admin epoch, by which an operator overrules, then the term of the writer,
 * then the epoch. The term stands before the epoch so that what a cut-off writer wrote for itself, however often, loses
 * against what its successor had acknowledged. Invariant: each fits into its part of the clock.
 */
public record ConfigurationKey(long adminEpoch, long term, long epoch) implements Comparable<ConfigurationKey> {
    public static final long ADMIN_EPOCH_MAX = (1L << 10) - 1;
    public static final long TERM_MAX = (1L << 28) - 1;
    public static final long EPOCH_MAX = (1L << 25) - 1;

    private static final Comparator<ConfigurationKey> ORDER = Comparator.comparingLong(ConfigurationKey::clock);

    public ConfigurationKey {
        if (!fits(adminEpoch, ADMIN_EPOCH_MAX) || !fits(term, TERM_MAX) || !fits(epoch, EPOCH_MAX)) {
            throw new IllegalArgumentException("admin epoch " + adminEpoch + ", term " + term + ", epoch " + epoch);
        }
    }

    private static boolean fits(long number, long max) {
        return number >= 0 && number <= max;
    }

    /** The key as one number, in the same order. */
    public long clock() {
        return (adminEpoch << 53) + (term << 25) + epoch;
    }

    @Override
    public int compareTo(ConfigurationKey other) {
        return ORDER.compare(this, other);
    }
}
