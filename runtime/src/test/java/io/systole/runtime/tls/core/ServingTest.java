package io.systole.runtime.tls.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.runtime.config.ManagementTlsConfig;
import io.systole.runtime.config.ManagementTlsConfig.Enabled;
import io.systole.runtime.tls.core.Serving.Facts;
import io.systole.runtime.tls.core.Serving.Plain;
import io.systole.runtime.tls.core.Serving.Refused;
import io.systole.runtime.tls.core.Serving.WithAnother;
import io.systole.runtime.tls.core.Serving.WithTheNodes;
import org.junit.jupiter.api.Test;

/** From settings and files: how the HTTP interface is served, or why it is not. */
class ServingTest {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String ANY = "0.0.0.0";

    private static Serving of(Enabled enabled, String own, String address, boolean certificates, boolean insecure) {
        return Serving.of(new Facts(
                new ManagementTlsConfig(enabled, own, own),
                address,
                address.equals(LOOPBACK),
                "/etc/systole/tls",
                certificates,
                insecure));
    }

    @Test
    void withTheNodesCertificateWhereThereIsOneAlsoOnLoopback() {
        for (var enabled : new Enabled[] {Enabled.AUTO, Enabled.ON}) {
            assertThat(of(enabled, "", LOOPBACK, true, false)).isEqualTo(new WithTheNodes());
            assertThat(of(enabled, "", ANY, true, false)).isEqualTo(new WithTheNodes());
        }
    }

    @Test
    void theOperatorsCertificateComesFirst() {
        for (var enabled : new Enabled[] {Enabled.AUTO, Enabled.ON}) {
            assertThat(of(enabled, "/etc/ssl/ha.pem", ANY, true, false)).isEqualTo(new WithAnother());
            assertThat(of(enabled, "/etc/ssl/ha.pem", LOOPBACK, false, true)).isEqualTo(new WithAnother());
        }
    }

    @Test
    void withoutCertificatesInTheClearOnLoopbackAlone() {
        assertThat(of(Enabled.AUTO, "", LOOPBACK, false, false)).isEqualTo(new Plain(false));

        var refused = (Refused) of(Enabled.AUTO, "", ANY, false, false);

        assertThat(refused.where()).isEqualTo("systole.management.address = 0.0.0.0");
        assertThat(refused.found()).contains("no certificates in systole.tls.directory = /etc/systole/tls");
        assertThat(refused.advice()).contains("systole cert init", "tls.certificate", "127.0.0.1", "enabled = off");
    }

    @Test
    void whatIsToBeEncryptedInAnyCaseIsNotServedOtherwise() {
        for (var insecure : new boolean[] {false, true}) {
            var refused = (Refused) of(Enabled.ON, "", LOOPBACK, false, insecure);

            assertThat(refused.where()).isEqualTo("systole.management.tls.enabled = on");
            assertThat(refused.advice()).contains("systole cert init", "systole.management.tls.certificate");
        }
        assertThat(of(Enabled.ON, "", LOOPBACK, true, true))
                .as("certificates that the nodes do without, by wish")
                .isEqualTo(new WithTheNodes());
    }

    @Test
    void inTheClearElsewhereOnlyByExpressWishAndLoudly() {
        assertThat(of(Enabled.OFF, "", ANY, true, false)).isEqualTo(new Plain(true));
        assertThat(of(Enabled.OFF, "/etc/ssl/ha.pem", ANY, true, false)).isEqualTo(new Plain(true));
        assertThat(of(Enabled.AUTO, "", ANY, true, true))
                .as("tls.insecure = true")
                .isEqualTo(new Plain(true));
        assertThat(of(Enabled.AUTO, "", ANY, false, true)).isEqualTo(new Plain(true));
        assertThat(of(Enabled.OFF, "", LOOPBACK, true, false)).isEqualTo(new Plain(false));
        assertThat(of(Enabled.AUTO, "", LOOPBACK, true, true)).isEqualTo(new Plain(false));
    }
}
