package io.systole.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.systole.runtime.config.ConfigFile;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.tls.join.ClusterPlan;
import io.systole.runtime.tls.join.Enrolment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeTransportTest {
    @TempDir
    private Path directory = Path.of("");

    private SystoleConfig config(String address, boolean insecure) throws Exception {
        return ConfigFile.from(
                ConfigFactory.parseString("""
                        systole {
                          cluster-name = drill
                          nodes = [{ name = a, addresses = [%s] }, { name = b, addresses = ["127.0.0.1"], port = 9 }]
                          directories { state = "%s/state", run = "%s/run" }
                          tls { directory = "%s/tls", insecure = %s }
                        }
                        """.formatted(address, directory, directory, directory, insecure)),
                Optional.of("a"));
    }

    @Test
    void withoutCertificatesOnlyLoopbackIsInTheClear() throws Exception {
        var transport = NodeTransport.choose(config("\"127.0.0.1\"", false));

        assertThat(transport.credentials()).isEmpty();
        assertThat(transport.attention(Instant.now())).isEmpty();
        for (var elsewhere : new String[] {"\"192.0.2.1\"", "\"127.0.0.1\", \"127.0.0.2\""}) {
            assertThatThrownBy(() -> NodeTransport.choose(config(elsewhere, false)))
                    .as("%s: bound to all of the host's addresses, or not on loopback", elsewhere)
                    .isInstanceOf(NodeNotStarted.class)
                    .hasMessageContaining("systole cert init")
                    .hasMessageContaining("insecure = true");
        }
    }

    @Test
    void whatIsInsecureByWishIsSaidLoudly() throws Exception {
        var transport = NodeTransport.choose(config("\"192.0.2.1\"", true));

        assertThat(transport.credentials()).isEmpty();
        assertThat(transport.attention(Instant.now()))
                .singleElement()
                .asString()
                .startsWith("insecure: traffic between nodes is neither encrypted nor authenticated");
    }

    @Test
    void certificatesMeanTlsAlsoOnLoopbackAndDamagedOnesNoStart() throws Exception {
        var config = config("\"127.0.0.1\"", false);
        new Enrolment(ClusterPlan.of(config)).init();

        assertThat(NodeTransport.choose(config).credentials()).isPresent();

        Files.delete(config.tls().directory().resolve("node.pem"));
        assertThatThrownBy(() -> NodeTransport.choose(config))
                .isInstanceOf(NodeNotStarted.class)
                .hasMessageContaining("node.pem")
                .hasMessageContaining("is missing");
    }

    @Test
    void aCertificateIsRenewedInTimeAndItsEndIsAnnounced() throws Exception {
        var credentials = new Enrolment(ClusterPlan.of(config("\"127.0.0.1\"", false))).init();
        var end = credentials.certificate().getNotAfter().toInstant();
        var authorityEnd = credentials.authorities().get(0).getNotAfter().toInstant();

        assertThat(CertificateAge.isDue(credentials.certificate(), Instant.now()))
                .isFalse();
        assertThat(CertificateAge.isDue(credentials.certificate(), end.minus(Duration.ofDays(240))))
                .isTrue();
        assertThat(CertificateAge.warnings(credentials, end.minus(Duration.ofDays(61))))
                .isEmpty();
        assertThat(CertificateAge.warnings(credentials, end.minus(Duration.ofDays(59))))
                .singleElement()
                .asString()
                .contains("systole cert renew");
        assertThat(CertificateAge.warnings(credentials, authorityEnd.minus(Duration.ofDays(364))))
                .anyMatch(line -> line.contains("the cluster's authority ends on"));
    }
}
