package io.systole.splitbrain.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.NodeName;
import io.systole.splitbrain.MemberPlace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On real sockets of loopback, and a clock of the test's own. */
@SuppressWarnings("NullAway.Init")
final class PortLineTest {
    /** Long for a busy machine; the line's own clock does not go on meanwhile. */
    private static final long PATIENCE_MS = 20_000;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<PortState> found = new ArrayList<>();

    @AfterEach
    void end() throws Exception {
        for (var each : open) {
            each.close();
        }
    }

    /** A line, and what it waits in. */
    private record Watched(Selector selector, PortLine line) {}

    /** A full queue is how a test makes Linux drop what asks for a connection, as a process that is ending does. */
    @Test
    void whatIsDroppedAfterTheConnectionBrokeIsAskedAgainSoonerThanTheKernelWould() throws Exception {
        long broke = 1_000_000;
        Watched watched = breakAt(broke);

        var given = new ArrayList<Long>();
        long now = broke;
        while (found.size() == 1) {
            watched.line().look(watched.selector(), now);
            long wait = watched.line().dueIn(now);
            given.add(Duration.ofNanos(wait).toMillis());
            now += wait;
        }

        assertThat(given.subList(0, 5)).containsExactly(20L, 40L, 80L, 160L, 1000L);
        assertThat(found).containsExactly(PortState.OPEN, PortState.SILENT);
    }

    @Test
    void whoIsThrownOutAgainAfterTheConnectionBrokeTriesAgainSoonAndOnlyInTheEndCallsTheHostSilent() throws Exception {
        long broke = 1_000_000;
        Watched watched = breakAt(broke);

        var waited = new ArrayList<Long>();
        long now = broke;
        while (found.size() == 1) {
            watched.line().look(watched.selector(), now);
            watched.line().failed(new SocketException("Connection reset"), now);
            long wait = watched.line().dueIn(now);
            waited.add(Duration.ofNanos(wait).toMillis());
            now += wait;
        }

        assertThat(waited).containsExactly(10L, 10L, 10L, 10L, 1000L);
        assertThat(found).containsExactly(PortState.OPEN, PortState.SILENT);
    }

    @Test
    void aHostWithoutAWayToItIsSilentAtOnce() throws Exception {
        Watched watched = breakAt(1_000_000);

        watched.line().look(watched.selector(), 1_000_000);
        watched.line().failed(new NoRouteToHostException("No route to host"), 2_000_000);

        assertThat(found).containsExactly(PortState.OPEN, PortState.SILENT);
    }

    /** The connection stands, breaks, and whoever asks for another one gets no answer. */
    private Watched breakAt(long broke) throws IOException {
        ServerSocket server = new ServerSocket();
        open.add(server);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        Selector selector = Selector.open();
        open.add(selector);
        var place = new MemberPlace(new NodeName("n2"), "127.0.0.1", server.getLocalPort());
        var line = new PortLine(place, (where, state) -> found.add(state), 0);
        open.add(line::close);
        line.look(selector, 0);
        awaitWord(selector, line, 0);
        Socket accepted = server.accept();
        fillTheQueue(server);
        accepted.close();
        awaitBreak(selector, line, broke);
        return new Watched(selector, line);
    }

    private void fillTheQueue(ServerSocket server) throws IOException {
        for (int i = 0; i < 4; i++) {
            Socket waiting = new Socket();
            open.add(waiting);
            try {
                waiting.connect(server.getLocalSocketAddress(), 200);
            } catch (IOException full) {
                return;
            }
        }
        throw new AssertionError("the queue of a listening socket takes more than was asked for");
    }

    private void awaitWord(Selector selector, PortLine line, long now) throws IOException {
        if (found.isEmpty()) {
            selector.select(key -> line.ready(key, now), PATIENCE_MS);
        }
        assertThat(found).containsExactly(PortState.OPEN);
    }

    private static void awaitBreak(Selector selector, PortLine line, long now) throws IOException {
        selector.select(key -> line.ready(key, now), PATIENCE_MS);
        assertThat(line.dueIn(now)).as("it looks again at once").isZero();
    }
}
