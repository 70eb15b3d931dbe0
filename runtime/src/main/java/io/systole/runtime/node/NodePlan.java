package io.systole.runtime.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.systole.actors.config.PekkoConfig;
import io.systole.actors.node.NodeAddress;
import io.systole.actors.node.NodeSettings;
import io.systole.agents.ShippedAgents;
import io.systole.cib.NodeName;
import io.systole.runtime.config.NodeEntry;
import io.systole.runtime.config.QuorumConfig.WaitForAll;
import io.systole.runtime.config.SystoleConfig;
import io.systole.splitbrain.core.QuorumSettings;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Turns the configuration into what the actors and Pekko are told. */
final class NodePlan {
    private NodePlan() {}

    static NodeSettings settings(SystoleConfig config, ShippedAgents agents, Path fenceAgents) {
        return new NodeSettings(
                config.clusterName(),
                new NodeName(config.nodeName()),
                config.nodes().stream().map(NodePlan::address).toList(),
                quorum(config),
                config.failureProfile(),
                config.directories().state(),
                config.directories().run(),
                Stream.concat(config.agents().ocfRoots().stream(), Stream.of(agents.ocfRoot()))
                        .toList(),
                Stream.concat(config.fencing().agentDirectories().stream(), Stream.of(fenceAgents))
                        .toList(),
                agents.commands(),
                config.agents().operationsMax(),
                config.fencing().selfFence(),
                config.shutdown().escalation());
    }

    /**
     * The whole configuration of the actor system. An {@code application.conf} of a program that embeds a node is left
     * aside; the JVM's system properties count, for experts.
     */
    static Config pekko(NodeSettings settings) {
        return ConfigFactory.defaultOverrides()
                .withFallback(PekkoConfig.of(settings))
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
    }

    private static NodeAddress address(NodeEntry node) {
        return new NodeAddress(new NodeName(node.name()), node.addresses(), node.port());
    }

    private static QuorumSettings quorum(SystoleConfig config) {
        var votes = new TreeMap<NodeName, Integer>();
        config.nodes().forEach(node -> votes.put(new NodeName(node.name()), node.votes()));
        var wish = config.quorum().waitForAll();
        return new QuorumSettings(votes, wish == WaitForAll.ON || (wish == WaitForAll.AUTO && votes.size() == 2));
    }
}
