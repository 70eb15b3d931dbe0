package io.systole.runtime.node;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void refusesAPortThatIsInUseAndSaysHowToFindWhoHasIt() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = taken.getLocalPort();

            assertThatThrownBy(() -> Ports.requireFree("systole.management", "127.0.0.1", port))
                    .isInstanceOf(NodeNotStarted.class)
                    .hasMessageContaining("systole.management = 127.0.0.1:" + port + ": the port is in use")
                    .hasMessageContaining("ss -ltnp");
        }
    }

    @Test
    void refusesAnAddressOfAnotherHost() {
        assertThatThrownBy(() -> Ports.requireFree("systole.nodes.alpha", "203.0.113.1", 9620))
                .isInstanceOf(NodeNotStarted.class)
                .hasMessageContaining("is no address of this host")
                .hasMessageContaining("--node");
    }

    @Test
    void takesAnyFreePort() {
        assertThatCode(() -> Ports.requireFree("systole.management", "127.0.0.1", 0))
                .doesNotThrowAnyException();
    }
}
