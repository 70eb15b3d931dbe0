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
 * @param commands the directory with the commands that agents call, first in their path ({@code HA_SBIN_DIR})
 * @param scratch the directory that agents keep their state files in until the host's next start ({@code HA_RSCTMP})
 * @param variables more variables, which win over those that Systole sets of its own accord
 * @param outputMax the bytes kept of each of an operation's two outputs
 */
public record AgentEnvironment(
        String node,
        AgentPlaces places,
        Path commands,
        Path scratch,
        SortedMap<String, String> variables,
        int outputMax) {
    public static final int OUTPUT_MAX = 16 * 1024;

    public AgentEnvironment {
        variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    }

    /** OCF agents below these roots, and scripts in their usual places. */
    public AgentEnvironment(
            String node,
            List<Path> ocfRoots,
            Path commands,
            Path scratch,
            SortedMap<String, String> variables,
            int outputMax) {
        this(node, AgentPlaces.usual(ocfRoots), commands, scratch, variables, outputMax);
    }

    /**
     * Where agents keep their state: where this process' own environment says it ({@code HA_RSCTMP}), as another cluster
     * manager on this host may have started what runs; else the usual place.
     */
    public static Path scratch(Path usual) {
        String said = System.getenv("HA_RSCTMP");
        return said == null || said.isEmpty() ? usual : Path.of(said);
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

    /** What every agent finds set, whatever its class: who runs it, and where the host has its programs. */
    SortedMap<String, String> common() {
        var common = new TreeMap<String, String>();
        common.put("PCMK_service", "systole");
        common.put("SYSTOLE_NODE", node);
        common.put(
                "PATH",
                commands + ":" + System.getenv().getOrDefault("PATH", "/bin")
                        + ":/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin");
        return common;
    }
}
