package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that cannot start ends with an exit code that a script can use, and says where, what and what to do. */
class StartRefusedIT {
    private static final int CONFIGURATION_REFUSED = 2;
    private static final int NOT_STARTED = 6;

    @TempDir
    private Path directory = Path.of("");

    private NodeConfig config = new NodeConfig("lone", directory, directory, List.of(), "default", false);

    @BeforeEach
    void configure() throws IOException {
        var port = LoopbackCluster.freePorts(1).get(0);
        config = new NodeConfig(
                "lone",
                directory,
                directory,
                List.of(new NodeConfig.Member("n1", "127.0.0.1", port)),
                "default",
                false);
        config.write();
    }

    private Command.Answer start(List<String> command) {
        var answer = Command.run(command, Duration.ofSeconds(60));
        assertThat(answer.exit()).as("ends by itself: " + answer.text()).isNotEqualTo(-1);
        assertThat(answer.err() + answer.out())
                .as("no trace of the program's inside")
                .doesNotContain("\tat ");
        return answer;
    }

    private Command.Answer start() {
        return start(Harness.systole(config.arguments("n1")));
    }

    @Test
    void anInvalidConfigurationIsRefusedWithAllOfItsFaults() {
        config.write(
                "systole.conf",
                config.text()
                        .replace("profile = default", "profile = sluggish")
                        .replace("port = 0", "port = 70000")
                        .replace("cluster-name", "clustername"));

        var answer = start();

        assertThat(answer.exit()).as(answer.text()).isEqualTo(CONFIGURATION_REFUSED);
        assertThat(answer.err())
                .contains("sluggish")
                .contains("70000")
                .contains("clustername")
                .contains("systole.conf:");
    }

    @Test
    void aConfigurationThatIsNoHoconIsRefusedWithItsLine() {
        config.write("systole.conf", "systole {\n  cluster-name = \"x\n}\n");

        var answer = start();

        assertThat(answer.exit()).as(answer.text()).isEqualTo(CONFIGURATION_REFUSED);
        assertThat(answer.err()).containsPattern("systole.conf.*2");
    }

    @Test
    void aMissingConfigurationIsNamed() throws IOException {
        Files.delete(directory.resolve("systole.conf"));

        var answer = start();

        assertThat(answer.exit()).as(answer.text()).isEqualTo(CONFIGURATION_REFUSED);
        assertThat(answer.err()).contains(directory.resolve("systole.conf").toString());
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        var port = config.members().get(0).port();
        try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();

            var answer = start();

            assertThat(answer.exit()).as(answer.text()).isEqualTo(NOT_STARTED);
            assertThat(answer.err()).contains(Integer.toString(port)).contains("in use");
        }
    }

    @Test
    void aReadOnlyStateDirectoryIsNamed() throws IOException {
        var state = config.state("n1");
        Files.createDirectories(state);
        if (!Harness.isRoot()) {
            Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("r-xr-xr-x"));
        }

        var answer = start(new StateDisk(state).readOnly(Harness.systole(config.arguments("n1"))));

        assertThat(answer.exit()).as(answer.text()).isEqualTo(NOT_STARTED);
        assertThat(answer.err()).contains(state.toString()).contains("writ");
    }

    @Test
    void withoutCertificatesANodeElsewhereThanOnLoopbackIsToldWhatToRun() {
        config.write("systole.conf", config.text().replace("127.0.0.1\"]", "192.0.2.1\"]"));

        var answer = start();

        assertThat(answer.exit()).as(answer.text()).isEqualTo(NOT_STARTED);
        assertThat(answer.err()).contains("systole cert init").contains("insecure = true");
    }
}
