package io.systole.actors.fencer;

import io.systole.actors.resource.NodeClock;
import java.time.Duration;

/**
 * Notices that this process did not run for longer than others wait for it: whatever was begun before may have been
 * overtaken by what they did meanwhile. Has to be asked more often than that.
 */
final class PauseWatch {
    private final NodeClock clock;
    private final Duration longest;
    private long seenNanos;
    private long pausedUntilNanos;

    /** Watches from now on; zero never finds a pause. */
    PauseWatch(NodeClock clock, Duration longest) {
        this.clock = clock;
        this.longest = longest;
        seenNanos = clock.nanos();
        pausedUntilNanos = seenNanos;
    }

    /** Whether a pause has ended since this was asked last. */
    boolean look() {
        long now = clock.nanos();
        boolean paused = !longest.isZero() && now - seenNanos > longest.toNanos();
        seenNanos = now;
        pausedUntilNanos = paused ? now : pausedUntilNanos;
        return paused;
    }

    long now() {
        return clock.nanos();
    }

    /** Whether a pause has ended after that moment. */
    boolean pausedAfter(long nanos) {
        look();
        return pausedUntilNanos - nanos > 0;
    }
}
