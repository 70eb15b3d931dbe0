package io.systole.actors.remote.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.remote.core.Frame;
import io.systole.actors.remote.core.Seal;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What somebody on the way can do to a connection: end it, and nothing else. */
@Timeout(60)
final class LinkTest {
    private static final Seal SEAL = new Seal("the 32 bytes key of a direction.".getBytes(StandardCharsets.UTF_8));

    private final List<Frame> heard = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private Socket peer;
    private Link link;

    @BeforeEach
    void connect() throws IOException {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            peer = new Socket(InetAddress.getLoopbackAddress(), listening.getLocalPort());
            Socket own = listening.accept();
            link = new Link(
                    own,
                    new DataInputStream(own.getInputStream()),
                    new DataOutputStream(own.getOutputStream()),
                    new Link.Seals(SEAL, SEAL),
                    Duration.ofSeconds(2));
        }
        link.start("test", new Link.Listener() {
            @Override
            public void onFrame(Frame frame) {
                heard.add(frame);
            }

            @Override
            public void onClosed(String why) {
                closed.complete(why);
            }
        });
    }

    @AfterEach
    void end() throws IOException {
        link.close();
        peer.close();
    }

    @Test
    void hearsWhatIsSealedInOrder() throws IOException {
        send(sealed(0, Frame.of("one", "a")));
        send(sealed(1, Frame.of("two", "b", "")));
        peer.close();

        assertThat(closed.join()).isEqualTo("the other side closed it");
        assertThat(heard).containsExactly(Frame.of("one", "a"), Frame.of("two", "b", ""));
    }

    @Test
    void aFrameThatIsRepeatedEndsTheConnection() throws IOException {
        send(sealed(0, Frame.of("one")));
        send(sealed(0, Frame.of("one")));

        assertThat(closed.join()).isEqualTo("a frame without a valid seal");
        assertThat(heard).containsExactly(Frame.of("one"));
    }

    @Test
    void aFrameThatIsChangedEndsTheConnection() throws IOException {
        byte[] changed = sealed(0, Frame.of("stop", "web"));
        changed[changed.length - 1] ^= 1;
        send(changed);

        assertThat(closed.join()).isEqualTo("a frame without a valid seal");
        assertThat(heard).isEmpty();
    }

    @Test
    void aFrameTooLongForAnythingEndsTheConnection() throws IOException {
        send(new byte[] {0x7f, 0, 0, 0});

        assertThat(closed.join()).contains("a frame of 2130706432 bytes");
    }

    @Test
    void silenceEndsTheConnection() {
        assertThat(closed.join()).isEqualTo("the other side was silent for 2000 ms");
    }

    @Test
    void whatIsSaidLastStillGoesOut() throws IOException {
        link.end(Frame.of("bye", "now"));

        byte[] rest = peer.getInputStream().readAllBytes();
        assertThat(rest).isEqualTo(sealed(0, Frame.of("bye", "now")));
    }

    private void send(byte[] bytes) throws IOException {
        peer.getOutputStream().write(bytes);
    }

    private static byte[] sealed(long number, Frame frame) throws IOException {
        var bytes = new ByteArrayOutputStream();
        Link.writeBytes(new DataOutputStream(bytes), SEAL.close(number, frame.bytes()));
        return bytes.toByteArray();
    }
}
