package io.systole.actors.node;

import io.systole.actors.remote.RemoteSettings;
import io.systole.agents.AgentPlaces;
import io.systole.agents.code.JavaAgents;
import io.systole.cib.NodeName;
import io.systole.splitbrain.core.QuorumSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that a node is told at its start, the same on every host but for {@code self} and the directories.
 * <ul>
 *   <li>Invariant: {@code nodes} names each node once, in the order of the names, {@code self} among them.
 *   <li>{@code agentPlaces}: where the host has its resource agents.
 *   <li>{@code javaAgents}: the agents that are objects of this program.
 *   <li>{@code agentCommands}: where agents find crm_attribute and its kin (HA_SBIN_DIR).
 *   <li>{@code agentsMax}: how many agents may run at once; 0 for twice the processors.
 *   <li>{@code selfFence}: what becomes of a node without quorum where no-quorum-policy is fence.
 *   <li>{@code whenExpelled}: what becomes of a node that the others hold for dead.
 *   <li>{@code fenceWatch}: how fence devices are held to what they promise.
 *   <li>{@code remotes}: what connections to remote nodes need.
 *   <li>{@code shutdownEscalation}: how long leaving waits for the resources to be moved off.
 *   <li>{@code arbiter}: the arbiter that has votes, too; null without.
 *   <li>{@code secretsDirectories}: where values of parameters lie that the CIB has as {@code lrm://}; the first that
 *       has one wins.
 * </ul>
 */
public record NodeSettings(
        String clusterName,
        NodeName self,
        List<NodeAddress> nodes,
        QuorumSettings quorum,
        FailureProfile profile,
        Path stateDirectory,
        Path runDirectory,
        AgentPlaces agentPlaces,
        JavaAgents javaAgents,
        List<Path> fenceAgentDirectories,
        Path agentCommands,
        int agentsMax,
        SelfFencing.How selfFence,
        WhenExpelled whenExpelled,
        Duration shutdownEscalation,
        List<Path> secretsDirectories,
        RemoteSettings remotes,
        FenceWatch fenceWatch,
        @Nullable ArbiterPlan arbiter) {

    /** The same without an arbiter, with secrets in the state directory alone, and fence devices not watched; an expelled node leaves. */
    public NodeSettings(
            String clusterName,
            NodeName self,
            List<NodeAddress> nodes,
            QuorumSettings quorum,
            FailureProfile profile,
            Path stateDirectory,
            Path runDirectory,
            List<Path> ocfRoots,
            List<Path> fenceAgentDirectories,
            Path agentCommands,
            int agentsMax,
            SelfFencing.How selfFence,
            Duration shutdownEscalation,
            RemoteSettings remotes) {
        this(
                clusterName,
                self,
                nodes,
                quorum,
                profile,
                stateDirectory,
                runDirectory,
                AgentPlaces.usual(ocfRoots),
                JavaAgents.none(),
                fenceAgentDirectories,
                agentCommands,
                agentsMax,
                selfFence,
                WhenExpelled.LEAVE,
                shutdownEscalation,
                List.of(stateDirectory.resolve("secrets")),
                remotes,
                FenceWatch.none(),
                null);
    }

    public NodeSettings {
        secretsDirectories = List.copyOf(secretsDirectories);
        nodes = nodes.stream().sorted(Comparator.comparing(NodeAddress::name)).toList();
        fenceAgentDirectories = List.copyOf(fenceAgentDirectories);
        Set<NodeName> names = new HashSet<>();
        Set<String> places = new HashSet<>();
        for (NodeAddress node : nodes) {
            if (!names.add(node.name())) {
                throw new IllegalArgumentException("nodes: the name " + node.name() + " is taken twice");
            }
            if (!places.add(node.host() + ":" + node.port())) {
                throw new IllegalArgumentException(
                        "nodes: " + node.name() + " has the address of another, " + node.host() + ":" + node.port());
            }
        }
        if (!names.contains(self)) {
            throw new IllegalArgumentException("nodes: this node, " + self + ", is not in the list");
        }
        if (!quorum.nodes().equals(nodes.stream().map(NodeAddress::name).toList())) {
            throw new IllegalArgumentException(
                    "quorum: votes are given for " + quorum.nodes() + ", nodes are " + names);
        }
    }

    public NodeAddress selfAddress() {
        return address(self);
    }

    public NodeAddress address(NodeName name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no node is called " + name));
    }
}
