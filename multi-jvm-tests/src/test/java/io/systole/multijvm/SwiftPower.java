package io.systole.multijvm;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A power switch for measuring: it takes the same short time for each fencing, and answers when the host is dead. It is
 * asked over pipes, one pair for each asker and target, so that the agent needs no process but its shell. What has to be
 * put away of a dead host (its cable, the mounts) is put away after the answer.
 */
final class SwiftPower implements AutoCloseable {
    /** What the device takes for each fencing. */
    static final Duration TAKES = Duration.ofMillis(10);

    private static final byte[] END = "end\n".getBytes(StandardCharsets.US_ASCII);

    private final NamespaceCluster cluster;
    private final List<RandomAccessFile> asks = new ArrayList<>();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();

    private SwiftPower(NamespaceCluster cluster) {
        this.cluster = cluster;
    }

    /** Stands beside the hosts of the cluster, for the agent {@code fence_swift}. */
    static SwiftPower beside(NamespaceCluster cluster) throws IOException {
        var directory = Files.createDirectories(cluster.directory().resolve("swift"));
        var power = new SwiftPower(cluster);
        for (var asker : cluster.names()) {
            for (var target : cluster.names()) {
                power.serve(directory.resolve(asker + "-" + target), asker, target);
            }
        }
        return power;
    }

    /** Opened for both directions, a pipe never makes its opener wait. */
    private void serve(Path pair, String asker, String target) throws IOException {
        var ask = pair + ".ask";
        var answer = pair + ".answer";
        Command.output("mkfifo", ask, answer);
        var asked = new RandomAccessFile(ask, "rw");
        var answered = new RandomAccessFile(answer, "rw");
        asks.add(asked);
        var thread = new Thread(() -> run(asked, answered, asker, target), "power " + asker + "-" + target);
        thread.setDaemon(true);
        thread.start();
    }

    private void run(RandomAccessFile asked, RandomAccessFile answered, String asker, String target) {
        try (asked;
                answered) {
            for (var line = asked.readLine(); line != null && !line.equals("end"); line = asked.readLine()) {
                var begun = System.nanoTime();
                say(target, AgentEvent.Phase.BEGIN, asker);
                forget(answered);
                var gone = dies(target);
                LockSupport.parkNanos(TAKES.toNanos() - (System.nanoTime() - begun));
                say(target, AgentEvent.Phase.END, gone ? "0" : "1");
                answered.write((gone ? "0\n" : "1\n").getBytes(StandardCharsets.US_ASCII));
                putAway(target);
            }
        } catch (IOException | RuntimeException failure) {
            failures.add(failure);
        }
    }

    private void putAway(String target) {
        synchronized (cluster) {
            cluster.off(target);
        }
    }

    /** An agent that was killed while it waited has left its answer in the pipe. */
    private static void forget(RandomAccessFile answered) throws IOException {
        // Not closed: that would close the pipe.
        var in = new FileInputStream(answered.getFD());
        while (in.available() > 0) {
            in.read();
        }
    }

    private void say(String target, AgentEvent.Phase phase, String result) {
        cluster.agents().append(new AgentEvent(AgentLog.now(), target, "-", "fence", phase, result));
    }

    /** The kernel kills all of a pid namespace with its first process. */
    private boolean dies(String target) {
        if (!cluster.isOn(target)) {
            return true;
        }
        var host = cluster.host(target);
        host.powerOff();
        // What was paused stays a zombie until its parent outside goes on, and the first process waits for it.
        cluster.wake(target);
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (host.isUp() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(500));
        }
        return !host.isUp();
    }

    @Override
    public void close() {
        for (var ask : asks) {
            try {
                ask.write(END);
            } catch (IOException alreadyClosed) {
                // It has ended by itself, and said why.
            }
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("the power switch broke: " + failures);
        }
    }
}
