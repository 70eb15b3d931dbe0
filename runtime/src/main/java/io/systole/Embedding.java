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
import java.util.regex.Pattern;

/**
 * A node that is about to be started inside this program, with what the program brings. Not for several threads.
 *
 * <pre>{@code
 * var node = Systole.with(config)
 *         .resourceAgent(new Counter())
 *         .fenceAgent("pdu", new Pdu())
 *         .singleton("report-job", turn -> { while (turn.waitFor(Duration.ofHours(1))) report(); })
 *         .start();
 * }</pre>
 */
public final class Embedding {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,62}");

    private final Config config;
    private final List<ResourceAgent> agents = new ArrayList<>();
    private final SortedMap<String, JavaFenceAgent> fenceAgents = new TreeMap<>();
    private final SortedMap<String, SingletonTask> singletons = new TreeMap<>();

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
     * Code that runs on one live node at a time. Where the cluster has no resource for it, one is added: a primitive of
     * that name, of class ocf:systole:Singleton, which may be changed and constrained like any other. That the code does
     * not run on two nodes rests on fencing, as for every resource; without it, a node that is cut off goes on for a while.
     *
     * @param name of the resource, too: letters, digits, hyphens, dots and underscores, a letter first
     */
    public Embedding singleton(String name, SingletonTask task) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the singleton \"" + name
                            + "\": its name must be 1 to 63 letters, digits, hyphens, dots and underscores, and begin with a letter");
        }
        if (singletons.putIfAbsent(name, task) != null) {
            throw new IllegalArgumentException("the singleton " + name + ": one is there already");
        }
        return this;
    }

    /**
     * Starts the node.
     *
     * @throws IllegalArgumentException if two agents have one name, or one cannot say what it is
     */
    public Systole start() throws ConfigRefused, NodeNotStarted {
        var all = new ArrayList<>(agents);
        if (!singletons.isEmpty()) {
            all.add(new SingletonAgent(singletons));
        }
        var program = new ProgramAgents(JavaAgents.of(all), fenceAgents);
        var node = RunningNode.start(ConfigFile.from(config, Optional.empty()), program);
        SingletonSetup.begin(node, List.copyOf(singletons.keySet()));
        return new Systole(node);
    }
}
