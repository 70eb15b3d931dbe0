package io.systole.actors.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One of the commands that agents call, as an agent of a node would. */
record NodeCommand(int code, String out, String err) {
    static NodeCommand run(Path commands, String name, String... arguments) {
        var words = new ArrayList<>(List.of(commands.resolve(name).toString()));
        words.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(words).start();
            process.getOutputStream().close();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(words + " does not end");
            }
            return new NodeCommand(
                    process.exitValue(),
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                    new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
