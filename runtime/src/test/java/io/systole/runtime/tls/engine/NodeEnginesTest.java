package io.systole.runtime.tls.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.runtime.config.NodeEntry;
import io.systole.runtime.tls.files.TlsDirectory;
import io.systole.runtime.tls.join.ClusterPlan;
import io.systole.runtime.tls.join.Enrolment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two ends shake hands in memory; when they do not come together, each says why. */
class NodeEnginesTest {
    private static final int ROUNDS = 100;

    @TempDir
    private Path directory = Path.of("");

    private final Handshakes clients = new Handshakes();
    private final Handshakes servers = new Handshakes();

    /** A node's engines, whose certificate is by the authority of another node's directory, or by one of its own. */
    private NodeEngines engines(String cluster, String node, @Nullable String authorityOf, Handshakes told)
            throws Exception {
        var tls = new TlsDirectory(directory.resolve(node));
        var plan = new ClusterPlan(
                cluster,
                node,
                List.of(new NodeEntry(node, List.of("127.0.0.1"), 9620, 1)),
                tls,
                9622,
                List.of(),
                List.of());
        if (authorityOf == null) {
            new Enrolment(plan).init();
        } else {
            Files.createDirectories(tls.path());
            for (String file : List.of("ca.crt", "ca.key")) {
                Files.copy(
                        directory.resolve(authorityOf).resolve(file), tls.path().resolve(file));
            }
            new Enrolment(plan).renew();
        }
        return new NodeEngines(CredentialsSource.open(tls, cluster), told);
    }

    @Test
    void twoNodesOfOneClusterComeTogether() throws Exception {
        var server = engines("drill", "n1", null, servers).createServerSSLEngine("127.0.0.1", 9620);
        var client = engines("drill", "n2", "n1", clients).createClientSSLEngine("127.0.0.1", 9620);

        shakeHands(client, server);

        assertThat(client.getSession().getProtocol()).isEqualTo("TLSv1.3");
        assertThat(server.getSession().getPeerPrincipal().getName()).isEqualTo("CN=n2");
        assertThat(client.getSession().getPeerPrincipal().getName()).isEqualTo("CN=n1");
        assertThat(clients.current()).isEmpty();
        assertThat(servers.current()).isEmpty();
    }

    @Test
    void aNodeOfAnotherAuthorityIsRefusedAndBothSayWhy() throws Exception {
        var server = engines("drill", "n1", null, servers).createServerSSLEngine("127.0.0.1", 9620);
        var client = engines("drill", "n2", null, clients).createClientSSLEngine("127.0.0.1", 9620);

        shakeHands(client, server);

        assertThat(clients.current())
                .singleElement()
                .asString()
                .startsWith("the node at 127.0.0.1:9620 (n1) is refused: its certificate is not signed by this");
        assertThat(servers.current())
                .singleElement()
                .asString()
                .startsWith("a node that connects to this one refuses this node: it does not accept this node's");
    }

    /** The one that connects believes both authorities, so that the other is the first to refuse. */
    @Test
    void whoeverConnectsWithAForeignCertificateIsNamedByIt() throws Exception {
        var server = engines("drill", "n1", null, servers).createServerSSLEngine("127.0.0.1", 9620);
        var foreign = engines("drill", "n2", null, clients);
        var known = directory.resolve("n2").resolve("ca.crt");
        Files.writeString(
                known,
                Files.readString(known)
                        + Files.readString(directory.resolve("n1").resolve("ca.crt")));
        var client = foreign.createClientSSLEngine("127.0.0.1", 9620);

        shakeHands(client, server);

        assertThat(servers.current())
                .singleElement()
                .asString()
                .startsWith("a node that connects to this one (n2) is refused: its certificate is not signed by");
        assertThat(clients.current())
                .singleElement()
                .asString()
                .startsWith("the node at 127.0.0.1:9620 refuses this node: it does not accept this node's certificate");
    }

    @Test
    void aNodeOfAnotherClusterUnderTheSameAuthorityIsRefused() throws Exception {
        var server = engines("drill", "n1", null, servers).createServerSSLEngine("127.0.0.1", 9620);
        var client = engines("other", "n2", "n1", clients).createClientSSLEngine("127.0.0.1", 9620);

        shakeHands(client, server);

        assertThat(clients.current())
                .singleElement()
                .asString()
                .contains("its certificate is for cluster drill, and this is cluster other");
        assertThat(servers.current()).singleElement().asString().contains("which is for cluster drill");
    }

    @Test
    void whoDoesNotSpeakTlsIsNamed() throws Exception {
        var server = engines("drill", "n1", null, servers).createServerSSLEngine("127.0.0.1", 9620);

        feed(server, ByteBuffer.wrap("AKKA\0 and more of what is no TLS".getBytes(StandardCharsets.US_ASCII)));

        assertThat(servers.current()).singleElement().asString().contains("does not speak TLS");
    }

    private static void shakeHands(SSLEngine client, SSLEngine server) {
        var toServer = ByteBuffer.allocate(64 * 1024).flip();
        var toClient = ByteBuffer.allocate(64 * 1024).flip();
        for (int round = 0; round < ROUNDS; round++) {
            send(client, toServer);
            feed(server, toServer);
            send(server, toClient);
            feed(client, toClient);
        }
    }

    /** What the engine has to say, appended. */
    private static void send(SSLEngine engine, ByteBuffer to) {
        to.compact();
        try {
            for (int i = 0; i < 10; i++) {
                tasks(engine);
                var status = engine.getHandshakeStatus();
                if (status == HandshakeStatus.NEED_WRAP || (i == 0 && status == HandshakeStatus.NOT_HANDSHAKING)) {
                    engine.wrap(ByteBuffer.allocate(0), to);
                }
            }
        } catch (SSLException told) {
            assertThat(told).isNotNull();
        }
        to.flip();
    }

    private static void feed(SSLEngine engine, ByteBuffer from) {
        var scrap = ByteBuffer.allocate(64 * 1024);
        try {
            for (int i = 0; i < 10 && from.hasRemaining(); i++) {
                tasks(engine);
                if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) return;
                engine.unwrap(from, scrap);
            }
            tasks(engine);
        } catch (SSLException told) {
            from.position(from.limit());
        }
    }

    private static void tasks(SSLEngine engine) {
        for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }
}
