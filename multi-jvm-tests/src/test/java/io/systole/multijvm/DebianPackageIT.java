package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Debian package, installed for real into a copy of this machine that only the test sees (an overlay over its file
 * system): a node runs from it as its unit has it run, and nothing is left of it afterwards.
 */
class DebianPackageIT {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @TempDir
    private Path directory = Path.of("");

    /** What it says and is right nevertheless is in the package's overrides, with reasons. */
    @Test
    void debiansCheckerFindsNothing() throws IOException {
        need(Command.isInstalled("lintian"), "no lintian here");

        var said = Command.run(
                List.of(
                        "lintian",
                        "--allow-root",
                        Harness.home().resolve("debian/target/systole.deb").toString()),
                LIMIT);

        assertThat(said.out().lines().filter(line -> line.matches("[EW]: .*"))).isEmpty();
        assertThat(said.exit()).as(said.text()).isZero();
    }

    @Test
    void isInstalledRunAndPurged() throws IOException {
        var deb = Harness.home().resolve("debian/target/systole.deb");
        assertThat(deb).as("made by mvn package").isReadable();
        need(Harness.isRoot(), "installing needs root");
        need(Command.isInstalled("dpkg") && Command.isInstalled("unshare"), "no dpkg or unshare here");
        var told = Command.output("dpkg-deb", "--info", deb.toString());
        assertThat(told).contains("Package: systole").contains("Architecture: all");
        assertThat(Command.output("dpkg-deb", "--info", deb.toString(), "conffiles"))
                .isEqualTo("/etc/systole/systole.conf");
        var port = LoopbackCluster.freePorts(2);
        Files.writeString(directory.resolve("node.conf"), """
                systole {
                  cluster-name = packaged
                  nodes = [ { name = lone, addresses = ["127.0.0.1"], port = %d } ]
                  node.name = lone
                  management.port = %d
                }
                """.formatted(port.get(0), port.get(1)));
        Files.copy(deb, directory.resolve("systole.deb"));
        Files.copy(Harness.home().resolve("multi-jvm-tests/src/test/agents/package-trial"), directory.resolve("trial"));

        var answer = Command.run(
                List.of(
                        "unshare",
                        "--mount",
                        "--pid",
                        "--fork",
                        "--propagation",
                        "private",
                        "sh",
                        directory.resolve("trial").toString(),
                        directory.toString(),
                        System.getProperty("java.home")),
                LIMIT);

        need(answer.exit() != 77, "no overlay can be mounted here: " + answer.text());
        assertThat(answer.exit()).as(answer.text()).isZero();
        assertThat(answer.out())
                .contains("installed: Systole")
                .contains("directory: 750 root /var/lib/systole")
                .contains("directory: 700 root /etc/systole/tls")
                .contains("group: haclient")
                .contains("archive: made")
                .contains("manual: there")
                .contains("completion: there")
                .contains("status: lone")
                .contains("ended: 0")
                .contains("kept after removal: /etc/systole/systole.conf")
                .contains("left: nothing");
    }

    private static void need(boolean there, String otherwise) {
        if (!there && System.getenv("CI") != null) {
            throw new AssertionError("this may not be skipped in CI, but: " + otherwise);
        }
        assumeTrue(there, otherwise);
    }
}
