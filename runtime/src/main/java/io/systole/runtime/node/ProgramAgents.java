package io.systole.runtime.node;

import io.systole.agents.code.JavaAgents;
import io.systole.fencing.JavaFenceAgent;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The agents that the program brings which embeds a node.
 *
 * @param agents those of resources
 * @param fenceAgents by the name that the CIB has for their type
 */
public record ProgramAgents(JavaAgents agents, SortedMap<String, JavaFenceAgent> fenceAgents) {
    public ProgramAgents {
        fenceAgents = Collections.unmodifiableSortedMap(new TreeMap<>(fenceAgents));
    }

    /** The same and others, which the host has; of two of one name the program's is used. */
    ProgramAgents and(JavaAgents others) {
        return new ProgramAgents(agents.and(others), fenceAgents);
    }

    public static ProgramAgents none() {
        return new ProgramAgents(JavaAgents.none(), new TreeMap<>());
    }
}
