package io.systole.runtime.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The file to which all agents of all nodes append. */
record AgentLog(Path file) {
    List<AgentLine> lines() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        return Files.readAllLines(file).stream()
                .map(AgentLine::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    Scene scene() throws IOException {
        return Scene.of(lines());
    }
}
