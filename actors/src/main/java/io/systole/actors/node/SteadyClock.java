package io.systole.actors.node;

import java.time.Duration;
import java.time.Instant;

/** A clock that agrees with the host's when it starts and then only ever goes on: nobody sets it. */
record SteadyClock(Instant start, long startNanos) {
    static SteadyClock started() {
        return new SteadyClock(Instant.now(), System.nanoTime());
    }

    Instant now() {
        return start.plus(Duration.ofNanos(System.nanoTime() - startNanos));
    }
}
