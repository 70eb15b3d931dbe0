package io.systole.multijvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The JVM of one node, and what one can do to it from outside. */
final class NodeProcess {
    private final String node;
    private final Process process;
    private final Path log;
    private final long startedNanos;

    private NodeProcess(String node, Process process, Path log, long startedNanos) {
        this.node = node;
        this.process = process;
        this.log = log;
        this.startedNanos = startedNanos;
    }

    static NodeProcess start(String node, List<String> command, Map<String, String> environment, Path log) {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            var started = System.nanoTime();
            return new NodeProcess(node, builder.start(), log, started);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String node() {
        return node;
    }

    long pid() {
        return process.pid();
    }

    long startedNanos() {
        return startedNanos;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void sigkill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(10));
    }

    void sigterm() {
        process.destroy();
    }

    void sigstop() {
        Command.output("kill", "-STOP", Long.toString(pid()));
    }

    /** Wakes it, unless it has ended: a paused node is fenced when it is missed. */
    void sigcont() {
        if (!Command.run("kill", "-CONT", Long.toString(pid())).ok()) {
            awaitEnd(Duration.ofSeconds(10));
        }
    }

    /** The exit code. */
    int awaitEnd(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(node + " did not end within " + limit + "\n" + logTail());
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    String log() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String logTail() {
        var lines = log().lines().toList();
        return "--- " + log + "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }
}
