package io.systole.runtime.host;

import io.systole.cib.AgentName;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.doctor.HostFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Which version of an agent that is a file is installed here. Units and agents in Java are no files of their own. */
final class AgentDigests {
    private final SystoleConfig config;
    private final Path unpacked;

    AgentDigests(SystoleConfig config) {
        this.config = config;
        this.unpacked = config.directories().run().resolve("agents");
    }

    /** Empty where this cannot be told by a file. */
    Optional<String> of(AgentName agent) {
        List<Path> places = places(agent);
        if (places.isEmpty()) {
            return Optional.empty();
        }
        for (Path place : places) {
            try {
                if (Files.isRegularFile(place)) {
                    return Optional.of(Digest.of(Files.readAllBytes(place)));
                }
            } catch (IOException unreadable) {
                return Optional.of("unreadable");
            }
        }
        return Optional.of(HostFacts.ABSENT);
    }

    private List<Path> places(AgentName agent) {
        var places = new ArrayList<Path>();
        switch (agent.resourceClass()) {
            case "ocf" -> {
                var roots = new ArrayList<>(config.agents().places().ocfRoots());
                roots.add(unpacked.resolve("ocf"));
                String provider = Objects.requireNonNullElse(agent.provider(), "heartbeat");
                roots.forEach(root ->
                        places.add(root.resolve("resource.d").resolve(provider).resolve(agent.type())));
            }
            case "lsb" -> places.add(config.agents().places().initScripts().resolve(agent.type()));
            case "heartbeat" ->
                places.add(config.agents().places().heartbeatScripts().resolve(agent.type()));
            case "stonith" -> {
                if (agent.type().startsWith("fence_")) {
                    config.fencing()
                            .agentDirectories()
                            .forEach(directory -> places.add(directory.resolve(agent.type())));
                    places.add(unpacked.resolve(agent.type()));
                }
            }
            default -> {
                // A unit, or a class of agents that nobody runs.
            }
        }
        return isJava(agent) ? List.of() : places;
    }

    private boolean isJava(AgentName agent) {
        Path told = config.directories().run().resolve("java-agents").resolve(agent.toString() + ".xml");
        return Files.exists(told)
                || agent.type().equals("fence_watchdog")
                || agent.type().equals("fence_sbd_systole");
    }
}
