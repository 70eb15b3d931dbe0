package io.systole.actors.policy.core;

import java.time.Duration;
import java.time.Instant;

/**
 * A node whose fencing failed, and when it is tried again: after a pause that doubles from one second, and after
 * fencing-max-attempts failures only with each recheck.
 */
public record FencingTrouble(int failures, String why, Instant notBefore) {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int DOUBLINGS = 6;

    static FencingTrouble after(int failures, String why, Instant at, ExecutionOptions options) {
        Duration pause = FIRST.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
        pause = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
        if (failures >= options.fencingAttempts() && options.recheckInterval().compareTo(pause) > 0) {
            pause = options.recheckInterval();
        }
        return new FencingTrouble(failures, why, at.plus(pause));
    }
}
