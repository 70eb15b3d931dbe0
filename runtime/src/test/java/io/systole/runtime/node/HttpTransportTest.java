package io.systole.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.systole.runtime.access.AccessFile;
import io.systole.runtime.access.NodeClient;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.access.TrustFile;
import io.systole.runtime.access.UntrustedNode;
import io.systole.runtime.config.ConfigFile;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.tls.files.Pem;
import io.systole.runtime.tls.files.TlsDirectory;
import io.systole.runtime.tls.join.ClusterPlan;
import io.systole.runtime.tls.join.Enrolment;
import io.systole.runtime.tls.x509.Authority;
import io.systole.runtime.tls.x509.Issuing;
import io.systole.runtime.tls.x509.Keys;
import io.systole.runtime.tls.x509.Subject;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP interface with a real server and real handshakes: who is believed, what is shown, what is answered in the clear. */
class HttpTransportTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path directory = Path.of("");

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private SystoleConfig config(String management) throws Exception {
        return ConfigFile.from(
                ConfigFactory.parseString("""
                        systole {
                          cluster-name = drill
                          nodes = [{ name = a, addresses = ["127.0.0.1"] }]
                          directories { state = "%s/state", run = "%s/run" }
                          tls { directory = "%s/tls" }
                          management { port = 0, %s }
                        }
                        """.formatted(directory, directory, directory, management)),
                Optional.of("a"));
    }

    private HttpTransport withTheNodes() throws Exception {
        var config = config("");
        new Enrolment(ClusterPlan.of(config)).init();
        return HttpTransport.choose(config, null);
    }

    private Path run() {
        return directory.resolve("run");
    }

    private ServerBinding serve(HttpTransport http) throws Exception {
        return serve(http, "127.0.0.1");
    }

    private ServerBinding serve(HttpTransport http, String address) throws Exception {
        http.announce(run());
        return http.on(Http.get(KIT.system()).newServerAt(address, 0))
                .bindSync(request -> HttpResponse.create()
                        .withEntity(request.getUri().scheme() + " "
                                + request.method().value()))
                .toCompletableFuture()
                .join();
    }

    private static NodeClient client(String url, Path trust, String node) {
        return new NodeClient(new AccessFile(url, "secret", node, 1).trusting(trust), LIMIT, LIMIT);
    }

    private String ask(HttpTransport http, ServerBinding bound, String node) throws IOException {
        return client(http.url(bound.localAddress()), TrustFile.in(run()), node)
                .get("/", Form.TEXT)
                .body();
    }

    /** The certificate that whoever connects is shown. */
    private static X509Certificate shown(InetSocketAddress address, String... protocols) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        try (var plain = new Socket(address.getAddress(), address.getPort());
                var tls = (SSLSocket) context.getSocketFactory().createSocket(plain, "a", address.getPort(), true)) {
            if (protocols.length > 0) {
                tls.setEnabledProtocols(protocols);
            }
            tls.startHandshake();
            return (X509Certificate) tls.getSession().getPeerCertificates()[0];
        }
    }

    @Test
    void aClientOfTheHostBelievesTheNodeByWhatItLaidDown() throws Exception {
        var http = withTheNodes();
        var bound = serve(http);

        assertThat(http.url(bound.localAddress())).startsWith("https://127.0.0.1:");
        assertThat(ask(http, bound, "a")).isEqualTo("https GET");
        var client = client(http.url(bound.localAddress()), directory.resolve("tls/ca.crt"), "");
        assertThat(client.post("/", new byte[100]).body())
                .as("the authority alone, by address")
                .isEqualTo("https POST");
        try (var stream = client.listen("/")) {
            assertThat(stream.lines().readLine()).isEqualTo("https GET");
        }
        assertThat(client.download("/").content()).isEqualTo("https GET".getBytes(StandardCharsets.UTF_8));
        assertThat(shown(bound.localAddress(), "TLSv1.2")
                        .getSubjectX500Principal()
                        .getName())
                .isEqualTo("CN=a");
    }

    @Test
    void anotherAuthorityIsNotBelievedAndTheErrorSaysWhatWasFound() throws Exception {
        var http = withTheNodes();
        var bound = serve(http);
        var other = own("other", "a");

        var client = client(http.url(bound.localAddress()), other.certificate(), "a");

        assertThatThrownBy(() -> client.get("/", Form.TEXT))
                .isInstanceOf(UntrustedNode.class)
                .hasMessageContaining("found the certificate of CN=a")
                .hasMessageContaining("signed by CN=Systole drill")
                .hasMessageContaining("expected one that is valid now and signed by CN=a")
                .hasMessageContaining("--ca");
        assertThatThrownBy(() -> client(http.url(bound.localAddress()), directory.resolve("none.crt"), "a")
                        .get("/", Form.TEXT))
                .isInstanceOf(UntrustedNode.class)
                .hasMessageContaining("none.crt");
        assertThatThrownBy(() -> new NodeClient(
                                new AccessFile(http.url(bound.localAddress()), "secret", "a", 1), LIMIT, LIMIT)
                        .get("/", Form.TEXT))
                .as("the authorities that the JVM knows")
                .isInstanceOf(UntrustedNode.class)
                .hasMessageContaining("~/.config/systole/ca.crt");
    }

    @Test
    void aRenewedCertificateIsUsedByNewConnectionsAndToldToTheHost() throws Exception {
        var config = config("");
        var http = withTheNodes();
        var bound = serve(http);
        var before = shown(bound.localAddress());

        new Enrolment(ClusterPlan.of(config)).renew();

        var after = shown(bound.localAddress());
        assertThat(after).isNotEqualTo(before);
        assertThat(after)
                .isEqualTo(
                        new TlsDirectory(directory.resolve("tls")).credentials().certificate());
        assertThat(Files.readString(TrustFile.in(run())))
                .contains(Pem.of(after))
                .doesNotContain(Pem.of(before));
        assertThat(ask(http, bound, "a")).isEqualTo("https GET");
    }

    /** A certificate of another authority, in two files, and what is given for them in the configuration. */
    private record Own(Path certificate, Path key, String settings) {}

    private Own own(String name, String host) throws Exception {
        var keys = Keys.generate();
        var authority = Issuing.authority("company", keys, BigInteger.valueOf(Long.MAX_VALUE), Instant.now());
        var own = Keys.generate();
        var certificate = Issuing.node(
                new Subject("company", host, List.of()),
                own.getPublic(),
                new Authority(authority, keys.getPrivate()),
                BigInteger.valueOf(System.nanoTime()),
                Instant.now());
        var scratch = new TlsDirectory(directory.resolve(name));
        scratch.writeNode(own.getPrivate(), certificate);
        var text = Files.readString(scratch.nodeFile());
        int at = text.indexOf("-----BEGIN CERTIFICATE");
        var pem = Files.writeString(directory.resolve(name + ".crt"), text.substring(at));
        var key = Files.writeString(directory.resolve(name + ".key"), text.substring(0, at));
        return new Own(pem, key, "tls { certificate = \"" + pem + "\", key = \"" + key + "\" }");
    }

    @Test
    void aCertificateOfTheOperatorsIsShownReplacedAndNotTakenWhenDamaged() throws Exception {
        var own = own("own", "ha.example.com");
        var http = HttpTransport.choose(config(own.settings()), null);
        var bound = serve(http);

        var first = shown(bound.localAddress());
        assertThat(first.getSubjectX500Principal().getName()).isEqualTo("CN=ha.example.com");
        assertThat(ask(http, bound, "a"))
                .as("it is for neither the address nor the node, but the node itself says that it is this one")
                .isEqualTo("https GET");
        assertThat(http.attention(Instant.now())).isEmpty();
        assertThat(http.attention(first.getNotAfter().toInstant().minus(Duration.ofDays(59))))
                .singleElement()
                .asString()
                .contains("own.crt", "ends on");

        Files.writeString(own.certificate(), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        http.look();
        assertThat(shown(bound.localAddress())).isEqualTo(first);

        var next = own("next", "ha.example.com");
        Files.copy(next.key(), own.key(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.copy(next.certificate(), own.certificate(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        http.look();
        assertThat(shown(bound.localAddress())).isNotEqualTo(first);
        assertThat(ask(http, bound, "a")).isEqualTo("https GET");
    }

    @Test
    void anAddressThatIsNotInTheCertificateIsBelievedOfTheNodeThatWasMeantAlone() throws Exception {
        var http = withTheNodes();
        var bound = serve(http, "127.0.0.2");
        var authority = directory.resolve("tls/ca.crt");

        assertThat(client(http.url(bound.localAddress()), authority, "a")
                        .get("/", Form.TEXT)
                        .body())
                .as("the run directory of a said that it is there")
                .isEqualTo("https GET");
        assertThatThrownBy(() ->
                        client(http.url(bound.localAddress()), authority, "b").get("/", Form.TEXT))
                .isInstanceOf(UntrustedNode.class)
                .hasMessageContaining("for another address")
                .hasMessageContaining("expected one for 127.0.0.2")
                .hasMessageContaining("systole.tls.names");
    }

    @Test
    void filesThatAreNoGoodKeepTheNodeFromStarting() throws Exception {
        var own = own("own", "a");
        var key = Files.readString(own.key());
        Files.copy(own("other", "a").key(), own.key(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> HttpTransport.choose(config(own.settings()), null))
                .isInstanceOf(NodeNotStarted.class)
                .hasMessageContaining("own.key")
                .hasMessageContaining("not that of the certificate");

        Files.writeString(own.key(), key.replace("PRIVATE KEY", "EC PRIVATE KEY"));
        assertThatThrownBy(() -> HttpTransport.choose(config(own.settings()), null))
                .hasMessageContaining("openssl pkey");
        assertThatThrownBy(() -> HttpTransport.choose(config("address = \"0.0.0.0\""), null))
                .isInstanceOf(NodeNotStarted.class)
                .hasMessageContaining("systole.management.address = 0.0.0.0")
                .hasMessageContaining("systole cert init");
    }

    @Test
    void whoSpeaksInTheClearIsToldToUseHttps() throws Exception {
        var http = withTheNodes();
        var bound = serve(http);
        var plain = http.url(bound.localAddress()).replace("https://", "http://");

        var answer = new NodeClient(new AccessFile(plain, "secret", "a", 1), LIMIT, LIMIT).get("/", Form.TEXT);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("https://");
        assertThat(ask(http, bound, "a")).as("others are served").isEqualTo("https GET");
        try (var socket = new Socket(
                bound.localAddress().getAddress(), bound.localAddress().getPort())) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream().write("nonsense\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .as("no HTTP: no answer in the clear")
                    .doesNotContain("HTTP/1.1");
        }
    }

    @Test
    void withoutCertificatesItIsHttpOnLoopback() throws Exception {
        var http = HttpTransport.choose(config(""), null);
        var bound = serve(http);

        assertThat(http.url(bound.localAddress())).startsWith("http://127.0.0.1:");
        assertThat(ask(http, bound, "a")).isEqualTo("http GET");
        assertThat(Files.exists(TrustFile.in(run()))).isFalse();
        assertThat(http.url(new InetSocketAddress(
                        InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}), 7)))
                .isEqualTo("http://[0:0:0:0:0:0:0:1]:7");
        assertThat(http.url(new InetSocketAddress(7)))
                .as("a client asks at an address")
                .isEqualTo("http://127.0.0.1:7");
        assertThatThrownBy(() -> shown(bound.localAddress())).isInstanceOf(SSLException.class);
        var misled = client(
                http.url(bound.localAddress()).replace("http://", "https://"),
                own("own", "a").certificate(),
                "a");
        assertThatThrownBy(() -> misled.get("/", Form.TEXT))
                .isInstanceOf(UntrustedNode.class)
                .hasMessageContaining("no TLS");
    }

    @Test
    void whatIsInTheClearElsewhereByWishIsSaidLoudly() throws Exception {
        var http = HttpTransport.choose(config("address = \"0.0.0.0\", tls.enabled = off"), null);

        assertThat(http.attention(Instant.now())).singleElement().asString().contains("not encrypted", "0.0.0.0");
    }

    /** The test only looks at what is shown. */
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
