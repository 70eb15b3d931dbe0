package io.systole.multijvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What the hardware would do: a node's watchdog is a file, and when nothing was written to it for the timeout, and the last
 * byte is not that of the magic close, all processes of the node are killed and the agents' log says so.
 */
final class StandInWatchdogs implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final LoopbackCluster cluster;
    private final Duration timeout;
    private final SortedMap<String, Fed> fed = new TreeMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    /** How much had been written when it last grew; a watchdog of which nothing was written is not armed. */
    private record Fed(long size, long nanos) {}

    private StandInWatchdogs(LoopbackCluster cluster, Duration timeout) {
        this.cluster = cluster;
        this.timeout = timeout;
    }

    static StandInWatchdogs start(LoopbackCluster cluster, Duration timeout) throws IOException {
        var all = new StandInWatchdogs(cluster, timeout);
        for (var name : LoopbackCluster.NAMES) {
            Files.createDirectories(all.file(name).getParent());
            Files.createFile(all.file(name));
            all.fed.put(name, new Fed(0, System.nanoTime()));
        }
        var unused = all.clock.scheduleWithFixedDelay(all::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
        return all;
    }

    Path file(String name) {
        return cluster.directory().resolve(name).resolve("watchdog");
    }

    private void look() {
        for (var name : LoopbackCluster.NAMES) {
            try {
                look(name);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    private void look(String name) throws IOException {
        var known = fed.get(name);
        var size = Files.size(file(name));
        var now = System.nanoTime();
        if (known == null || size != known.size()) {
            fed.put(name, new Fed(size, now));
        } else if (size > 0 && now - known.nanos() > timeout.toNanos() && !isDisarmed(name)) {
            restart(name);
        }
    }

    private boolean isDisarmed(String name) throws IOException {
        return Files.readString(file(name)).endsWith("V");
    }

    /** A restarted host has an unarmed watchdog and runs nothing. */
    private void restart(String name) throws IOException {
        var killed = Command.run(
                cluster.directory().resolve("kill-marked").toString(), "SYSTOLE_DRILL=" + cluster.run() + "-" + name);
        if (!killed.ok()) {
            throw new IllegalStateException(killed.text());
        }
        cluster.agents().append(new AgentEvent(AgentLog.now(), name, "-", "fence", AgentEvent.Phase.END, "0"));
        Files.writeString(file(name), "");
        fed.put(name, new Fed(0, System.nanoTime()));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
