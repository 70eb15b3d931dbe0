package io.systole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.systole.runtime.access.NodeClient;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.node.NodeNotStarted;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes inside another program: here, this test. */
@Timeout(120)
class SystoleTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private int portA;
    private int portB;

    @BeforeEach
    void choosePorts() throws IOException {
        try (var a = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var b = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            portA = a.getLocalPort();
            portB = b.getLocalPort();
        }
    }

    @Test
    void twoNodesOfOneProgramFindEachOtherAndLeave() throws Exception {
        try (var a = Systole.start(config("a"));
                var b = Systole.start(config("b"))) {
            assertThat(a.access().url()).isNotEqualTo(b.access().url());

            waitFor(a, "Online: [ a b ]");
            waitFor(b, "Online: [ a b ]");
        }
        assertThat(directory.resolve("a/run/management")).doesNotExist();
        assertThat(directory.resolve("b/run/management")).doesNotExist();
    }

    @Test
    void aSecondNodeOfTheSameNameIsRefusedAndTheFirstGoesOn() throws Exception {
        try (var a = Systole.start(config("a"))) {
            assertThatThrownBy(() -> Systole.start(config("a")))
                    .isInstanceOf(NodeNotStarted.class)
                    .hasMessageContaining("another node uses this directory (node a,");

            assertThat(status(a)).contains("asked a");
        }
    }

    @Test
    void aNodeThatDidNotStartLeavesNothingLocked() throws Exception {
        try (var taken = new ServerSocket(portA, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Systole.start(config("a")))
                    .isInstanceOf(NodeNotStarted.class)
                    .hasMessageContaining("systole.nodes.a = 127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("the port is in use");
        }

        try (var a = Systole.start(config("a"))) {
            assertThat(Files.readString(directory.resolve("a/run/management")))
                    .contains(a.access().token());
        }
    }

    private static void waitFor(Systole node, String text) throws IOException {
        while (!status(node).contains(text)) {
            Thread.onSpinWait();
        }
    }

    private static String status(Systole node) throws IOException {
        var client = new NodeClient(node.access(), Duration.ofSeconds(5), Duration.ofSeconds(40));
        return client.get("/v1/status", Form.TEXT).body();
    }

    private Config config(String name) {
        return ConfigFactory.parseString(
                """
                systole {
                  cluster-name = embedded
                  node.name = %s
                  nodes = [
                    { name = a, addresses = ["127.0.0.1"], port = %d }
                    { name = b, addresses = ["127.0.0.1"], port = %d }
                  ]
                  directories { state = "%s/state", run = "%s/run" }
                  management.port = 0
                  shutdown.escalation = 5s
                }
                """.formatted(name, portA, portB, directory.resolve(name), directory.resolve(name)));
    }
}
