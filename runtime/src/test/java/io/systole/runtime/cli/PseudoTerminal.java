package io.systole.runtime.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A program at a pseudo terminal, by script(1): what is typed, and what is shown. */
final class PseudoTerminal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final OutputStream keys;
    private final StringBuilder shown = new StringBuilder();

    PseudoTerminal(String command, Map<String, String> environment) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script(1) is installed");
        var builder = new ProcessBuilder("/usr/bin/script", "-qefc", command, "/dev/null").redirectErrorStream(true);
        builder.environment().putAll(environment);
        process = builder.start();
        keys = process.getOutputStream();
        var reading = new Thread(this::read, "pseudo-terminal");
        reading.setDaemon(true);
        reading.start();
    }

    private void read() {
        try (Reader output = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            var buffer = new char[4096];
            for (int count = output.read(buffer); count >= 0; count = output.read(buffer)) {
                synchronized (shown) {
                    shown.append(buffer, 0, count);
                    shown.notifyAll();
                }
            }
        } catch (IOException ended) {
            // the program is gone
            synchronized (shown) {
                shown.notifyAll();
            }
        }
    }

    void type(String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    /** Waits until something is shown, and forgets what was shown up to it. */
    String await(String text) throws InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        synchronized (shown) {
            int at = shown.indexOf(text);
            while (at < 0) {
                long left = Duration.between(Instant.now(), deadline).toMillis();
                if (left <= 0) {
                    throw new AssertionError("not shown: " + text + "\nwhat was: " + shown);
                }
                shown.wait(left);
                at = shown.indexOf(text);
            }
            String before = shown.substring(0, at + text.length());
            shown.delete(0, at + text.length());
            return before;
        }
    }

    /** Waits for the end of the program: its exit code. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end; what was shown: " + shown);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
