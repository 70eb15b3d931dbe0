package io.systole.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.systole.cib.NodeName;
import io.systole.splitbrain.core.ArbiterRules;
import io.systole.splitbrain.core.LeaseRules;
import io.systole.splitbrain.core.QuorumSettings;
import io.systole.splitbrain.core.Strategy;
import io.systole.splitbrain.core.TieBreaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuorumConfigTest {
    private static final String THREE = """
            systole.nodes = [
              { name = "a", addresses = ["10.0.0.1"] }
              { name = "b", addresses = ["10.0.0.2"] }
              { name = "c", addresses = ["10.0.0.3"] }
            ]
            """;
    private static final String TWO = """
            systole.nodes = [
              { name = "a", addresses = ["10.0.0.1"] }
              { name = "b", addresses = ["10.0.0.2"] }
            ]
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void twoNodesWaitForEachOtherAndOneVoteIsEnough() throws Exception {
        assertThat(settings(TWO).twoNode()).isTrue();
        assertThat(settings(TWO).waitForAll()).isTrue();
        assertThat(settings(THREE).waitForAll()).isFalse();
        assertThat(settings(THREE).rules().strategy()).isEqualTo(Strategy.VOTES);
    }

    @Test
    void twoNodeIsOffWithATieBreakerAndWhereItIsSwitchedOff() throws Exception {
        assertThat(settings(TWO + "systole.quorum.auto-tie-breaker = b\n").twoNode())
                .isFalse();
        QuorumSettings off = settings(TWO + "systole.quorum.two-node = off\n");
        assertThat(off.twoNode()).isFalse();
        assertThat(off.needed()).isEqualTo(2);
    }

    @Test
    void lastManStandingWaitsForAll() throws Exception {
        QuorumSettings settings = settings(THREE + "systole.quorum.last-man-standing = true\n");

        assertThat(settings.waitForAll()).isTrue();
        assertThat(settings.rules().lastManStanding()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void theTieBreakerIsAWordOrNamesInTurn() throws Exception {
        assertThat(tieBreaker("lowest")).isEqualTo(TieBreaker.lowest());
        assertThat(tieBreaker("highest")).isEqualTo(TieBreaker.highest());
        assertThat(tieBreaker("\"c a\"")).isEqualTo(TieBreaker.of(List.of(new NodeName("c"), new NodeName("a"))));
    }

    private TieBreaker tieBreaker(String written) throws Exception {
        return settings(THREE + "systole.quorum.auto-tie-breaker = " + written + "\n")
                .rules()
                .tieBreaker();
    }

    @Test
    void pekkosStrategiesAreKnownByTheirNames() throws Exception {
        assertThat(settings(THREE + "systole.quorum.strategy = keep-majority\n")
                        .rules()
                        .strategy())
                .isEqualTo(Strategy.KEEP_MAJORITY);
        assertThat(settings(THREE + "systole.quorum { strategy = keep-oldest, down-if-alone = false }\n")
                        .rules()
                        .downIfAlone())
                .isFalse();
        assertThat(settings(THREE + "systole.quorum { strategy = static-quorum, quorum-size = 3 }\n")
                        .needed())
                .isEqualTo(3);
        var lease = settings(THREE + "systole.quorum { strategy = lease-majority, lease-majority {\n"
                        + "lease-implementation = systole.lease.file, directory = /srv/shared } }\n")
                .rules()
                .lease();
        assertThat(lease)
                .isEqualTo(new LeaseRules(
                        "systole.lease.file", "/srv/shared", Duration.ofSeconds(2), Duration.ofSeconds(40)));
    }

    @Test
    void whatDoesNotFitIsRefusedWithAReason() throws Exception {
        assertThat(refused(THREE + "systole.quorum.strategy = lease-majority\n"))
                .singleElement()
                .asString()
                .contains("lease-majority.lease-implementation = \"\": must be the path of a lease");
        assertThat(refused(THREE + "systole.quorum.lease-majority.lease-implementation = some.lease\n"))
                .singleElement()
                .asString()
                .contains("only strategy = lease-majority goes by a lease");
        assertThat(refused(THREE + "systole.quorum { strategy = lease-majority\n"
                        + "lease-majority.lease-implementation = systole.lease.file }\n"))
                .anyMatch(fault -> fault.contains("lease-majority.directory = \"\": must be a directory"));
        assertThat(refused(THREE + "systole.quorum { strategy = static-quorum, quorum-size = 1 }\n"))
                .singleElement()
                .asString()
                .contains("systole.quorum.quorum-size = 1: must be more than half of the 3 votes");
        assertThat(refused(THREE + "systole.quorum { auto-tie-breaker = d, last-man-standing-window = 0s }\n"))
                .anyMatch(fault -> fault.contains("last-man-standing-window = 0s: must be between 1s and 10m"));
        assertThat(refused(THREE + "systole.quorum.auto-tie-breaker = d\n"))
                .singleElement()
                .asString()
                .contains("systole.quorum.auto-tie-breaker = d: must be off, lowest, highest, or names of a, b, c");
        assertThat(refused(THREE + "systole.quorum { strategy = keep-oldest, auto-tie-breaker = lowest }\n"))
                .singleElement()
                .asString()
                .contains("only with strategy = votes");
        assertThat(refused(THREE.replace("[\"10.0.0.3\"]", "[\"10.0.0.3\"], votes = 2")
                        + "systole.quorum.last-man-standing = true\n"))
                .singleElement()
                .asString()
                .contains("asks for one vote of each node");
    }

    @Test
    void anArbiterHasVotesAndFoundsOnlyWhereNobodyIsWaitedFor() throws Exception {
        QuorumSettings two = settings(TWO + "systole.quorum.arbiter.host = arbiter\n");
        assertThat(two.twoNode()).isFalse();
        assertThat(two.waitForAll()).isFalse();
        assertThat(two.rules().arbiter()).isEqualTo(new ArbiterRules(1, Duration.ofSeconds(5), false));
        assertThat(two.needed()).isEqualTo(2);
        assertThat(settings(TWO + "systole.quorum { wait-for-all = off, arbiter.host = arbiter }\n")
                        .sufficeWithArbiter(List.of(new NodeName("a"))))
                .isTrue();
        assertThat(settings(THREE + "systole.quorum.arbiter { host = arbiter, algorithm = lms, timeout = 7s }\n")
                        .rules()
                        .arbiter())
                .isEqualTo(new ArbiterRules(2, Duration.ofSeconds(7), false));
        assertThat(settings(TWO).rules().arbiter()).isNull();
    }

    @Test
    void heuristicsAreCommandsWithTheirArguments() throws Exception {
        var file = write(TWO + "systole.quorum.arbiter { host = h, heuristics { mode = on, commands {"
                + " ping = \"/bin/ping -c 1 \\\"a b\\\" c\\\\ d\", file = /bin/true } } }\n");

        var arbiter = ConfigFile.read(file, Optional.of("a")).quorum().arbiter().orElseThrow();

        assertThat(arbiter.heuristics().commands())
                .containsEntry("ping", List.of("/bin/ping", "-c", "1", "a b", "c d"))
                .containsEntry("file", List.of("/bin/true"));
    }

    @Test
    void anArbiterThatDoesNotFitIsRefusedWithAllReasons() throws Exception {
        assertThat(refused(THREE + "systole.quorum.arbiter { host = h, tie-breaker = d }\n"))
                .anyMatch(fault -> fault.contains("arbiter.algorithm = ffsplit: is for an even number of nodes"))
                .anyMatch(
                        fault -> fault.contains("arbiter.tie-breaker = d: must be lowest, highest, or one of a, b, c"));
        assertThat(refused(TWO + "systole.quorum { auto-tie-breaker = lowest, arbiter.host = h }\n"))
                .singleElement()
                .asString()
                .contains("auto-tie-breaker = lowest: must be off with an arbiter");
        assertThat(refused(TWO.replace("[\"10.0.0.2\"]", "[\"10.0.0.2\"], votes = 2")
                        + "systole.quorum.arbiter.host = h\n"))
                .singleElement()
                .asString()
                .contains("asks for one vote of each node");
        assertThat(refused(TWO + "systole.quorum.arbiter { host = h, heartbeat = 900ms, certificates = x,"
                        + " heuristics { mode = sync, commands { ping = ping } } }\n"))
                .anyMatch(fault -> fault.contains("heartbeat = 900ms: must be between 1s and 2m"))
                .anyMatch(fault -> fault.contains("certificates = x: must be an absolute path"))
                .anyMatch(fault -> fault.contains("commands = ping = ping: must begin with an absolute path"));
        assertThat(refused(TWO + "systole.quorum.arbiter { host = h, heartbeat = 3s }\n"))
                .singleElement()
                .asString()
                .contains("timeout = 5s: must be at least 6s");
    }

    private QuorumSettings settings(String text) throws Exception {
        var config = ConfigFile.read(write(text), Optional.of("a"));
        var votes = new TreeMap<NodeName, Integer>();
        config.nodes().forEach(node -> votes.put(new NodeName(node.name()), node.votes()));
        return config.quorum().settings(votes);
    }

    private List<String> refused(String text) throws IOException {
        var file = write(text);
        var refusal = catchThrowableOfType(ConfigRefused.class, () -> ConfigFile.read(file, Optional.of("a")));
        return refusal.faults().stream().map(ConfigFault::toString).toList();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("systole.conf"), text);
    }
}
