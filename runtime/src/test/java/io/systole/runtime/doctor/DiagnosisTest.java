package io.systole.runtime.doctor;

import static io.systole.runtime.doctor.Facts.HOST;
import static io.systole.runtime.doctor.Facts.MIB;
import static io.systole.runtime.doctor.Facts.NO_WATCHDOG;
import static io.systole.runtime.doctor.Facts.PROCESS;
import static io.systole.runtime.doctor.Facts.STATE;
import static io.systole.runtime.doctor.Facts.VERSIONS;
import static io.systole.runtime.doctor.Facts.cluster;
import static io.systole.runtime.doctor.Facts.host;
import static io.systole.runtime.doctor.Facts.link;
import static io.systole.runtime.doctor.Facts.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.systole.runtime.doctor.ClusterFacts.Clock;
import io.systole.runtime.doctor.ClusterFacts.Fencing;
import io.systole.runtime.doctor.ClusterFacts.Remark;
import io.systole.runtime.doctor.Finding.Verdict;
import io.systole.runtime.doctor.HostFacts.Disk;
import io.systole.runtime.doctor.HostFacts.Host;
import io.systole.runtime.doctor.HostFacts.Jvm;
import io.systole.runtime.doctor.HostFacts.Versions;
import io.systole.runtime.doctor.HostFacts.Watchdog;
import io.systole.runtime.status.FencingView;
import io.systole.runtime.status.FencingView.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnosisTest {
    private static final String GIB = "10000";

    private static List<String> notWell(ClusterFacts facts) {
        return Diagnosis.of(facts).findings().stream()
                .filter(finding -> finding.verdict() != Verdict.OK)
                .map(finding -> finding.verdict().word() + " " + finding.area().word() + " " + finding.subject() + ": "
                        + finding.found())
                .toList();
    }

    @Test
    void aClusterThatIsWellHasNothingToBeDone() {
        var diagnosis = Diagnosis.of(cluster(host("n1"), host("n2")));

        assertThat(diagnosis.findings())
                .allMatch(finding ->
                        finding.verdict() == Verdict.OK && finding.advice().isEmpty());
        assertThat(DoctorText.of(diagnosis, false))
                .startsWith("0 bad, 0 warnings, ")
                .contains("(--all lists them)");
        assertThat(DoctorText.of(diagnosis, true)).contains("ok      disk: n1, state directory /var/lib/systole: ");
    }

    @Test
    void whatIsNotWellSaysWhatWasExpectedAndWhatToDo() {
        var facts = cluster(host("n1", disk(true, "", 5000, 1), NO_WATCHDOG, PROCESS, HOST));

        assertThat(Diagnosis.of(facts).findings().get(0)).satisfies(worst -> {
            assertThat(worst.verdict()).isEqualTo(Verdict.BAD);
            assertThat(worst.expected()).isNotEmpty();
            assertThat(worst.advice()).isNotEmpty();
        });
        assertThat(DoctorText.of(Diagnosis.of(facts), false))
                .contains("BAD     disk: n1, state directory /var/lib/systole: the file system is read-only\n"
                        + "        expected: ")
                .contains("\n        do: ");
    }

    private static Disk disk(boolean readOnly, String fault, long freeMib, double syncMs) {
        return new Disk("state", "/var/lib/systole", readOnly, fault, 10_000 * MIB, freeMib * MIB, syncMs, syncMs * 2);
    }

    private static Watchdog watchdog(boolean there, long timeoutS, String holder, boolean ours) {
        return new Watchdog("/dev/watchdog", there, "iTCO", timeoutS, 5, holder, ours, List.of());
    }

    static Stream<Arguments> hosts() {
        return Stream.of(
                of(disk(false, "", 63, 1), "bad disk n1, state directory /var/lib/systole: 63 MiB free of " + GIB),
                of(disk(false, "", 64, 1), "warning disk n1, state directory /var/lib/systole: 64 MiB free of " + GIB),
                of(disk(false, "", 512, 1)),
                of(
                        disk(false, "No space left on device", 0, -1),
                        "bad disk n1, state directory /var/lib/systole: cannot be written: No space left on device"),
                of(
                        disk(false, "", 5000, 101),
                        "warning disk n1, state directory /var/lib/systole: a page is on the disk after 101.0 ms, at most"
                                + " 202.0 ms"),
                of(
                        disk(false, "", 5000, 2001),
                        "bad disk n1, state directory /var/lib/systole: a page is on the disk after 2001.0 ms, at most"
                                + " 4002.0 ms"),
                of(watchdog(false, 0, "", false), "bad watchdog n1, /dev/watchdog: there is no such device"),
                of(watchdog(true, 5, "17 (node)", true)),
                of(
                        watchdog(true, 5, "17 (sbd)", false),
                        "bad watchdog n1, /dev/watchdog: process 17 (sbd) has it (iTCO)"),
                of(watchdog(true, 60, "17 (node)", true), "bad watchdog n1, /dev/watchdog: its timeout is 60 s (iTCO)"),
                of(
                        watchdog(true, 5, "", false),
                        "warning watchdog n1, /dev/watchdog: the node does not seem to have it open (iTCO)"),
                of(
                        new Jvm(250 * MIB, 256 * MIB, 60, 0, 20, 51, 100, 1024, 3600),
                        "bad memory n1, the node's process: 250 MiB of 256 MiB of heap used, 60 threads; 5 % of the time"
                                + " goes to collecting"),
                of(new Jvm(250 * MIB, 256 * MIB, 60, 0, 20, 50, 100, 1024, 3600)),
                of(
                        new Jvm(50 * MIB, 256 * MIB, 60, 2, 1001, 1, 820, 1024, 3600),
                        "bad memory n1, the node's process: 2 threads wait for each other for ever",
                        "warning memory n1, the node's process: stood still for 1001 ms while memory was collected",
                        "warning memory n1, the node's process: 820 of 1024 files open"),
                of(
                        new Host(4000 * MIB, 199 * MIB, 7 * MIB, 8.1, 2, 21, 30),
                        "warning memory n1: 199 MiB available of 4000, 7 MiB swapped out",
                        "warning memory n1: processes waited for memory in 21 % of the last minute",
                        "warning memory n1: processes waited for disks in 30 % of the last minute",
                        "warning memory n1: load 8.1 on 2 processors"),
                of(new Host(0, 0, 0, -1, 2, -1, -1)));
    }

    private static Arguments of(Object fact, String... expected) {
        return Arguments.of(fact, List.of(expected));
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void aHostIsJudgedByItsFacts(Object fact, List<String> expected) {
        var facts = host(
                "n1",
                fact instanceof Disk disk ? disk : STATE,
                fact instanceof Watchdog watchdog ? watchdog : NO_WATCHDOG,
                fact instanceof Jvm process ? process : PROCESS,
                fact instanceof Host machine ? machine : HOST);

        assertThat(notWell(cluster(facts, host("n2")))).containsExactlyElementsOf(expected);
    }

    @Test
    void aDirectoryThatCanBeLostOnlyWarns() {
        var run = new Disk("run", "/run/systole", true, "", MIB, MIB, -1, -1);

        assertThat(notWell(cluster(host("n1", run, NO_WATCHDOG, PROCESS, HOST))))
                .containsExactly("warning disk n1, run directory /run/systole: the file system is read-only");
    }

    private static ClusterFacts with(Map<String, String> silent, Map<String, Clock> clocks, HostFacts... hosts) {
        var facts = cluster(hosts);
        return new ClusterFacts(
                facts.asked(),
                true,
                facts.nodes(),
                facts.hosts(),
                new TreeMap<>(silent),
                new TreeMap<>(clocks),
                List.of(),
                List.of(),
                facts.fencing());
    }

    @Test
    void clocksAreComparedOnlyAsExactlyAsTheWayAllows() {
        assertThat(notWell(with(Map.of(), Map.of("n2", new Clock(-520, 30))))).isEmpty();
        assertThat(notWell(with(Map.of(), Map.of("n2", new Clock(-540, 30)))))
                .containsExactly("warning time n2: its clock is 540 ms behind that of n1 (give or take 30 ms)");
        assertThat(notWell(with(Map.of(), Map.of("n2", new Clock(20_000, 1)))))
                .containsExactly("bad time n2: its clock is 20000 ms ahead of that of n1 (give or take 1 ms)");
        assertThat(notWell(cluster(
                        host("n1", VERSIONS, time(false), Map.of()), host("n2", VERSIONS, time(null), Map.of()))))
                .containsExactly(
                        "warning time n1: its clock follows no time server (timedatectl)",
                        "warning time n2: whether its clock follows a time server cannot be found out (timedatectl)");
    }

    @Test
    void aWayThatIsCutIsBadUnlessAnotherIsOpenOrTheNodeIsAwayAnyhow() {
        var cut = host("n1", VERSIONS, time(true), Map.of(), link("n2", 0, "no answer within 900 ms"));
        assertThat(notWell(cluster(cut)))
                .containsExactly("bad links n1 to n2, 10.0.0.2:7600: no connection (no answer within 900 ms)");
        assertThat(notWell(with(Map.of("n2", "no answer in time"), Map.of(), cut)))
                .containsExactly(
                        "bad nodes n2: says nothing (no answer in time)",
                        "warning links n1 to n2, 10.0.0.2:7600: no connection (no answer within 900 ms)");
        var second = new HostFacts.Link("n2", 1, "10.1.0.2:7600", 4, 4, 0.4, 1, "", 1500);
        assertThat(notWell(cluster(
                        host("n1", VERSIONS, time(true), Map.of(), link("n2", 0, "Connection refused"), second))))
                .containsExactly("warning links n1 to n2, 10.0.0.2:7600: no connection (Connection refused)");
        assertThat(notWell(
                        cluster(host("n1", VERSIONS, time(true), Map.of(), link("n2", 3, "no answer within 900 ms")))))
                .containsExactly(
                        "warning links n1 to n2, 10.0.0.2:7600: 1 of 4 attempts failed (no answer within 900 ms);"
                                + " others took 0.4 ms, at most 1.2 ms");
    }

    @Test
    void framesOfDifferentSizesOnOneRingAreNamed() {
        var large = new HostFacts.Link("n1", 0, "10.0.0.1:7600", 4, 4, 0.4, 1, "", 9000);

        assertThat(notWell(cluster(
                        host("n1", VERSIONS, time(true), Map.of(), link("n2", 4, "")),
                        host("n2", VERSIONS, time(true), Map.of(), large))))
                .containsExactly("warning links address 0 of all nodes: the MTU differs: 1500 on n1; 9000 on n2");
    }

    @Test
    void whatDiffersBetweenNodesIsNamedWithTheNodes() {
        var newer = new Versions("1.1", VERSIONS.java(), VERSIONS.kernel(), VERSIONS.system(), "2-3");

        assertThat(notWell(cluster(
                        host("n1", VERSIONS, time(true), Map.of("ocf:heartbeat:nginx", "aa", "ocf:x:y", "cc")),
                        host(
                                "n2",
                                newer,
                                time(true),
                                Map.of("ocf:heartbeat:nginx", "bb", "ocf:x:y", HostFacts.ABSENT)))))
                .containsExactly(
                        "warning versions Systole: 1.0 on n1; 1.1 on n2",
                        "warning versions agent ocf:heartbeat:nginx: differs between nodes: aa on n1; bb on n2",
                        "warning versions agent ocf:x:y: is not installed on n2",
                        "warning versions protocol between nodes: 2-2 on n1; 2-3 on n2");
    }

    @Test
    void fencingAndTheConfigurationAreToldAsTheyWereFound() {
        var facts = new ClusterFacts(
                "n1",
                true,
                List.of("n1", "n2"),
                List.of(host("n1")),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(new Remark(true, "no fence device"), new Remark(false, "a circle")),
                List.of("no quorum"),
                new Fencing(
                        true,
                        List.of(
                                new Fencing.Target("n1", "no", List.of("ipmi: exit code 1")),
                                new Fencing.Target("n2", "unchecked", List.of()),
                                new Fencing.Target("n3", "yes", List.of("pdu fails from n1"))),
                        List.of(new Fencing.Failure(
                                "n3", Instant.parse("2026-11-30T18:48:55Z"), "pdu reboot by n1: exit code 1"))));

        assertThat(notWell(facts))
                .containsExactly(
                        "bad nodes : no quorum",
                        "bad configuration : no fence device",
                        "bad fencing n1: CANNOT BE FENCED: ipmi: exit code 1",
                        "warning configuration : a circle",
                        "warning fencing n2: its devices were not checked yet",
                        "warning fencing n3: its last fencing, at 2026-11-30T18:48:55Z, failed: pdu reboot by n1: exit code 1",
                        "warning fencing n3: can be fenced, but not in every way: pdu fails from n1");
    }

    @Test
    void aHostWhoseNodeDoesNotRunSaysThatFirst() {
        var facts = new ClusterFacts(
                "n1",
                false,
                List.of(),
                List.of(host("n1")),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                List.of(),
                null);

        assertThat(notWell(facts)).containsExactly("bad nodes n1: its node does not run: only this host was looked at");
    }

    @Test
    void ofFencingsThatFailedTheLastOfANodeCounts() {
        var at = Instant.parse("2026-11-30T18:00:00Z");
        var all = List.of(
                fencing("n1", Outcome.FAILED, at),
                fencing("n1", Outcome.SUCCESSFUL, at.plusSeconds(5)),
                fencing("n2", Outcome.SUCCESSFUL, at),
                fencing("n2", Outcome.FAILED, at.plusSeconds(5)),
                fencing("n2", Outcome.PENDING, at.plusSeconds(9)));

        assertThat(FencingView.lastFailures(all)).containsExactly(fencing("n2", Outcome.FAILED, at.plusSeconds(5)));
    }

    private static FencingView fencing(String target, Outcome outcome, Instant at) {
        return new FencingView(target, "reboot", outcome, "n3", "", at);
    }
}
