package io.systole.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import io.systole.actors.node.FailureProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystoleConfigTest {
    private static final String LEAST = """
            systole {
              nodes = [
                { name = "a", addresses = ["10.0.0.1"] }
                { name = "b", addresses = ["10.0.0.2", "10.1.0.2"], port = 7000, votes = 2 }
              ]
            }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void readsTheDefaultsForAllThatTheFileLeavesOut() throws Exception {
        var config = read(LEAST, "a");

        assertThat(config.clusterName()).isEqualTo("systole");
        assertThat(config.self()).isEqualTo(new NodeEntry("a", List.of("10.0.0.1"), 9620, 1));
        assertThat(config.nodes().get(1)).isEqualTo(new NodeEntry("b", List.of("10.0.0.2", "10.1.0.2"), 7000, 2));
        assertThat(config.failureProfile()).isEqualTo(FailureProfile.DEFAULT);
        assertThat(config.management())
                .isEqualTo(new ManagementConfig(
                        "127.0.0.1",
                        9621,
                        Duration.ofSeconds(30),
                        4 * 1024 * 1024,
                        "haclient",
                        new RateConfig(50, 200, 12, 20),
                        ManagementTlsConfig.USUAL));
        assertThat(config.shutdown().escalation()).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void findsTheRunDirectoriesAsTheWholeConfigurationDoes() throws Exception {
        assertThat(runDirectories(LEAST, null))
                .containsExactly(read(LEAST, "a").directories().run());

        var perNode =
                LEAST.replace("nodes =", "directories.run = \"/run/\"${systole.node.name}\n  node.name = b\n  nodes =");
        assertThat(runDirectories(perNode, null)).containsExactly(Path.of("/run/b"), Path.of("/run/a"));
        assertThat(runDirectories(perNode, "a")).containsExactly(Path.of("/run/a"));

        var ofADefault = LEAST.replace("nodes =", "directories.run = ${systole.directories.state}/run\n  nodes =");
        assertThat(runDirectories(ofADefault, "a"))
                .containsExactly(read(ofADefault, "a").directories().run());
    }

    @Test
    void findsNoRunDirectoryForANodeThatIsNotListed() {
        var refused = catchThrowableOfType(ConfigRefused.class, () -> runDirectories(LEAST, "other"));

        assertThat(refused).hasMessageContaining("other");
    }

    private Set<Path> runDirectories(String text, @Nullable String node) throws Exception {
        var file = Files.writeString(directory.resolve("systole.conf"), text);
        return ConfigFile.runDirectories(file, Optional.ofNullable(node));
    }

    @Test
    void refusesAllFaultsAtOnceWithTheirPlaces() throws Exception {
        var faults = refused("""
                systole {
                  cluster-name = "no spaces"
                  nodes = [
                    { name = "a", addresses = [] }
                    { name = "a", addresses = ["h"], port = 70000 }
                  ]
                  management { port = -1, request-timeout = 20, adress = "127.0.0.1" }
                  failure-detection.profile = slow
                  directories.state = "relative"
                }
                """, "a");

        var file = directory.resolve("systole.conf");
        assertThat(faults)
                .contains(
                        file + ":2: systole.cluster-name = no spaces: must be 1 to 63 letters, digits, hyphens or"
                                + " underscores",
                        file + ":4: systole.nodes[1].addresses = []: must name at least one address",
                        file + ":5: systole.nodes[2].port = 70000: must be between 1 and 65535",
                        file + ":7: systole.management.port = -1: must be between 0 and 65535",
                        file + ":7: systole.management.request-timeout = 20: must be a duration with its unit, such as"
                                + " 500ms or 20s",
                        file + ":7: systole.management.adress = 127.0.0.1: is not a key that Systole knows; did you"
                                + " mean address?",
                        file + ":8: systole.failure-detection.profile = slow: must be one of default, fast, wan",
                        file + ":9: systole.directories.state = relative: must be an absolute path");
    }

    @Test
    void sbdIsOffUnlessDevicesOrAWatchdogAreNamed() throws Exception {
        assertThat(read(LEAST, "a").sbd().isOn()).isFalse();
        assertThat(read(LEAST + "systole.sbd.watchdog = /dev/watchdog\n", "a")
                        .sbd()
                        .isOn())
                .isTrue();
        assertThat(read(LEAST + "systole.sbd.devices = [\"/dev/a\"]\n", "a").sbd())
                .isEqualTo(new SbdConfig(
                        List.of(Path.of("/dev/a")),
                        Optional.empty(),
                        Duration.ofSeconds(5),
                        SbdConfig.End.HOST,
                        SbdConfig.StartMode.ALWAYS));
    }

    @Test
    void refusesDevicesThatCannotBeMeant() throws Exception {
        var faults = refused(LEAST + """
                systole.sbd {
                  devices = ["/dev/a", "/dev/a", "b", "/dev/c"]
                  watchdog = watchdog0
                  watchdog-timeout = 500ms
                  self-fence = both
                }
                """, "a");

        assertThat(faults)
                .anyMatch(fault -> fault.contains("systole.sbd.devices = ") && fault.contains("at most three"))
                .anyMatch(fault -> fault.contains("systole.sbd.watchdog = watchdog0: must be an absolute path"))
                .anyMatch(fault -> fault.contains("systole.sbd.watchdog-timeout = 500ms: must be between 1s and 10m"))
                .anyMatch(fault -> fault.contains("systole.sbd.self-fence = both: must be one of host, process"));
    }

    @Test
    void refusesTwoNodesOfOneNameAndTwoOfOneEndpoint() throws Exception {
        var faults = refused("""
                systole.nodes = [
                  { name = "a", addresses = ["10.0.0.1"] }
                  { name = "a", addresses = ["10.0.0.1"] }
                ]
                """, "a");

        assertThat(faults)
                .anyMatch(fault -> fault.contains("a: is named twice"))
                .anyMatch(fault -> fault.contains("10.0.0.1:9620: is used twice"));
    }

    @Test
    void refusesANodeThatIsNotInTheListAndSaysWhereItsNameCameFrom() throws Exception {
        var faults = refused(LEAST, "c");

        assertThat(faults)
                .containsExactly("--node: systole.node.name = c: is not in systole.nodes (a, b); set it there, by"
                        + " --node or by SYSTOLE_NODE_NAME");
    }

    @Test
    void refusesWhatStandsOutsideOfItsSection() throws Exception {
        var faults = refused(LEAST + "pekko.cluster.downing-provider-class = none\n", "a");

        assertThat(faults).singleElement().asString().contains("systole.conf:7: pekko = { ... }: is not a section");
    }

    @Test
    void refusesTextThatIsNotHoconWithItsLine() throws Exception {
        var faults = refused("systole {\n  nodes = [\n}\n", "a");

        assertThat(faults).singleElement().asString().contains("systole.conf:3").contains("must be valid HOCON");
    }

    @Test
    void refusesAFileThatIsNotThere() throws IOException {
        var missing = directory.resolve("missing.conf");

        var refused = catchThrowableOfType(ConfigRefused.class, () -> ConfigFile.read(missing, Optional.of("a")));

        assertThat(refused).hasMessage(missing + ": the file = cannot be read: must be a file that this user may read");
    }

    @Test
    void putsTheNodesOwnNameIntoPaths() throws Exception {
        var config = read(LEAST + "systole.directories.state = \"/srv/\"${systole.node.name}\n", "b");

        assertThat(config.directories().state()).isEqualTo(Path.of("/srv/b"));
    }

    @Test
    void readsEveryKeyOfTheReference() {
        var reference = reference();

        var asked = catchThrowableOfType(
                ConfigRefused.class,
                () -> SystoleConfig.from(
                        reference.withFallback(name("a")).resolve().getObject("systole")));

        // All that is left to say is that nobody listed the nodes: no key is unknown, none is missing.
        assertThat(asked.faults()).extracting(ConfigFault::key).containsExactly("systole.nodes");
    }

    @Test
    void documentsEveryKeyOfTheReferenceInTheExample() throws Exception {
        var example = ConfigFactory.parseFile(Path.of("../conf/systole.conf").toFile());
        var text = Files.readString(Path.of("../conf/systole.conf"));

        var config = ConfigFile.from(example, Optional.of("alpha"));

        assertThat(config.nodes()).hasSize(3);
        for (var key : leaves(reference().getObject("systole"))) {
            assertThat(text).as("conf/systole.conf names " + key).containsPattern("(?m)^\\s*#?\\s*" + key + "\\b");
        }
    }

    private static List<String> leaves(ConfigObject section) {
        return section.toConfig().entrySet().stream()
                .map(entry -> entry.getKey().substring(entry.getKey().lastIndexOf('.') + 1))
                .distinct()
                .sorted()
                .toList();
    }

    private static Config reference() {
        return ConfigFactory.parseResources(SystoleConfigTest.class.getClassLoader(), "systole-reference.conf");
    }

    private static Config name(String node) {
        return ConfigFactory.parseString("systole.node.name = " + node);
    }

    private SystoleConfig read(String text, String node) throws Exception {
        var file = directory.resolve("systole.conf");
        Files.writeString(file, text);
        return ConfigFile.read(file, Optional.of(node));
    }

    private List<String> refused(String text, String node) {
        var refused = catchThrowableOfType(ConfigRefused.class, () -> read(text, node));
        return refused.faults().stream().map(ConfigFault::toString).toList();
    }
}
