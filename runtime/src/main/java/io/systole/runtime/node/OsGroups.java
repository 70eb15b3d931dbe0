package io.systole.runtime.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The groups of a user by the host's user database, which may lie in a network. */
final class OsGroups {
    private static final int SECONDS_MAX = 5;

    private OsGroups() {}

    /** Empty where the user is not known, or the database does not answer in time. */
    static List<String> of(String user) throws IOException {
        var process = new ProcessBuilder("id", "-Gn", "--", user)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                return List.of();
            }
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.exitValue() == 0
                    ? Arrays.stream(text.strip().split("\\s+"))
                            .filter(name -> !name.isEmpty())
                            .toList()
                    : List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            process.destroyForcibly();
        }
    }
}
