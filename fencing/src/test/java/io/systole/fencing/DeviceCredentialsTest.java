package io.systole.fencing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeviceCredentialsTest {
    private static final Instant FROM = Instant.parse("2026-11-29T01:55:01Z");
    private static final Instant UNTIL = Instant.parse("2026-12-29T01:55:01Z");
    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBdDCCARugAwIBAgIURyI6+Ir+l8pZfa39eJO5mZYe/gIwCgYIKoZIzj0EAwIw
            EDEOMAwGA1UEAwwFYm9hcmQwHhcNMjYxMTI5MDE1NTAxWhcNMjYxMjI5MDE1NTAx
            WjAQMQ4wDAYDVQQDDAVib2FyZDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABP52
            HLg/BfJj/uYV9tIaKZ/pz8gBkmyY6sYCK9MQz8/cbMqkTkyij+MlaL3sBaP98zx1
            sqb5tnpATPm0FHwcMyqjUzBRMB0GA1UdDgQWBBRLq3xjJUz86/54hEfSshvRIlZv
            WzAfBgNVHSMEGDAWgBRLq3xjJUz86/54hEfSshvRIlZvWzAPBgNVHRMBAf8EBTAD
            AQH/MAoGCCqGSM49BAMCA0cAMEQCIG2Dlk0QTblQR9IUz1MQ9z7bW4f24d5vZbSY
            FCAHhXgLAiBpJTIaUjk+HfbMacZcErbcJ1tU0O1Tzr8KKTv0BBgLIA==
            -----END CERTIFICATE-----
            """;
    private static final String KEY = "-----BEGIN OPENSSH PRIVATE KEY-----\nnone\n";

    @TempDir
    private Path directory;

    @Test
    void aFileThatIsNotThereIsTold() {
        assertThat(problems("identity_file", directory.resolve("none"), FROM))
                .containsExactly("identity_file = " + directory.resolve("none") + ": does not exist");
    }

    @Test
    void aKeyThatOthersMayReadIsToldSinceSshRefusesIt() throws IOException {
        var key = file("key", KEY, "rw-r-----");
        assertThat(problems("identity-file", key, FROM))
                .singleElement()
                .asString()
                .contains("ssh refuses such a key");

        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        assertThat(problems("identity-file", key, FROM)).isEmpty();
    }

    @Test
    void aCertificateIsToldWhenItEndsSoonHasEndedOrIsNotYetValid() throws IOException {
        var file = file("cert.pem", CERTIFICATE, "rw-r--r--");

        assertThat(problems("ssl_cert", file, FROM.minusSeconds(1)))
                .singleElement()
                .asString()
                .endsWith("is a certificate that is valid only from " + FROM + " on");
        assertThat(problems("ssl_cert", file, FROM.plusSeconds(1))).isEmpty();
        assertThat(problems("ssl_cert", file, UNTIL.minus(Duration.ofDays(3))))
                .singleElement()
                .asString()
                .endsWith("is a certificate that ends in 3 days, on " + UNTIL);
        assertThat(problems("ssl_cert", file, UNTIL))
                .singleElement()
                .asString()
                .endsWith("is a certificate that ended on " + UNTIL);
    }

    @Test
    void aDamagedCertificateAnEmptyFileAndAScriptThatIsNoneAreTold() throws IOException {
        var damaged = file("cert.pem", CERTIFICATE.replace("MII", "AAA"), "rw-r--r--");
        assertThat(problems("cacert", damaged, FROM)).singleElement().asString().contains("cannot be read");
        assertThat(problems("key_file", file("empty", "", "rw-------"), FROM))
                .singleElement()
                .asString()
                .endsWith("is empty");
        assertThat(problems("passwd_script", file("script", "#!/bin/sh\n", "rw-r--r--"), FROM))
                .singleElement()
                .asString()
                .endsWith("is not executable");
    }

    @Test
    void whatIsNoFileOrNoCredentialIsLeftAlone() {
        var parameters = new TreeMap<>(Map.of(
                "ip", "10.0.0.1",
                "ssl", "1",
                "passwd", "/none",
                "devices", "/dev/none",
                "pcmk_host_key", "/none",
                "key", "relative"));

        assertThat(DeviceCredentials.problems(parameters, FROM)).isEmpty();
    }

    private Path file(String name, String text, String permissions) throws IOException {
        var file = Files.writeString(directory.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static List<String> problems(String name, Path file, Instant now) {
        return DeviceCredentials.problems(new TreeMap<>(Map.of(name, file.toString())), now);
    }
}
