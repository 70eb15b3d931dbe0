package io.systole;

import com.typesafe.config.Config;
import io.systole.agents.ResourceAgent;
import io.systole.agents.code.JavaAgents;
import io.systole.fencing.JavaFenceAgent;
import io.systole.runtime.config.ConfigFile;
import io.systole.runtime.config.ConfigRefused;
import io.systole.runtime.node.NodeNotStarted;
import io.systole.runtime.node.ProgramAgents;
import io.systole.runtime.node.RunningNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A node that is about to be started inside this program, with what the program brings. Not for several threads.
 *
 * <pre>{@code
 * var node = Systole.with(config)
 *         .resourceAgent(new Counter())
 *         .fenceAgent("pdu", new Pdu())
 *         .start();
 * }</pre>
 */
public final class Embedding {
    private final Config config;
    private final List<ResourceAgent> agents = new ArrayList<>();
    private final SortedMap<String, JavaFenceAgent> fenceAgents = new TreeMap<>();

    Embedding(Config config) {
        this.config = config;
    }

    /**
     * Resources of class ocf with the provider and the type of its profile are driven by this agent, on the nodes whose
     * programs bring it; on others it counts as not installed.
     */
    public Embedding resourceAgent(ResourceAgent agent) {
        agents.add(agent);
        return this;
    }

    /** Resources of class stonith of this type are driven by this agent. Every node that is to use one has to bring it. */
    public Embedding fenceAgent(String type, JavaFenceAgent agent) {
        fenceAgents.put(type, agent);
        return this;
    }

    /**
     * Starts the node.
     *
     * @throws IllegalArgumentException if two agents have one name, or one cannot say what it is
     */
    public Systole start() throws ConfigRefused, NodeNotStarted {
        var program = new ProgramAgents(JavaAgents.of(agents), fenceAgents);
        return new Systole(RunningNode.start(ConfigFile.from(config, Optional.empty()), program));
    }
}
