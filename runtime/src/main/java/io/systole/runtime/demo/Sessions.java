package io.systole.runtime.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Starts a process in a session of its own, where the machine has the command for that (Linux has). */
final class Sessions {
    private Sessions() {}

    static List<String> prefix() {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return Arrays.stream(path.split(":"))
                .map(directory -> Path.of(directory, "setsid"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .map(List::of)
                .orElse(List.of());
    }
}
