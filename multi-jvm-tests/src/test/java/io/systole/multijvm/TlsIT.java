package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** Three JVMs whose certificates were made with the commands that an administrator types. */
class TlsIT {
    private static final Duration QUIET = Duration.ofSeconds(5);

    @RegisterExtension
    final LoopbackExtension loopback = new LoopbackExtension();

    @Test
    void nodesWithCertificatesFormTakeOverAndRenewWithoutARestart() throws Exception {
        var cluster = loopback.cluster();
        cluster.certify();

        var forming = cluster.form(LoopbackCluster.NAMES);

        System.out.println("formed with TLS " + forming.toMillis() + " ms after the start of the last node");
        assertThat(serial(cluster, "n2")).isEqualTo(shownSerial(cluster, "n2"));
        var drill = new Drill(cluster);
        drill.baseline();
        clientsAskOverTls(cluster);
        aPageIsSeenOverTls(cluster);
        takesOver(cluster, drill);
        renews(cluster, drill);
        assertThat(cluster.cli("n1", "status").out()).doesNotContain("insecure");
    }

    /** Commands find by themselves whom to believe, tools are given the authority, and nothing is answered in the clear. */
    private static void clientsAskOverTls(LoopbackCluster cluster) throws IOException {
        var door = Management.Door.of(cluster.config().run("n2"));
        var authority = cluster.config().certificates("n2").resolve("ca.crt").toString();
        var header = "Authorization: Bearer " + door.token();

        assertThat(door.url()).startsWith("https://127.0.0.1:");
        assertThat(cluster.cli("n2", "status").out()).contains("asked n2", "Online: [ n1 n2 n3 ]");
        assertThat(cluster.cli("n1", "doctor", "--all").out())
                .contains("n1, certificate", "n2, certificate", "n3, certificate");
        var believed =
                Command.run("curl", "-sS", "--cacert", authority, "-H", header, door.url() + "/v1/status?format=text");
        assertThat(believed.out()).as(believed.text()).contains("Online: [ n1 n2 n3 ]");
        var strange = Command.run("curl", "-sS", "-H", header, door.url() + "/v1/status");
        assertThat(strange.exit()).as(strange.text()).isNotZero();
        var plain = Command.run("curl", "-sS", door.url().replace("https:", "http:") + "/v1/status");
        assertThat(plain.out()).as(plain.text()).contains("This port speaks HTTPS alone");
        var other = cluster.cli("n2", "status", "--ca", otherAuthority(cluster).toString());
        assertThat(other.exit()).as(other.text()).isEqualTo(4);
        assertThat(other.err()).contains("found the certificate of CN=n2", "nothing was sent");

        var token = Files.writeString(
                Files.createFile(
                        cluster.directory().resolve("token"),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
                door.token());
        var nobody = "https://127.0.0.1:1";
        var named = Command.run(Harness.systole(List.of(
                "status", "--url", nobody + "," + door.url(), "--ca", authority, "--token-file", token.toString())));
        assertThat(named.out()).as(named.text()).contains("asked n2", "Online: [ n1 n2 n3 ]");

        var watch = NodeProcess.start(
                "watch",
                Harness.systole(List.of(
                        "monitor",
                        "--plain",
                        "--config",
                        cluster.directory().resolve("systole.conf").toString())),
                cluster.marks("n1"),
                cluster.directory().resolve("watch.log"));
        Await.until(
                "the live display shows all over TLS",
                LoopbackCluster.GENEROUS,
                () -> watch.log().contains("n1") && watch.log().contains("n3"),
                watch::logTail);
        watch.sigterm();
        watch.awaitEnd(LoopbackCluster.GENEROUS);
    }

    /** An authority that has nothing to do with the cluster. */
    private static Path otherAuthority(LoopbackCluster cluster) throws IOException {
        var config = new NodeConfig(
                "elsewhere",
                Files.createDirectories(cluster.directory().resolve("elsewhere")),
                cluster.directory(),
                List.of(new NodeConfig.Member("x", "127.0.0.1", 9)),
                "default",
                false);
        var made = Command.run(Harness.systole(
                List.of("cert", "init", "--config", config.write().toString(), "--node", "x")));
        assertThat(made.exit()).as(made.text()).isZero();
        return config.certificates("x").resolve("ca.crt");
    }

    private static void aPageIsSeenOverTls(LoopbackCluster cluster) throws IOException {
        if (System.getenv("CI") == null && !Browser.isInstalled()) {
            return;
        }
        var door = Management.Door.of(cluster.config().run("n1"));
        try (var browser = Browser.start(Harness.home().resolve(Path.of("multi-jvm-tests", "target", "pages")))) {
            browser.open(door.url() + "/");
            browser.find("#token").sendKeys(door.token());
            browser.press(Keys.ENTER);

            browser.find(".connection.live");
            assertThat(browser.run("return location.protocol")).isEqualTo("https:");
        }
    }

    /** The watch of ports, on which nothing is ever said, notices a killed process with TLS as without. */
    private static void takesOver(LoopbackCluster cluster, Drill drill) {
        var victim = drill.officeNode();
        var others = LoopbackCluster.NAMES.stream()
                .filter(name -> !name.equals(victim))
                .toList();
        cluster.agents().fault(victim, "killed");
        cluster.node(victim).sigkill();

        drill.awaitAllRunning("after " + victim + " was killed", others);
        assertThat(others).anyMatch(name -> cluster.node(name).log().contains("a member's host refuses connections"));
        cluster.start(victim);
        cluster.awaitFormed(System.nanoTime());
        drill.awaitAllRunning("after " + victim + " is back", LoopbackCluster.NAMES);
        assertThat(drill.newViolations()).as(cluster.story()).isEmpty();
    }

    private static void renews(LoopbackCluster cluster, Drill drill) throws Exception {
        var before = serial(cluster, "n2");
        var lost = lines(cluster, "SY-M004");

        var renewed = cluster.certify("n2", "renew");

        assertThat(renewed.exit()).as(renewed.text()).isZero();
        var after = serial(cluster, "n2");
        assertThat(after).as("a new connection meets the new certificate").isNotEqualTo(before);
        assertThat(after).isEqualTo(shownSerial(cluster, "n2"));
        assertThat(cluster.node("n2").log()).contains("SY-S004");
        Await.holds(
                "the cluster stays quiet",
                QUIET,
                () -> lines(cluster, "SY-M004") == lost && drill.newViolations().isEmpty(),
                cluster::story);
    }

    @Test
    void aNodeOfAnotherAuthorityIsRefusedAndJoinsWithATokenOfTheRunningOne() throws IOException {
        var cluster = loopback.cluster();
        cluster.certify();
        Harness.deleteTree(cluster.config().certificates("n3"));
        assertThat(cluster.certify("n3", "init").ok()).isTrue();
        // On one host only one of the two authorities can have the join port.
        Files.delete(cluster.config().certificates("n3").resolve("ca.key"));
        Harness.warmUp();
        LoopbackCluster.NAMES.forEach(cluster::start);
        cluster.awaitOnline("n1", List.of("n1", "n2"));

        shows(cluster, "n3", "is refused: its certificate is not signed by this cluster's authority");
        shows(cluster, "n1", "is refused: its certificate is not signed by this cluster's authority");
        assertThat(cluster.node("n1").log()).contains("SY-S002").contains("SY-S003");
        assertThat(cluster.node("n3").log()).contains("SY-S002").contains("SY-S003");

        end(cluster, "n3");
        var plain = cluster.config()
                .write("plain.conf", cluster.config().text().replace("insecure = false", "insecure = true"));
        var insecure = startWith(cluster, "n3", plain);
        shows(cluster, "n1", "it does not speak TLS");
        shows(cluster, "n3", "insecure: traffic between nodes is neither encrypted nor authenticated");
        assertThat(insecure.log()).contains("SY-S001");

        insecure.sigterm();
        insecure.awaitEnd(LoopbackCluster.GENEROUS);
        Harness.deleteTree(cluster.config().certificates("n3"));
        var token = cluster.token("n3");
        var joined = cluster.certify("n3", "join", token);
        assertThat(joined.exit()).as(joined.text()).isZero();
        assertThat(cluster.node("n1").log()).contains("SY-S007");
        cluster.start("n3");
        cluster.awaitFormed(System.nanoTime());
    }

    private static void end(LoopbackCluster cluster, String name) {
        cluster.node(name).sigterm();
        cluster.node(name).awaitEnd(LoopbackCluster.GENEROUS);
    }

    private static NodeProcess startWith(LoopbackCluster cluster, String name, Path config) {
        return NodeProcess.start(
                name,
                Harness.systole(List.of("node", "--config", config.toString(), "--node", name)),
                cluster.marks(name),
                cluster.config().log(name));
    }

    private static void shows(LoopbackCluster cluster, String asked, String line) {
        Await.until(
                "the status of " + asked + " says: " + line,
                LoopbackCluster.GENEROUS,
                () -> cluster.at(asked).statusText().contains(line),
                cluster::story);
    }

    private static long lines(LoopbackCluster cluster, String code) {
        return LoopbackCluster.NAMES.stream()
                .flatMap(name -> cluster.node(name).log().lines())
                .filter(line -> line.contains(code))
                .count();
    }

    /** The serial number that {@code systole cert show} shows first: that of the node. */
    private static String shownSerial(LoopbackCluster cluster, String node) {
        var shown = cluster.certify(node, "show");
        assertThat(shown.exit()).as(shown.text()).isZero();
        return shown.out()
                .lines()
                .filter(line -> line.strip().startsWith("serial:"))
                .map(line -> line.replaceAll(".*:\\s*", ""))
                .findFirst()
                .orElseThrow();
    }

    /** The serial number that whoever connects is shown. */
    private static String serial(LoopbackCluster cluster, String node) throws IOException, GeneralSecurityException {
        var member = cluster.config().members().stream()
                .filter(known -> known.name().equals(node))
                .findFirst()
                .orElseThrow();
        var context = SSLContext.getInstance("TLSv1.3");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        try (var plain = new Socket(member.address(), member.port());
                var tls = (SSLSocket) context.getSocketFactory().createSocket(plain, node, member.port(), true)) {
            tls.startHandshake();
            var certificate = (X509Certificate) tls.getSession().getPeerCertificates()[0];
            BigInteger serial = certificate.getSerialNumber();
            return serial.toString(16).toLowerCase(Locale.ROOT);
        }
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
