package io.systole.runtime.config;

import io.systole.agents.AgentPlaces;
import io.systole.agents.SystemdPlace;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where resource agents are looked for: the first directory that has one wins; those that Systole brings come last.
 *
 * @param places by class
 * @param secretsDirectories where secrets lie besides the node's own directory of them
 * @param pluginDirectory where plugins with agents in Java are
 * @param operationsMax how many agents one node runs at a time; 0: twice the number of processors
 */
public record AgentsConfig(AgentPlaces places, Path pluginDirectory, int operationsMax, List<Path> secretsDirectories) {
    public AgentsConfig {
        secretsDirectories = List.copyOf(secretsDirectories);
        new Check()
                .that(
                        places.ocfRoots().stream().allMatch(Path::isAbsolute),
                        "ocf-roots",
                        places.ocfRoots(),
                        "must be absolute paths")
                .that(
                        places.initScripts().isAbsolute(),
                        "init-directory",
                        places.initScripts(),
                        "must be an absolute path")
                .that(
                        places.heartbeatScripts().isAbsolute(),
                        "heartbeat-directory",
                        places.heartbeatScripts(),
                        "must be an absolute path")
                .that(
                        places.systemd().bus().isEmpty()
                                || places.systemd().bus().startsWith("unix:path=/"),
                        "systemd-bus",
                        places.systemd().bus(),
                        "must be unix:path= and an absolute path, or empty")
                .that(
                        places.systemd().units().isAbsolute(),
                        "systemd-directory",
                        places.systemd().units(),
                        "must be an absolute path")
                .that(pluginDirectory.isAbsolute(), "plugin-directory", pluginDirectory, "must be an absolute path")
                .that(
                        secretsDirectories.stream().allMatch(Path::isAbsolute),
                        "secrets-directories",
                        secretsDirectories,
                        "must be absolute paths")
                .between("operations-max", operationsMax, 0, 1000)
                .orThrow();
    }

    static AgentsConfig from(Section section) {
        return new AgentsConfig(
                new AgentPlaces(
                        section.paths("ocf-roots"),
                        section.path("init-directory"),
                        section.path("heartbeat-directory"),
                        new SystemdPlace(section.text("systemd-bus"), section.path("systemd-directory"))),
                section.path("plugin-directory"),
                section.integer("operations-max"),
                section.paths("secrets-directories"));
    }

    /** All directories with secrets: the node's own comes first. */
    public List<Path> secretsDirectories(Path state) {
        return Stream.concat(Stream.of(state.resolve("secrets")), secretsDirectories.stream())
                .toList();
    }
}
