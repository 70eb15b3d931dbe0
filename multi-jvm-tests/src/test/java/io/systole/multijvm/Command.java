package io.systole.multijvm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs one command of the machine to its end. */
final class Command {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** What a command answered; {@code exit} is -1 when it was killed at the time limit. */
    record Answer(List<String> command, int exit, String out, String err) {
        boolean ok() {
            return exit == 0;
        }

        String text() {
            return String.join(" ", command) + "\nexit " + exit + "\n" + out + err;
        }
    }

    private Command() {}

    static Answer run(List<String> command) {
        return run(command, LIMIT);
    }

    static Answer run(String... command) {
        return run(List.of(command), LIMIT);
    }

    static Answer run(List<String> command, Duration limit) {
        try {
            var process = new ProcessBuilder(command).start();
            process.getOutputStream().close();
            var out = read(process.getInputStream());
            var err = read(process.getErrorStream());
            var ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            return new Answer(command, ended ? process.exitValue() : -1, out.join(), err.join());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + command, interrupted);
        }
    }

    /** The output of a command that has to succeed. */
    static String output(String... command) {
        var answer = run(command);
        if (!answer.ok()) {
            throw new IllegalStateException(answer.text());
        }
        return answer.out().strip();
    }

    /** Whether the program is on the path, looked for as the shell does. */
    static boolean isInstalled(String program) {
        return run("sh", "-c", "command -v -- \"$1\" >/dev/null", "sh", program).ok();
    }

    static List<String> joined(List<String> first, List<String> then) {
        var all = new ArrayList<>(first);
        all.addAll(then);
        return List.copyOf(all);
    }

    private static CompletableFuture<String> read(InputStream stream) {
        return CompletableFuture.supplyAsync(() -> {
            try (stream) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }
}
