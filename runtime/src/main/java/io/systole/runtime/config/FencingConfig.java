package io.systole.runtime.config;

import io.systole.actors.node.SelfFencing;
import java.nio.file.Path;
import java.util.List;

/**
 * Where fence agents are looked for: the first directory that has one wins; those that Systole brings come last. And what a
 * node without quorum does to itself where no-quorum-policy is fence.
 */
public record FencingConfig(List<Path> agentDirectories, SelfFencing.How selfFence) {
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
        return new FencingConfig(
                section.paths("agent-directories"), section.oneOf("self-fence", SelfFencing.How.class));
    }
}
