package io.systole.runtime.arbiter;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, and tells what there is when it does not come. */
final class Waiting {
    private static final Duration GENEROUS = Duration.ofSeconds(60);

    private Waiting() {}

    static void until(String what, BooleanSupplier condition, Supplier<String> story) {
        long end = System.nanoTime() + GENEROUS.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not in " + GENEROUS.toSeconds() + " s: " + what + "\n" + story.get());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
