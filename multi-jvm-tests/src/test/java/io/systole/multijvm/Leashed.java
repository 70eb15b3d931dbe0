package io.systole.multijvm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that ends when its standard input closes. The kernel closes it when this JVM ends, however it ends, so what
 * such a process holds (namespaces, a loop device, marked processes) is given back even after a SIGKILL of the test.
 */
final class Leashed implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Process process;

    private Leashed(Process process) {
        this.process = process;
    }

    /** Starts the command; what it complains about is kept in the directory. */
    static Leashed start(Path directory, List<String> command) {
        try {
            return new Leashed(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("harness.log").toFile()))
                    .start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The first line that it writes. */
    String firstLine() {
        var reading = CompletableFuture.supplyAsync(() -> {
            try {
                var reader =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                var line = reader.readLine();
                return line == null ? "" : line;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
        try {
            return reading.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException failure) {
            throw new IllegalStateException(
                    "nothing was said by " + process.info().commandLine(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Lets go, and waits until the process has put everything in order. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IllegalStateException(
                        "had to be killed: " + process.info().commandLine());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
