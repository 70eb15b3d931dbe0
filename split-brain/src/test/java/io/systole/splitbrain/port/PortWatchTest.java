package io.systole.splitbrain.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.NodeName;
import io.systole.splitbrain.MemberPlace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On real sockets of loopback. */
final class PortWatchTest {
    private final BlockingQueue<PortState> found = new LinkedBlockingQueue<>();
    private final PortWatch watch = PortWatch.start("port-watch-test", (place, state) -> found.add(state));

    @AfterEach
    void end() {
        watch.close();
    }

    @Test
    void aProcessThatEndsIsRefusedAtOnceThoughItsConnectionWasOnlyIdle() throws Exception {
        ServerSocket server = listen(0);
        watch(server);

        PortState first = next();
        var connection = server.accept();
        // Nobody listens any more when the connection breaks: else the watch may be let in once again in between.
        server.close();
        connection.close();

        assertThat(first).isEqualTo(PortState.OPEN);
        assertThat(next()).isEqualTo(PortState.REFUSED);
    }

    @Test
    void aPortThatAnswersAgainIsOpenAgain() throws Exception {
        ServerSocket server = listen(0);
        int port = server.getLocalPort();
        server.close();
        watch(server, port);

        PortState first = next();
        ServerSocket again = listen(port);

        assertThat(first).isEqualTo(PortState.REFUSED);
        assertThat(until(PortState.OPEN)).isTrue();
        again.close();
    }

    @Test
    void aConnectionThatBreaksWhileTheProcessLivesIsNoRefusal() throws Exception {
        ServerSocket server = listen(0);
        watch(server);

        PortState first = next();
        server.accept().close();
        PortState second = next();

        assertThat(List.of(first, second)).containsExactly(PortState.OPEN, PortState.OPEN);
        server.close();
    }

    @Test
    void aProcessThatDoesNotAcceptIsOpenAllTheSame() throws Exception {
        ServerSocket server = listen(0);

        watch(server);

        assertThat(next()).isEqualTo(PortState.OPEN);
        assertThat(found.poll(300, TimeUnit.MILLISECONDS))
                .as("nothing more is said of it")
                .isNull();
        server.close();
    }

    @Test
    void aHostWithoutAWayToItSaysNothingOfItsProcess() throws Exception {
        watch.watch(List.of(new MemberPlace(new NodeName("n2"), "host.invalid", 1)));

        assertThat(next()).isEqualTo(PortState.SILENT);
    }

    @Test
    void whatIsNoLongerWatchedIsLetGo() throws Exception {
        ServerSocket server = listen(0);
        watch(server);
        next();
        var connection = server.accept();

        watch.watch(List.of());

        assertThat(connection.getInputStream().read())
                .as("end of the connection")
                .isEqualTo(-1);
        server.close();
    }

    private void watch(ServerSocket server) {
        watch(server, server.getLocalPort());
    }

    private void watch(ServerSocket server, int port) {
        assertThat(server).isNotNull();
        watch.watch(List.of(new MemberPlace(new NodeName("n2"), "127.0.0.1", port)));
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return server;
    }

    private PortState next() throws InterruptedException {
        PortState state = found.poll(10, TimeUnit.SECONDS);
        if (state == null) throw new AssertionError("nothing was found out");
        return state;
    }

    private boolean until(PortState wanted) throws InterruptedException {
        for (int i = 0; i < 1000; i++) {
            if (next() == wanted) return true;
        }
        return false;
    }
}
