package io.systole.runtime.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Looks again and again until something is so. */
final class Waiting {
    /** How often it looks; what it reports is later than what happened by at most this. */
    private static final long PAUSE_MS = 20;

    private Waiting() {}

    /** Something to look for; empty while it is not there. */
    interface Look<T> {
        Optional<T> look() throws Exception;
    }

    static <T> T until(String what, Duration limit, Look<T> look) throws Exception {
        var deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            var found = look.look();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > deadline) {
                throw new DemoFailed("waited " + limit.toSeconds() + " s in vain for this: " + what);
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MS));
        }
    }
}
