package io.systole.splitbrain.lease;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.pekko.coordination.lease.LeaseSettings;
import org.apache.pekko.coordination.lease.javadsl.Lease;

/**
 * A lease in a directory that all nodes share, such as one of NFS: {@link LeaseFiles} says how. Everything that touches the
 * directory runs on a thread of its own, which a server that hangs holds up; a second one notices that, so that the lease
 * counts as lost before another may take it. Settings: {@code directory}, {@code heartbeat-interval} and
 * {@code heartbeat-timeout} (after what time without a sign of life another takes it).
 */
public final class FileLease extends Lease {
    private final LeaseSettings settings;
    private final LeaseFiles files;
    private final Duration interval;
    private final Duration timeout;
    private final ScheduledExecutorService io = thread("lease-io");
    private final ScheduledExecutorService watch = thread("lease-watch");
    private volatile Consumer<Optional<Throwable>> onLost = lost -> {};
    private volatile boolean held;
    /** When the last sign of life that arrived was begun; by this JVM's steady clock. */
    private volatile long aliveNanos;

    public FileLease(LeaseSettings settings) {
        this.settings = settings;
        this.interval = settings.timeoutSettings().getHeartbeatInterval();
        this.timeout = settings.timeoutSettings().getHeartbeatTimeout();
        this.files = new LeaseFiles(
                Path.of(settings.leaseConfig().getString("directory")),
                settings.leaseName(),
                settings.ownerName(),
                timeout);
        long every = Math.max(1, interval.toMillis());
        // For as long as the JVM runs: Pekko's API ends no lease.
        Future<?> unusedRenewal = io.scheduleWithFixedDelay(this::renew, every, every, TimeUnit.MILLISECONDS);
        Future<?> unusedWatch = watch.scheduleWithFixedDelay(this::lookAtTheClock, every, every, TimeUnit.MILLISECONDS);
    }

    @Override
    public LeaseSettings getSettings() {
        return settings;
    }

    @Override
    public CompletionStage<Boolean> acquire() {
        return acquire(lost -> {});
    }

    @Override
    public CompletionStage<Boolean> acquire(Consumer<Optional<Throwable>> leaseLost) {
        onLost = leaseLost;
        return run(() -> {
            long begun = System.nanoTime();
            boolean has = files.acquire();
            aliveNanos = begun;
            held = has;
            return has;
        });
    }

    @Override
    public CompletionStage<Boolean> release() {
        return run(() -> {
            held = false;
            files.release();
            return true;
        });
    }

    @Override
    public boolean checkLease() {
        return held && !isStale();
    }

    /** Half of the time after which others take it: they may have begun to count only when the last sign was begun. */
    private boolean isStale() {
        return System.nanoTime() - aliveNanos > timeout.toNanos() / 2;
    }

    private void renew() {
        try {
            if (!held) {
                files.watch();
                return;
            }
            long begun = System.nanoTime();
            if (files.renew()) {
                aliveNanos = begun;
            } else {
                lost(Optional.empty());
            }
        } catch (IOException unreachable) {
            // The clock decides: a server that is back in time costs nothing.
        }
    }

    private void lookAtTheClock() {
        if (held && isStale()) {
            lost(Optional.of(new IOException(
                    "no sign of life could be written to " + files + " for " + timeout.toMillis() / 2 + " ms")));
        }
    }

    private void lost(Optional<Throwable> why) {
        held = false;
        onLost.accept(why);
    }

    private interface Deed {
        boolean run() throws IOException;
    }

    private CompletionStage<Boolean> run(Deed deed) {
        var done = new CompletableFuture<Boolean>();
        io.execute(() -> {
            try {
                done.complete(deed.run());
            } catch (IOException | RuntimeException failure) {
                done.completeExceptionally(failure);
            }
        });
        return done.orTimeout(settings.timeoutSettings().getOperationTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
