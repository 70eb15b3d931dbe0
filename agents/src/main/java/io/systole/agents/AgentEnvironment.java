package io.systole.agents;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where agents are found and what every one of them is given.
 *
 * @param node the name of this node
 * @param ocfRoots searched in this order; each holds {@code resource.d/PROVIDER/TYPE}, and may be named
 *     with or without {@code resource.d}
 * @param commands the directory with the commands that agents call ({@code HA_SBIN_DIR})
 * @param scratch the directory that agents keep their state files in until the host's next start ({@code HA_RSCTMP})
 * @param variables more variables, which win over those that Systole sets of its own accord
 * @param outputMax the bytes kept of each of an operation's two outputs
 */
public record AgentEnvironment(
        String node,
        List<Path> ocfRoots,
        Path commands,
        Path scratch,
        SortedMap<String, String> variables,
        int outputMax) {
    static final String RESOURCE_D = "resource.d";
    public static final int OUTPUT_MAX = 16 * 1024;

    public AgentEnvironment {
        ocfRoots = ocfRoots.stream()
                .map(root -> root.endsWith(RESOURCE_D) && root.getParent() != null ? root.getParent() : root)
                .toList();
        variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    }

    /** The environment of a node that keeps what the jar brings along in {@code state}. */
    public static AgentEnvironment of(String node, ShippedAgents shipped, Path scratch, Map<String, String> variables) {
        return new AgentEnvironment(
                node,
                List.of(shipped.ocfRoot(), Path.of("/usr/lib/ocf")),
                shipped.commands(),
                scratch,
                new TreeMap<>(variables),
                OUTPUT_MAX);
    }
}
