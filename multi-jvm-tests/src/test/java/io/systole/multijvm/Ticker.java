package io.systole.multijvm;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Does one thing again and again on a thread of its own; that it broke is not lost, but thrown by {@link #close}. */
final class Ticker implements AutoCloseable {
    private final ScheduledExecutorService clock;
    private final ScheduledFuture<?> task;

    private Ticker(ScheduledExecutorService clock, ScheduledFuture<?> task) {
        this.clock = clock;
        this.task = task;
    }

    static Ticker every(Duration period, Runnable work) {
        var clock = Executors.newSingleThreadScheduledExecutor();
        return new Ticker(clock, clock.scheduleAtFixedRate(work, 0, period.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        var broken = task.isDone();
        clock.shutdownNow();
        if (broken) {
            throw new IllegalStateException("stopped by itself: " + task);
        }
    }
}
