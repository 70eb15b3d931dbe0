package io.systole.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.runtime.config.NodeEntry;
import io.systole.runtime.tls.engine.CredentialsSource;
import io.systole.runtime.tls.files.TlsDirectory;
import io.systole.runtime.tls.join.ClusterPlan;
import io.systole.runtime.tls.join.Enrolment;
import io.systole.runtime.tls.x509.AlternativeNames;
import io.systole.runtime.tls.x509.Issuing;
import io.systole.runtime.tls.x509.Keys;
import io.systole.runtime.tls.x509.Subject;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running node renews its certificate when a third of its time is left, and goes on with it where it cannot. */
class CertificateKeeperTest {
    @TempDir
    private Path directory = Path.of("");

    private int port;

    @BeforeEach
    void findPort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
    }

    private ClusterPlan plan(String node) {
        var nodes = List.of(
                new NodeEntry("n1", List.of("127.0.0.1"), 9620, 1), new NodeEntry("n2", List.of("127.0.0.1"), 9621, 1));
        return new ClusterPlan(
                "drill", node, nodes, new TlsDirectory(directory.resolve(node)), port, List.of(), List.of());
    }

    /** The node's certificate was made so many days ago, by the authority of n1. */
    private CredentialsSource aged(String node, long days) throws Exception {
        return aged(node, days, Subject.reachable("drill", node, List.of("127.0.0.1")));
    }

    private CredentialsSource aged(String node, long days, Subject subject) throws Exception {
        var authority = plan("n1").directory().authority().orElseThrow();
        var own = plan(node).directory();
        var keys = Keys.generate();
        var made = Instant.now().minus(Duration.ofDays(days));
        var certificate = Issuing.node(subject, keys.getPublic(), authority, BigInteger.TEN, made);
        own.writeAuthorities(List.of(authority.certificate()));
        own.writeNode(keys.getPrivate(), certificate);
        return CredentialsSource.open(own, "drill");
    }

    private static BigInteger serial(CredentialsSource source) {
        return source.current().credentials().certificate().getSerialNumber();
    }

    @Test
    void anOldCertificateIsRenewedByTheNodeThatHasTheAuthority() throws Exception {
        new Enrolment(plan("n1")).init();
        var first = aged("n1", 100);
        var second = aged("n2", 600);
        try (var desk = CertificateKeeper.start(plan("n1"), first);
                var keeper = CertificateKeeper.start(plan("n2"), second)) {
            desk.look();
            keeper.look();

            assertThat(serial(first)).as("young enough").isEqualTo(BigInteger.TEN);
            assertThat(serial(second)).as("renewed over the network").isNotEqualTo(BigInteger.TEN);
            assertThat(Files.exists(plan("n2").directory().authorityKeyFile())).isFalse();
        }
    }

    @Test
    void aCertificateThatIsNotForAllNamesOfTheNodeIsRenewedOnce() throws Exception {
        new Enrolment(plan("n1")).init();
        var source = aged("n1", 1, new Subject("drill", "n1", List.of("127.0.0.1")));
        try (var keeper = CertificateKeeper.start(plan("n1"), source)) {
            keeper.look();

            var renewed = source.current().credentials().certificate();
            assertThat(renewed.getSerialNumber()).isNotEqualTo(BigInteger.TEN);
            assertThat(AlternativeNames.of(renewed)).contains("n1", "localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
            keeper.look();
            assertThat(source.current().credentials().certificate()).isEqualTo(renewed);
        }
    }

    @Test
    void whereNobodyCanRenewItTheOldOneStaysInUse() throws Exception {
        new Enrolment(plan("n1")).init();
        var source = aged("n2", 700);
        try (var keeper = CertificateKeeper.start(plan("n2"), source)) {
            keeper.look();

            assertThat(serial(source)).isEqualTo(BigInteger.TEN);
        }
    }
}
