package io.systole.agents;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a host has its agents, by class.
 *
 * @param ocfRoots searched in this order; each holds {@code resource.d/PROVIDER/TYPE}, and may be named with or without
 *     {@code resource.d}
 * @param initScripts the directory of the init scripts (class {@code lsb})
 * @param heartbeatScripts the directory of Heartbeat's classic resource scripts (class {@code heartbeat})
 * @param systemd where units are managed (class {@code systemd})
 */
public record AgentPlaces(List<Path> ocfRoots, Path initScripts, Path heartbeatScripts, SystemdPlace systemd) {
    static final String RESOURCE_D = "resource.d";

    public AgentPlaces {
        ocfRoots = ocfRoots.stream()
                .map(root -> root.endsWith(RESOURCE_D) && root.getParent() != null ? root.getParent() : root)
                .toList();
    }

    /** The same with one more root of OCF agents, looked into last. */
    public AgentPlaces withOcfRoot(Path root) {
        return new AgentPlaces(
                Stream.concat(ocfRoots.stream(), Stream.of(root)).toList(), initScripts, heartbeatScripts, systemd);
    }

    /** These roots of OCF agents, and the scripts where every distribution has them. */
    public static AgentPlaces usual(List<Path> ocfRoots) {
        return new AgentPlaces(ocfRoots, Path.of("/etc/init.d"), Path.of("/etc/ha.d/resource.d"), SystemdPlace.usual());
    }
}
