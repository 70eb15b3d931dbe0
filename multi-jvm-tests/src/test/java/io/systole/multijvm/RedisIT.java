package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Redis with two replicas by Debian's own agent, as in conf/examples/redis. One client uses the master all the time; another
 * writes, and counts as acknowledged only what both replicas have confirmed.
 */
class RedisIT {
    private static final String PASSWORD = "secret";
    /** Prints 1 (added), by how many replicas that was confirmed, and the name that the test gave the server. */
    private static final String WRITE =
            "set -- $(printf 'SADD entries %s\\nWAIT %s 400\\nCONFIG GET replica-announce-ip\\n'"
                    + " | redis-cli -h " + NamespaceCluster.VIRTUAL_ADDRESS + " -a " + PASSWORD
                    + " --no-auth-warning) && [ \"$1\" = 1 ] && [ \"$2\" -ge %s ] && echo \"$4\"";

    @BeforeAll
    static void needsRootAndNamespacesAndRedis() {
        Obstacles.skipUnlessNamespaces();
        Obstacles.skipUnlessInstalled(List.of("redis-server", "redis-cli"));
    }

    @Test
    void aReplicaIsPromotedWithAllThatItConfirmedAndTheLostHostComesBackAsAReplica() throws IOException {
        // Judged is the service, not how soon a silent node is missed: this profile waits for who lacks a processor.
        var cluster = NamespaceCluster.create("wan");
        cluster.disks().own("/etc/redis", "/var/lib/redis", "/var/log/redis");
        try (cluster;
                var masters =
                        OwnerWatch.role("a master", RedisIT::signsOfMaster, Duration.ofMillis(50), cluster::hosts)) {
            try {
                crashAndReturn(ServiceStage.boot(cluster));
                assertThat(masters.disasters())
                        .as("two masters\n" + masters.changes())
                        .isEmpty();
            } catch (Throwable failure) {
                System.out.println("FAILED\n" + cluster.story() + "\nmasters: " + masters.changes());
                throw failure;
            }
        }
        Harness.deleteTree(cluster.directory());
    }

    private static void crashAndReturn(ServiceStage stage) throws IOException {
        var cluster = stage.cluster();
        stage.load(Example.of("redis").file("redis.conf", "/etc/redis/systole.conf"));
        var numbers = cluster.directory().resolve("numbers.record");
        var redis = new Redis(stage, cluster.directory().resolve("client.record"));
        var first = stage.awaitHome("from the start", redis, cluster.names());
        redis.awaitReplicas(first, 2);
        cluster.names().forEach(name -> ask(cluster, name, "CONFIG", "SET", "replica-announce-ip", name));
        cluster.clients().repeat("client", "sh", "-c", WRITE.formatted("client-'$$'", "1", "1"));
        cluster.clients().start("numbers", RowClient.class, "sh", "-c", WRITE.formatted("%n", "2", "2"));
        stage.awaitServed(redis, first);
        stage.await(
                "numbers are written", () -> RowClient.acknowledgedBy(numbers).size() >= 50);

        var second = stage.crash(redis, first);
        var acknowledged = RowClient.acknowledgedBy(numbers);
        assertThat(entries(cluster, second)).as("what the new master has").containsAll(acknowledged);

        redis.awaitReplicas(second, 2);
        var before = RowClient.acknowledgedBy(numbers).size();
        stage.await(
                "what is written is on both replicas again",
                () -> RowClient.acknowledgedBy(numbers).size() > before);
        var seen = RowClient.acknowledgedBy(numbers);
        for (var host : cluster.names()) {
            assertThat(entries(cluster, host)).as("what " + host + " has").containsAll(seen);
        }
        assertThat(stage.awaitHome("in the end", redis, cluster.names())).isEqualTo(second);
        stage.judge();
        stage.judgeClient(redis);
        System.out.printf("%d numbers confirmed by all, all of them on all three hosts%n", seen.size());
    }

    /** The numbers that the host's server has, without what the other client wrote. */
    private static SortedSet<Long> entries(NamespaceCluster cluster, String host) {
        return RowClient.numbers(ask(cluster, host, "SMEMBERS", "entries").replaceAll("(?m)^client-.*\n", ""));
    }

    private static String ask(NamespaceCluster cluster, String host, String... question) {
        var command = Command.joined(
                List.of("redis-cli", "-s", "/run/redis/redis.sock", "-a", PASSWORD, "--no-auth-warning"),
                List.of(question));
        var answer = cluster.host(host).run(command.toArray(String[]::new));
        if (!answer.ok() || answer.out().startsWith("(error)")) {
            throw new IllegalStateException(answer.text());
        }
        return answer.out();
    }

    /** What the server on the host says of its role, if it is that of a master. */
    private static List<String> signsOfMaster(Host host) {
        var socket = UnixDomainSocketAddress.of("/proc/" + host.init() + "/root/run/redis/redis.sock");
        try (var channel = SocketChannel.open(socket)) {
            var question = "AUTH " + PASSWORD + "\r\nINFO replication\r\nQUIT\r\n";
            channel.write(ByteBuffer.wrap(question.getBytes(StandardCharsets.US_ASCII)));
            var answer = ByteBuffer.allocate(16_384);
            while (channel.read(answer) > 0) {
                // until it hangs up
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> line.equals("role:master"))
                    .toList();
        } catch (IOException noServer) {
            return List.of();
        }
    }

    private record Redis(ServiceStage stage, Path record) implements ServiceStage.Service {
        @Override
        public String name() {
            return "Redis";
        }

        @Override
        public boolean runsOn(String host) throws IOException {
            return stage.cluster().isOn(host)
                    && !signsOfMaster(stage.cluster().host(host)).isEmpty()
                    && SafetyRules.replay(stage.cluster().events())
                            .nodesOf("address")
                            .equals(List.of(host));
        }

        void awaitReplicas(String master, int count) {
            stage.await(
                    count + " replicas follow " + master,
                    () -> ask(stage.cluster(), master, "INFO", "replication")
                                    .lines()
                                    .filter(line -> line.matches("slave\\d+:.*state=online.*"))
                                    .count()
                            == count);
        }
    }
}
