package io.systole.policy.rule;

import java.time.Instant;
import java.util.OptionalLong;

/** The earliest moment after now at which a result may change by the passing of time alone. */
public final class Recheck {
    private final Instant now;
    private long earliest = Long.MAX_VALUE;

    public Recheck(Instant now) {
        this.now = now;
    }

    public Instant now() {
        return now;
    }

    public long nowSeconds() {
        return now.getEpochSecond();
    }

    /** Notes a moment in epoch seconds; one that is not later than now is ignored. */
    public void note(long epochSecond) {
        if (epochSecond > nowSeconds() && epochSecond < earliest) {
            earliest = epochSecond;
        }
    }

    /** The moment in epoch seconds, if there is one. */
    public OptionalLong at() {
        return earliest == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(earliest);
    }
}
