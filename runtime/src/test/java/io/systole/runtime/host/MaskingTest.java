package io.systole.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
    private static final Masking NAMES = new Masking(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password=HUSH",
                "ipmi_passwd = \"HUSH\"",
                "db_password: 'HUSH'",
                "{\"api_key\" : \"HUSH\", \"x\": 1}",
                "--password HUSH --ip 10.0.0.1",
                "--passwd=HUSH",
                "Authorization: Bearer HUSHHUSH",
                "authorization bearer HUSHHUSH",
                "<nvpair id=\"a\" name=\"passwd\" value=\"HUSH\"/>",
                "<nvpair value=\"HUSH\" id=\"a\" name=\"snmp_community\"/>",
                "http://admin:HUSH@10.0.0.1/x",
                "-----BEGIN PRIVATE KEY-----\nHUSH\nHUSH\n-----END PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nHUSH\n(cut off)",
                "private-key=HUSH",
                "OCF_RESKEY_password=HUSH",
                "auth-token=HUSH,next",
                "passphrase=\"HUSH \\\" HUSH\""
            })
    void whatFollowsANameOfASecretIsMasked(String text) {
        assertThat(NAMES.text("before " + text + " after"))
                .doesNotContain("HUSH")
                .contains("********");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key-file = /etc/systole/remote.key",
                "secrets-directories = [/etc/secrets]",
                "<nvpair id=\"a\" name=\"passwd\" value=\"lrm://\"/>",
                "token-file=/root/token",
                "insecure=true",
                "op monitor interval=10s",
                "2026-11-30T14:00:00.000Z INFO  NodeActor: node started code=SY-N001",
                "http://10.0.0.1:7600/v1"
            })
    void whatIsNoSecretStays(String text) {
        assertThat(NAMES.text(text)).isEqualTo(text);
    }

    @Test
    void whatIsKnownByItsValueIsMaskedWhereverItStands() {
        var masking = new Masking(List.of("correct horse", "ab", "lrm://", ""));

        assertThat(masking.text("the agent said: [correct horse] to lab ab"))
                .isEqualTo("the agent said: [********] to lab ********");
        assertThat(masking.text("value=\"lrm://\"")).isEqualTo("value=\"lrm://\"");
    }

    @Test
    void theSecretsOfACibAreThoseOfSecretNamesAndOfWebhooks() {
        String xml =
                "<nvpair id=\"a\" name=\"login\" value=\"admin\"/><nvpair id=\"b\" name=\"passwd\" value=\"x&amp;y\"/>"
                        + "<recipient id=\"r\" value=\"https://hooks.example.com/T0/abc\"/><recipient id=\"s\" value=\"mail\"/>";

        assertThat(HostSecrets.of(xml))
                .containsExactly(
                        "x&amp;y", "x&y", "https://hooks.example.com/T0/abc", "https://hooks.example.com/T0/abc");
    }
}
