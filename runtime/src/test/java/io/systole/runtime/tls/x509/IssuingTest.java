package io.systole.runtime.tls.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.systole.runtime.tls.files.Pem;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made here is what others understand: the JDK's own validation, openssl and keytool. */
class IssuingTest {
    private static final BigInteger SERIAL = BigInteger.ONE.shiftLeft(126).add(BigInteger.valueOf(5));
    private static final Subject ALPHA =
            new Subject("example", "alpha", List.of("192.0.2.11", "2001:db8::1", "alpha.example"));

    @TempDir
    private Path directory = Path.of("");

    private final Instant now = Instant.now();
    private final KeyPair keys = Keys.generate();
    private final Authority authority = authority("example", now);

    IssuingTest() throws GeneralSecurityException {}

    private static Authority authority(String cluster, Instant at) throws GeneralSecurityException {
        KeyPair keys = Keys.generate();
        return new Authority(Issuing.authority(cluster, keys, SERIAL, at), keys.getPrivate());
    }

    private X509Certificate alpha(Authority by, Instant at) throws GeneralSecurityException {
        return Issuing.node(ALPHA, keys.getPublic(), by, SERIAL.add(BigInteger.ONE), at);
    }

    @Test
    void theJdkFindsAPathToTheAuthority() throws GeneralSecurityException {
        var path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(alpha(authority, now)));
        var parameters = new PKIXParameters(Set.of(new TrustAnchor(authority.certificate(), null)));
        parameters.setRevocationEnabled(false);

        assertThat(CertPathValidator.getInstance("PKIX").validate(path, parameters))
                .isNotNull();
        assertThat(alpha(authority, now).getSubjectAlternativeNames())
                .extracting(name -> (Object) name.get(1))
                .containsExactly(
                        "urn:systole:cluster:example", "alpha", "192.0.2.11", "2001:db8:0:0:0:0:0:1", "alpha.example");
    }

    @Test
    void opensslAndKeytoolAgree() throws IOException, GeneralSecurityException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not installed");
        Path ca = Files.writeString(directory.resolve("ca.crt"), Pem.of(authority.certificate()));
        Path node = Files.writeString(directory.resolve("node.crt"), Pem.of(alpha(authority, now)));
        Path request = Files.write(directory.resolve("request.der"), CertificateRequest.of(keys, "alpha"));

        assertThat(run("openssl", "verify", "-x509_strict", "-CAfile", ca.toString(), node.toString()))
                .contains("node.crt: OK");
        assertThat(run("openssl", "req", "-verify", "-noout", "-inform", "DER", "-in", request.toString()))
                .containsIgnoringCase("verify OK");
        assertThat(run(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-printcert",
                        "-file",
                        node.toString()))
                .contains("CN=alpha")
                .contains("2001:db8");
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void aNodeOfTheClusterIsBelieved() throws GeneralSecurityException {
        var check = new PeerCheck(List.of(authority("example", now).certificate(), authority.certificate()), "example");

        check.require(alpha(authority, now), now);

        assertThat(ClusterName.node(alpha(authority, now))).isEqualTo("alpha");
    }

    @Test
    void everyoneElseIsRefusedWithTheReason() throws GeneralSecurityException {
        var check = new PeerCheck(List.of(authority.certificate()), "example");
        var other = authority("example", now);
        var longAgo = now.minus(Duration.ofDays(3000));
        var old = authority("example", longAgo);
        var foreign = Issuing.node(new Subject("other", "alpha", List.of()), keys.getPublic(), authority, SERIAL, now);

        refused(check, alpha(other, now), "not signed by this cluster's authority");
        refused(check, foreign, "for cluster other, and this is cluster example");
        refused(check, alpha(authority, now.minus(Issuing.NODE_LASTS).minusSeconds(1)), "its certificate ended on");
        refused(check, alpha(authority, now.plus(Duration.ofDays(2))), "begins on");
        refused(check, authority.certificate(), "not one of a node");
        refused(
                new PeerCheck(List.of(alpha(authority, now)), "example"),
                alpha(new Authority(alpha(authority, now), keys.getPrivate()), now),
                "not signed by this cluster's authority");
        assertThat(old.certificate().getNotAfter().toInstant())
                .as("the authority lasts")
                .isAfter(now.plus(Duration.ofDays(4000)));
    }

    private void refused(PeerCheck check, X509Certificate certificate, String why) {
        assertThatThrownBy(() -> check.require(certificate, now))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aNodesCertificateEndsWithItsAuthoritysAtTheLatest() throws GeneralSecurityException {
        var ending = authority("example", now.minus(Issuing.AUTHORITY_LASTS).plus(Duration.ofDays(10)));

        assertThat(alpha(ending, now).getNotAfter())
                .isEqualTo(ending.certificate().getNotAfter());
    }

    @Test
    void aRequestProvesThatItsKeyIsThere() throws GeneralSecurityException {
        byte[] request = CertificateRequest.of(keys, "alpha");

        assertThat(CertificateRequest.publicKey(request)).isEqualTo(keys.getPublic());
        for (int at : new int[] {5, 30, 60, request.length - 3}) {
            byte[] damaged = request.clone();
            damaged[at] ^= 1;
            assertThatThrownBy(() -> CertificateRequest.publicKey(damaged))
                    .as("octet %d", at)
                    .isInstanceOf(GeneralSecurityException.class);
        }
        assertThatThrownBy(() -> CertificateRequest.publicKey(new byte[] {0x30, (byte) 0x84, 1, 1, 1, 1}))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining("a length of");
        assertThatThrownBy(
                        () -> CertificateRequest.publicKey(Base64.getDecoder().decode("MAA=")))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void lengthsNumbersAndTimesAreAsX690WantsThem() {
        assertThat(hex(Der.oid("1.2.840.10045.4.3.2"))).isEqualTo("06082a8648ce3d040302");
        assertThat(hex(Der.oid("2.5.29.15"))).isEqualTo("0603551d0f");
        assertThat(hex(Der.octets(new byte[200]))).startsWith("0481c8");
        assertThat(hex(Der.octets(new byte[70_000]))).startsWith("0483011170");
        assertThat(hex(Der.integer(BigInteger.valueOf(128)))).isEqualTo("02020080");
        assertThat(new String(Der.instant(Instant.parse("2049-12-31T23:59:59Z")), StandardCharsets.US_ASCII))
                .endsWith("491231235959Z");
        assertThat(new String(Der.instant(Instant.parse("2050-01-01T00:00:00Z")), StandardCharsets.US_ASCII))
                .endsWith("20500101000000Z");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
