package io.systole;

import com.typesafe.config.Config;
import io.systole.fencing.JavaFenceAgent;
import io.systole.runtime.access.AccessFile;
import io.systole.runtime.config.ConfigFile;
import io.systole.runtime.config.ConfigRefused;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.node.NodeNotStarted;
import io.systole.runtime.node.RunningNode;
import java.util.Map;
import java.util.Optional;

/**
 * One node of a cluster inside this program. It runs from {@code start} on; {@code close} has its resources moved off and
 * leaves the cluster. It may also end by itself, when the others have cut it off.
 *
 * <pre>{@code
 * try (var node = Systole.start(ConfigFactory.parseFile(new File("/etc/systole/systole.conf")))) {
 *     ...
 * }
 * }</pre>
 */
public final class Systole implements AutoCloseable {
    private final RunningNode node;

    Systole(RunningNode node) {
        this.node = node;
    }

    /** Starts this host's node of the configuration, which is everything that stands under {@code systole}. */
    public static Systole start(Config config) throws ConfigRefused, NodeNotStarted {
        return start(ConfigFile.from(config, Optional.empty()));
    }

    /** Starts the node that the configuration was read for. */
    public static Systole start(SystoleConfig config) throws NodeNotStarted {
        return new Systole(RunningNode.start(config));
    }

    /**
     * The same with fence agents that are objects of this program: a resource of class stonith whose type is one of these
     * names is driven by it. Every node that is to use such a device has to bring the agent.
     */
    public static Systole start(Config config, Map<String, JavaFenceAgent> fenceAgents)
            throws ConfigRefused, NodeNotStarted {
        var embedding = with(config);
        fenceAgents.forEach(embedding::fenceAgent);
        return embedding.start();
    }

    /** This host's node of the configuration, with agents that this program brings; {@code start} starts it. */
    public static Embedding with(Config config) {
        return new Embedding(config);
    }

    /** Where its HTTP interface is, and the token that opens it. */
    public AccessFile access() {
        return node.access();
    }

    /** The CIB of the cluster, to be read and changed. */
    public ClusterCib cib() {
        return new ClusterCib(node);
    }

    /** From now on, when this process is told to end (SIGTERM, SIGINT), the node leaves first. */
    public void closeOnSignals() {
        node.leaveOnSignals();
    }

    /** Waits until the node has ended; true when it was asked to, false when it was cut off. */
    public boolean awaitEnd() throws InterruptedException {
        return node.awaitEnd();
    }

    /** Leaves: resources are moved off first, which takes as long as they take to stop, but for the escalation time. */
    @Override
    public void close() {
        node.leave();
    }
}
