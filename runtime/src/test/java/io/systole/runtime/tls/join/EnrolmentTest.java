package io.systole.runtime.tls.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systole.runtime.config.NodeEntry;
import io.systole.runtime.tls.engine.CredentialsSource;
import io.systole.runtime.tls.files.BadCredentials;
import io.systole.runtime.tls.files.TlsDirectory;
import io.systole.runtime.tls.join.JoinFailed.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three hosts get their certificates; nobody else does, and nothing twice. */
class EnrolmentTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<NodeEntry> NODES = List.of(entry("n1"), entry("n2"), entry("n3"));

    @TempDir
    private Path directory = Path.of("");

    private int port;

    private static NodeEntry entry(String name) {
        return new NodeEntry(name, List.of("127.0.0.1"), 9620, 1);
    }

    @BeforeEach
    void findPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
    }

    private ClusterPlan plan(String cluster, String node) {
        return new ClusterPlan(
                cluster, node, NODES, new TlsDirectory(directory.resolve(node)), port, List.of(), List.of());
    }

    private Enrolment enrolment(String node) {
        return new Enrolment(plan("drill", node));
    }

    private JoinServer desk() throws IOException, BadCredentials {
        var plan = plan("drill", "n1");
        return JoinServer.start(plan, CredentialsSource.open(plan.directory(), "drill"));
    }

    private static void refused(Kind kind, String why, Asked asked) {
        assertThatThrownBy(asked::get)
                .isInstanceOfSatisfying(
                        JoinFailed.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(why);
    }

    private interface Asked {
        Object get() throws JoinFailed;
    }

    @Test
    void aNewHostObtainsACertificateOnceForAToken() throws Exception {
        enrolment("n1").init();
        var token = enrolment("n1").newToken(HOUR, Optional.empty(), List.of());
        try (var desk = desk()) {
            assertThat(desk).isNotNull();
            var joined = enrolment("n2").join(JoinToken.parse(token.text()).orElseThrow());

            new TlsDirectory(directory.resolve("n2")).requireOwn(joined, "drill");
            assertThat(joined.authorities()).isEqualTo(new TlsDirectory(directory.resolve("n1")).authorities());
            refused(Kind.REFUSED, "it was used", () -> enrolment("n3").join(token));
            refused(
                    Kind.REFUSED,
                    "certificates are there already",
                    () -> enrolment("n2").join(token));
        }
    }

    @Test
    void aTokenIsForItsNodeItsTimeItsClusterAndItsAuthority() throws Exception {
        enrolment("n1").init();
        var forN2 = enrolment("n1").newToken(HOUR, Optional.of("n2"), List.of());
        var any = enrolment("n1").newToken(HOUR, Optional.empty(), List.of());
        var over = enrolment("n1").newToken(Duration.ZERO, Optional.empty(), List.of());
        var wrongHost = new JoinToken(any.cluster(), any.addresses(), any.port(), "00".repeat(32), any.secret());
        var guessed = new JoinToken(any.cluster(), any.addresses(), any.port(), any.fingerprint(), "00".repeat(20));
        try (var desk = desk()) {
            assertThat(desk).isNotNull();

            refused(
                    Kind.REFUSED,
                    "the token is for node n2, and node n3 asks",
                    () -> enrolment("n3").join(forN2));
            refused(
                    Kind.REFUSED,
                    "the token was good until",
                    () -> enrolment("n3").join(over));
            refused(
                    Kind.REFUSED,
                    "the token is not known here",
                    () -> enrolment("n3").join(guessed));
            refused(
                    Kind.REFUSED,
                    "the authority whose fingerprint is in the token",
                    () -> enrolment("n3").join(wrongHost));
            refused(
                    Kind.REFUSED,
                    "of cluster drill, and the configuration here is for cluster other",
                    () -> new Enrolment(plan("other", "n3")).join(any));
            assertThat(enrolment("n3").join(any))
                    .as("refusals cost the token nothing")
                    .isNotNull();
            assertThat(enrolment("n2").join(forN2)).isNotNull();
        }
        refused(
                Kind.REFUSED,
                "not in systole.nodes",
                () -> enrolment("n1").newToken(HOUR, Optional.of("n9"), List.of()));
        refused(Kind.REFUSED, "is not on this host", () -> enrolment("n2").newToken(HOUR, Optional.empty(), List.of()));
    }

    @Test
    void withoutADeskNothingIsDone() throws Exception {
        enrolment("n1").init();
        var token = enrolment("n1").newToken(HOUR, Optional.empty(), List.of());

        refused(
                Kind.UNREACHABLE,
                "nobody hands out certificates",
                () -> enrolment("n2").join(token));
        assertThat(directory.resolve("n2")).doesNotExist();
        refused(
                Kind.REFUSED,
                "certificates are there already",
                () -> enrolment("n1").init());
    }

    @Test
    void aCertificateIsRenewedByTheAuthorityHereOrElsewhere() throws Exception {
        var first = enrolment("n1").init();
        var token = enrolment("n1").newToken(HOUR, Optional.empty(), List.of());
        var source = CredentialsSource.open(new TlsDirectory(directory.resolve("n1")), "drill");
        try (var desk = desk()) {
            assertThat(desk).isNotNull();
            var second = enrolment("n2").join(token);

            var renewed = enrolment("n2").renew();

            assertThat(renewed.certificate().getSerialNumber())
                    .isNotEqualTo(second.certificate().getSerialNumber());
            assertThat(renewed.certificate().getSubjectX500Principal())
                    .isEqualTo(second.certificate().getSubjectX500Principal());
            assertThat(renewed.certificate().getPublicKey())
                    .isNotEqualTo(second.certificate().getPublicKey());
        }
        assertThat(source.current().credentials().certificate()).isEqualTo(first.certificate());
        var local = enrolment("n1").renew();
        assertThat(source.current().credentials().certificate())
                .as("in use without a restart")
                .isEqualTo(local.certificate());
    }

    @Test
    void aDamagedOrForeignFileIsNotTakenAndKeysAreTheOwnersAlone() throws Exception {
        var good = enrolment("n1").init();
        var tls = new TlsDirectory(directory.resolve("n1"));
        var source = CredentialsSource.open(tls, "drill");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tls.nodeFile())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tls.authorityKeyFile())))
                .isEqualTo("rw-------");

        Files.writeString(tls.nodeFile(), "nothing");

        assertThat(source.current().credentials().certificate()).isEqualTo(good.certificate());
        assertThatThrownBy(() -> CredentialsSource.open(tls, "drill"))
                .isInstanceOf(BadCredentials.class)
                .hasMessageContaining("BEGIN CERTIFICATE");
        assertThatThrownBy(() -> CredentialsSource.open(new TlsDirectory(directory.resolve("n2")), "drill"))
                .isInstanceOf(BadCredentials.class)
                .hasMessageContaining("is missing");
        enrolment("n1").renew();
        assertThatThrownBy(() -> CredentialsSource.open(tls, "other"))
                .isInstanceOf(BadCredentials.class)
                .hasMessageContaining("for cluster drill, and this is cluster other");
    }

    @Test
    void whatIsNoTokenIsTold() throws Exception {
        enrolment("n1").init();
        var token = enrolment("n1").newToken(HOUR, Optional.empty(), List.of("192.0.2.1", "n1.example"));

        assertThat(JoinToken.parse(token.text())).contains(token);
        assertThat(token.addresses()).containsExactly("192.0.2.1", "n1.example");
        assertThat(JoinToken.parse(token.text().substring(0, 60))).isEmpty();
        assertThat(JoinToken.parse("systole1.???")).isEmpty();
        assertThat(JoinToken.parse("")).isEmpty();
        try (var files = Files.list(directory.resolve("n1").resolve("tokens"))) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain(token.secret()));
        }
    }
}
