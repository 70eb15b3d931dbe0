package io.systole.runtime.config;

import java.nio.file.Path;
import java.util.List;

/** Where fence agents are looked for: the first directory that has one wins; those that Systole brings come last. */
public record FencingConfig(List<Path> agentDirectories) {
    public FencingConfig {
        agentDirectories = List.copyOf(agentDirectories);
        new Check()
                .that(
                        agentDirectories.stream().allMatch(Path::isAbsolute),
                        "agent-directories",
                        agentDirectories,
                        "must be absolute paths")
                .orThrow();
    }

    static FencingConfig from(Section section) {
        return new FencingConfig(section.paths("agent-directories"));
    }
}
