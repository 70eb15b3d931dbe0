package io.systole.runtime.node;

import com.typesafe.config.ConfigFactory;
import io.systole.Systole;
import io.systole.runtime.access.NodeClient;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.config.ConfigFile;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.tls.join.ClusterPlan;
import io.systole.runtime.tls.join.Enrolment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Lives a short life as a cluster of two nodes in one process, on loopback and in a directory of its own, with resources
 * that are started, for the classes that all of that loads. One speaks HTTPS to its clients, the other HTTP.
 */
public final class WarmUp {
    private static final String CLUSTER = "warm-up";
    private static final List<String> NODES = List.of("warm-1", "warm-2");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(50);
    /** The cluster: a resource, a promotable clone, and what ties them. */
    public static final String CIB = """
            <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="1" num_updates="0">
              <configuration>
                <crm_config>
                  <cluster_property_set id="options">
                    <nvpair id="options-fencing" name="stonith-enabled" value="false"/>
                  </cluster_property_set>
                </crm_config>
                <nodes/>
                <resources>
                  <primitive id="one" class="ocf" provider="systole" type="Dummy">
                    <operations><op id="one-monitor" name="monitor" interval="10s"/></operations>
                  </primitive>
                  <clone id="all">
                    <meta_attributes id="all-meta">
                      <nvpair id="all-promotable" name="promotable" value="true"/>
                    </meta_attributes>
                    <primitive id="each" class="ocf" provider="systole" type="Stateful"/>
                  </clone>
                </resources>
                <constraints>
                  <rsc_colocation id="beside" rsc="one" with-rsc="all" with-rsc-role="Promoted" score="INFINITY"/>
                  <rsc_order id="after" first="all" first-action="promote" then="one" then-action="start"/>
                </constraints>
              </configuration>
              <status/>
            </cib>
            """;

    private WarmUp() {}

    /**
     * Lives that life.
     *
     * @param commands what is done with the cluster once it works, given its configuration file
     */
    public static void run(Consumer<Path> commands) throws Exception {
        var directory = Files.createTempDirectory("systole-warm-up-");
        try {
            live(directory, commands);
        } finally {
            delete(directory);
        }
    }

    private static void live(Path directory, Consumer<Path> commands) throws Exception {
        var ports = List.of(freePort(), freePort());
        NodeLog.start(config(directory, NODES.get(0), ports).log(), NODES.get(0));
        certify(config(directory, NODES.get(0), ports), config(directory, NODES.get(1), ports));
        try (var first = Systole.start(config(directory, NODES.get(0), ports))) {
            var client = new NodeClient(first.access(), Duration.ofSeconds(3), Duration.ofSeconds(10));
            liveTogether(client, config(directory, NODES.get(1), ports), () -> commands.accept(file(directory, ports)));
            until(client, cib -> !cib.contains("crmd=\"online\" join=\"member\" uname=\"" + NODES.get(1)));
        }
    }

    /** One authority for both, as on two hosts, so that they talk as nodes on hosts of their own do. */
    private static void certify(SystoleConfig first, SystoleConfig second) throws Exception {
        new Enrolment(ClusterPlan.of(first)).init();
        var from = first.tls().directory();
        var to = Files.createDirectories(second.tls().directory());
        for (var name : List.of("ca.crt", "ca.key")) {
            Files.copy(from.resolve(name), to.resolve(name));
        }
        new Enrolment(ClusterPlan.of(second)).renew();
        Files.delete(to.resolve("ca.key"));
    }

    private static void liveTogether(NodeClient client, SystoleConfig other, Runnable commands) throws Exception {
        try (var second = Systole.start(other)) {
            until(client, cib -> cib.contains("have-quorum=\"1\""));
            client.put("/v1/cib", CIB.getBytes(StandardCharsets.UTF_8));
            until(client, cib -> cib.contains("one_start_0"));
            client.get("/v1/status", Form.TEXT);
            new NodeClient(second.access(), Duration.ofSeconds(3), Duration.ofSeconds(10)).get("/v1/status", Form.JSON);
            commands.run();
        }
    }

    private static SystoleConfig config(Path directory, String node, List<Integer> ports) throws Exception {
        return ConfigFile.from(
                ConfigFactory.parseMap(Map.of(
                        "systole.cluster-name",
                        CLUSTER,
                        "systole.nodes",
                        List.of(entry(0, ports), entry(1, ports)),
                        "systole.directories.state",
                        directory.resolve(node).resolve("state").toString(),
                        "systole.directories.run",
                        directory.resolve(node).resolve("run").toString(),
                        "systole.tls.directory",
                        directory.resolve(node).resolve("tls").toString(),
                        "systole.tls.join-port",
                        freePort(),
                        "systole.management.port",
                        0,
                        "systole.management.tls.enabled",
                        node.equals(NODES.get(0)) ? "auto" : "off",
                        "systole.shutdown.escalation",
                        "2s")),
                Optional.of(node));
    }

    /** A configuration file by which commands find the first node. */
    private static Path file(Path directory, List<Integer> ports) {
        var file = directory.resolve("systole.conf");
        var run = directory.resolve(NODES.get(0)).resolve("run");
        try {
            Files.writeString(
                    file,
                    "systole { cluster-name = " + CLUSTER + ", nodes = [ { name = " + NODES.get(0)
                            + ", addresses = [\"127.0.0.1\"], port = " + ports.get(0) + " } ], directories { run = \""
                            + run
                            + "\", state = \"" + run + "\" } }");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private static Map<String, Object> entry(int index, List<Integer> ports) {
        return Map.of("name", NODES.get(index), "addresses", List.of("127.0.0.1"), "port", ports.get(index));
    }

    /** Looks again and again; gives up in silence, since an archive of less only costs time. */
    private static void until(NodeClient client, Predicate<String> wanted) throws IOException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!wanted.test(client.get("/v1/cib", Form.XML).body()) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
