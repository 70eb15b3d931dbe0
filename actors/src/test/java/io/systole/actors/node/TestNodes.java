package io.systole.actors.node;

import io.systole.actors.remote.RemoteSettings;
import io.systole.cib.NodeName;
import io.systole.splitbrain.core.QuorumSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Node lists on free ports of the loopback interface. */
final class TestNodes {
    private TestNodes() {}

    static List<NodeAddress> addresses(String... names) {
        List<NodeAddress> addresses = new ArrayList<>();
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (String name : names) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(socket);
                addresses.add(new NodeAddress(new NodeName(name), List.of("127.0.0.1"), socket.getLocalPort()));
            }
            for (ServerSocket socket : held) socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return addresses;
    }

    static NodeSettings settings(String cluster, String self, List<NodeAddress> nodes, Path directory) {
        return settings(cluster, self, nodes, directory, FailureProfile.DEFAULT);
    }

    static NodeSettings settings(
            String cluster, String self, List<NodeAddress> nodes, Path directory, FailureProfile profile) {
        return settings(cluster, self, nodes, oneVoteEach(nodes), directory, profile);
    }

    static QuorumSettings oneVoteEach(List<NodeAddress> nodes) {
        return QuorumSettings.oneVoteEach(nodes.stream().map(NodeAddress::name).toList());
    }

    static NodeSettings settings(
            String cluster,
            String self,
            List<NodeAddress> nodes,
            QuorumSettings quorum,
            Path directory,
            FailureProfile profile) {
        return new NodeSettings(
                cluster,
                new NodeName(self),
                nodes,
                quorum,
                profile,
                directory.resolve(self).resolve("state"),
                directory.resolve(self).resolve("run"),
                List.of(),
                List.of(),
                directory.resolve(self).resolve("commands"),
                2,
                SelfFencing.How.PROCESS,
                Duration.ofSeconds(30),
                RemoteSettings.none(cluster));
    }

    /** The same for a node that does that when the others hold it for dead. */
    static NodeSettings expelled(NodeSettings of, WhenExpelled what) {
        return new NodeSettings(
                of.clusterName(),
                of.self(),
                of.nodes(),
                of.quorum(),
                of.profile(),
                of.stateDirectory(),
                of.runDirectory(),
                of.agentPlaces(),
                of.javaAgents(),
                of.fenceAgentDirectories(),
                of.agentCommands(),
                of.agentsMax(),
                of.selfFence(),
                what,
                of.shutdownEscalation(),
                of.secretsDirectories(),
                of.remotes(),
                of.fenceWatch(),
                of.arbiter());
    }
}
