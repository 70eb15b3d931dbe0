package io.systole.runtime.cli;

import io.systole.runtime.access.AccessFile;
import io.systole.runtime.access.NodeClient;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.monitor.MonitorEvent;
import io.systole.runtime.monitor.MonitorEvent.Detailed;
import io.systole.runtime.status.StatusDetails;
import io.systole.runtime.status.StatusDetails.Part;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the live view shows on demand from the CIB, as long as it is wanted: when the node tells something, and every
 * few seconds, since a node tells nothing of attributes. A thread of its own does it, from when it is wanted first.
 */
final class MonitorDetails {
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    private static final Set<Part> PARTS = EnumSet.of(Part.ATTRIBUTES, Part.FAILCOUNTS, Part.BANS);

    private final Consumer<MonitorEvent> sink;
    private final Semaphore asked = new Semaphore(0);
    private volatile @Nullable AccessFile node;
    private volatile boolean wanted;
    private volatile boolean stopped;
    private @Nullable Thread reading;

    MonitorDetails(Consumer<MonitorEvent> sink) {
        this.sink = sink;
    }

    /** Which node is asked from now on. */
    void from(AccessFile access) {
        node = access;
        readAgain();
    }

    synchronized void want(boolean yes) {
        boolean before = wanted;
        wanted = yes;
        if (yes && reading == null) {
            reading = new Thread(this::run, "details");
            reading.setDaemon(true);
            reading.start();
        }
        if (yes && !before) {
            readAgain();
        }
    }

    void readAgain() {
        if (wanted) {
            asked.release();
        }
    }

    void stop() {
        stopped = true;
        asked.release();
    }

    private void run() {
        try {
            while (!stopped) {
                asked.tryAcquire(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                asked.drainPermits();
                AccessFile from = node;
                if (wanted && !stopped && from != null) {
                    sink.accept(read(from));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Detailed read(AccessFile from) {
        try {
            var answer = new NodeClient(from, CONNECT_TIMEOUT, ANSWER_TIMEOUT).get("/v1/cib", Form.XML);
            return answer.isSuccess()
                    ? new Detailed(
                            StatusDetails.of(
                                    HistoryChangeCommands.understood("the CIB", answer.body()), Instant.now(), PARTS),
                            "")
                    : new Detailed(null, answer.body().strip());
        } catch (IOException | CommandFailed e) {
            return new Detailed(null, String.valueOf(e.getMessage()));
        }
    }
}
