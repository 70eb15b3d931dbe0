package io.systole.multijvm;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what must come true by a deadline, and says what was seen instead when it does not. */
final class Await {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    private Await() {}

    /** The first value that the probe finds; a probe that throws has not found anything yet. */
    static <T> T value(String what, Duration limit, Callable<Optional<T>> probe, Supplier<String> lastSeen) {
        var deadline = System.nanoTime() + limit.toNanos();
        var trouble = "";
        while (true) {
            try {
                var found = probe.call();
                if (found.isPresent()) {
                    return found.get();
                }
                trouble = "";
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for " + what, interrupted);
            } catch (Exception notYet) {
                trouble = "\nlast failure: " + notYet;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "not within " + limit.toMillis() + " ms: " + what + trouble + "\n" + lastSeen.get());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Waits until the condition holds. */
    static void until(String what, Duration limit, Callable<Boolean> condition, Supplier<String> lastSeen) {
        value(what, limit, () -> condition.call() ? Optional.of(true) : Optional.empty(), lastSeen);
    }

    static void until(String what, Duration limit, Callable<Boolean> condition) {
        until(what, limit, condition, () -> "");
    }

    /** Fails as soon as the condition breaks within the time given: for what must not happen. */
    static void holds(String what, Duration time, Callable<Boolean> condition, Supplier<String> lastSeen) {
        var deadline = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                if (!condition.call()) {
                    throw new AssertionError("did not hold: " + what + "\n" + lastSeen.get());
                }
            } catch (RuntimeException failure) {
                throw failure;
            } catch (Exception failure) {
                throw new AssertionError("could not be judged: " + what + "\n" + lastSeen.get(), failure);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
