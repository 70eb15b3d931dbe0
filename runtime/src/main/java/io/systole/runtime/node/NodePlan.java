package io.systole.runtime.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.systole.actors.config.PekkoConfig;
import io.systole.actors.node.ArbiterPlan;
import io.systole.actors.node.FenceWatch;
import io.systole.actors.node.NodeAddress;
import io.systole.actors.node.NodeSettings;
import io.systole.actors.remote.RemoteSettings;
import io.systole.actors.remote.core.SharedKey;
import io.systole.agents.ShippedAgents;
import io.systole.cib.NodeName;
import io.systole.runtime.config.ArbiterConfig;
import io.systole.runtime.config.HeuristicsConfig;
import io.systole.runtime.config.NodeEntry;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.tls.files.ArbiterDirectory;
import io.systole.splitbrain.arbiter.ArbiterAddress;
import io.systole.splitbrain.arbiter.core.ArbiterSettings;
import io.systole.splitbrain.core.QuorumSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Turns the configuration into what the actors and Pekko are told. */
final class NodePlan {
    /** Between attempts to connect with the arbiter. */
    private static final Duration ARBITER_AGAIN = Duration.ofSeconds(1);

    private NodePlan() {}

    static NodeSettings settings(SystoleConfig config, ShippedAgents agents, Path fenceAgents, ProgramAgents program)
            throws NodeNotStarted {
        SharedKey key = RemoteKey.orNone(config.remote().keyFile());
        return new NodeSettings(
                config.clusterName(),
                new NodeName(config.nodeName()),
                config.nodes().stream().map(NodePlan::address).toList(),
                quorum(config),
                config.failureProfile(),
                config.directories().state(),
                config.directories().run(),
                config.agents().places().withOcfRoot(agents.ocfRoot()),
                program.agents(),
                Stream.concat(config.fencing().agentDirectories().stream(), Stream.of(fenceAgents))
                        .toList(),
                agents.commands(),
                config.agents().operationsMax(),
                config.fencing().selfFence(),
                config.fencing().whenExpelled(),
                config.shutdown().escalation(),
                config.agents().secretsDirectories(config.directories().state()),
                new RemoteSettings(config.clusterName(), key, config.remote().silence()),
                new FenceWatch(
                        config.fencing().checkInterval(),
                        bootId(config.fencing().bootIdFile()),
                        program.fenceAgents(),
                        config.fencing().raceDelay()),
                config.quorum().arbiter().map(known -> arbiter(config, known)).orElse(null));
    }

    private static ArbiterPlan arbiter(SystoleConfig config, ArbiterConfig arbiter) {
        var heuristics = arbiter.heuristics();
        var settings = new ArbiterSettings(
                config.clusterName(),
                new NodeName(config.nodeName()),
                quorum(config).nodes(),
                arbiter.algorithm(),
                arbiter.ties(),
                arbiter.keepActive(),
                arbiter.heartbeat(),
                ARBITER_AGAIN,
                heuristics.isOn()
                        ? new ArbiterSettings.HeuristicsRules(
                                heuristics.mode() == HeuristicsConfig.Mode.ON ? heuristics.interval() : null)
                        : null);
        var address = new ArbiterAddress(
                arbiter.host(),
                arbiter.port(),
                arbiter.connectTimeout(),
                arbiter.tls(),
                new ArbiterDirectory(arbiter.certificates()));
        return new ArbiterPlan(settings, address, heuristics.commands(), heuristics.timeout());
    }

    /** Empty where it cannot be read: then nothing is proved by it, and nothing refuted. */
    private static String bootId(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            return "";
        }
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

    /** Who votes, and by which rule. */
    static QuorumSettings quorum(SystoleConfig config) {
        var votes = new TreeMap<NodeName, Integer>();
        config.nodes().forEach(node -> votes.put(new NodeName(node.name()), node.votes()));
        return config.quorum().settings(votes);
    }
}
