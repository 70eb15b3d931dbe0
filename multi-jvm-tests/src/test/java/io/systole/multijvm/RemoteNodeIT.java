package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A remote host in a JVM of its own, and three members. Judged from what the agents wrote down. */
class RemoteNodeIT {
    private static final String FAR = "far";

    @RegisterExtension
    final LoopbackExtension loopback = new LoopbackExtension();

    private LoopbackCluster cluster;
    private NodeProcess remote;
    private int port;

    @BeforeEach
    void form() throws IOException {
        cluster = loopback.cluster();
        Path key = cluster.directory().resolve("remote-key");
        Files.writeString(key, "the key of a drill, the same on all hosts");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        port = LoopbackCluster.freePorts(1).get(0);
        cluster.form(LoopbackCluster.NAMES);
        remote = startRemote();
        cluster.configure(Files.readString(Harness.home().resolve("multi-jvm-tests/src/test/cibs/remote.xml"))
                .replace("@DIR@", cluster.directory().toString())
                .replace("@RUN@", cluster.run())
                .replace("@PORT@", Integer.toString(port)));
        cluster.awaitActive("at the start", List.of("desk@far"));
    }

    @Test
    void aResourceOutlivesTheConnectionsHostAndIsTakenOverWhenTheRemoteHostDies() throws IOException {
        FieldSimulator.awaitNothingToDo("at the start", cluster);
        String host = connectedMember(LoopbackCluster.NAMES.get(0));
        assertThat(cluster.at(host).statusText()).contains("RemoteOnline: [ far ]");

        cluster.agents().fault(host, "killed");
        cluster.node(host).sigkill();
        String witness = LoopbackCluster.NAMES.stream()
                .filter(name -> !name.equals(host))
                .findFirst()
                .orElseThrow();
        Await.until(
                "another member is connected",
                LoopbackCluster.GENEROUS,
                () -> !connectedMember(witness).isEmpty()
                        && !connectedMember(witness).equals(host),
                cluster::story);
        FieldSimulator.awaitNothingToDo("after " + host + " was killed", cluster);
        assertThat(actions("start")).as(cluster.story()).isEqualTo(1);
        assertThat(actions("stop")).as(cluster.story()).isZero();
        assertThat(fenced()).containsExactly(host);

        cluster.agents().fault(FAR, "killed");
        remote.sigkill();
        Await.until(
                "the remote node is fenced and its work taken over",
                LoopbackCluster.GENEROUS,
                () -> AgentLog.active(cluster.agents().events()).stream()
                        .anyMatch(active -> active.startsWith("desk@") && !active.endsWith(FAR)),
                cluster::story);
        assertThat(fenced()).containsExactly(host, FAR);
        assertThat(cluster.violations()).as(cluster.story()).isEmpty();

        remote = startRemote();
        cluster.awaitActive("the remote host is back", List.of("desk@far"));
        FieldSimulator.awaitNothingToDo("after the remote host is back", cluster);
        assertThat(cluster.violations()).as(cluster.story()).isEmpty();
    }

    @Test
    void aRemoteHostThatIsToldToEndIsEmptiedFirst() {
        remote.sigterm();

        assertThat(remote.awaitEnd(LoopbackCluster.GENEROUS)).isZero();
        assertThat(actions("stop")).as(cluster.story()).isEqualTo(1);
        assertThat(fenced()).isEmpty();
        assertThat(cluster.violations()).as(cluster.story()).isEmpty();
    }

    private NodeProcess startRemote() {
        Path run = cluster.directory().resolve("far-run");
        Path config = cluster.config()
                .write("remote.conf", """
                systole {
                  cluster-name = drill
                  directories { state = "%s-state", run = "%s" }
                  agents { ocf-roots = ["%s/ocf", "/usr/lib/ocf"] }
                  remote { key-file = "%s/remote-key", silence = 6s, address = "127.0.0.1", port = %d }
                }
                """.formatted(run, run, cluster.directory(), cluster.directory(), port));
        return NodeProcess.start(
                FAR,
                Harness.systole(List.of("remote", "--config", config.toString())),
                cluster.marks(FAR),
                cluster.directory().resolve("far.log"));
    }

    private String connectedMember(String asked) {
        try {
            return cluster.at(asked).cib().attribute("node_state", FAR, "conn_host");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private long actions(String action) {
        return cluster.agents().events().stream()
                .filter(event -> event.resource().equals("desk") && event.succeeded(action))
                .count();
    }

    private List<String> fenced() {
        return cluster.agents().events().stream()
                .filter(event -> event.succeeded("fence"))
                .map(AgentEvent::node)
                .toList();
    }
}
