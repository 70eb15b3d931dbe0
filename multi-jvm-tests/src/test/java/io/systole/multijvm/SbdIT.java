package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Three JVMs that share a block device, made and written to by Debian's sbd. A node that is told to end by it is dead and
 * its resources are taken over; one that leaves in order says so; one that loses the device lives only with the others. Judged from the agents' log, from /proc, from what sbd
 * shows, and from the files that stand in for watchdogs.
 */
class SbdIT {
    private static final Duration LONGER_THAN_THE_WATCHDOG = Duration.ofSeconds(5);

    private Leashed holder;
    private String device;
    private LoopbackCluster cluster;
    private Drill drill;
    private boolean passed;

    @BeforeEach
    void formAClusterAtADevice() throws IOException {
        Obstacles.skipUnlessSbd();
        cluster = LoopbackCluster.create(List.of(), "default");
        var directory = cluster.directory();
        holder = Leashed.start(
                directory,
                List.of(
                        directory.resolve("block-holder").toString(),
                        directory.resolve("sbd.img").toString()));
        device = holder.firstLine();
        sbd("-1", "2", "-2", "1", "-3", "1", "-4", "4", "create");
        for (var name : LoopbackCluster.NAMES) {
            Files.createDirectories(directory.resolve(name));
            Files.createFile(watchdog(name));
            Files.createSymbolicLink(disk(name), Path.of(device));
        }
        cluster.config().write("systole.conf", cluster.config().text() + """
                systole.sbd {
                  devices = ["%s/"${systole.node.name}"/disk"]
                  watchdog = "%s/"${systole.node.name}"/watchdog"
                  self-fence = process
                }
                """.formatted(directory, directory));
        cluster.form(LoopbackCluster.NAMES);
        var home = cluster.at("n1").cib().dc();
        cluster.configure(Drill.cib(cluster, home)
                .replace("fence_drill", "fence_sbd_systole")
                .replace("\"10s\"", "\"30s\""));
        drill = new Drill(cluster);
        drill.awaitAllRunning("at the start", LoopbackCluster.NAMES);
    }

    @AfterEach
    void end() {
        if (cluster != null) {
            cluster.close();
            holder.close();
            if (passed) {
                Harness.deleteTree(cluster.directory());
            }
        }
    }

    @Test
    void aPoisonPillFromDebiansSbdEndsANodeAndItsResourcesAreTakenOver() throws IOException {
        var victim = drill.officeNode();
        var others = LoopbackCluster.NAMES.stream()
                .filter(name -> !name.equals(victim))
                .toList();
        assertThat(sbd("list")).contains(victim + "\tclear");

        cluster.agents().fault(victim, "killed");
        var sent = AgentLog.now();
        var sending = Leashed.start(
                cluster.directory(), List.of("sbd", "-d", device, "-n", "admin", "message", victim, "reset"));
        awaitGone(victim);

        var heir = drill.awaitAllRunning("after " + victim + " was told to end", others);
        assertThat(cluster.violations()).as(cluster.story()).isEmpty();
        assertThat(cluster.node(victim).log()).contains("SY-B002").contains("reset from admin on " + disk(victim));
        assertThat(Files.readString(watchdog(victim))).as("not disarmed").matches("[.]+");
        System.out.printf(
                "message to takeover: %d ms%n",
                Timeline.untilStarted(cluster.agents().events(), sent, "phone", heir)
                        .toMillis());
        Await.until(
                "the others have told it, too, and say that it is fenced",
                LoopbackCluster.GENEROUS,
                () -> sbd("list").contains(victim + "\treset\t")
                        && cluster.at(heir).statusText().contains("of " + victim + " successful"),
                cluster::story);
        sending.close();

        cluster.start(victim);
        cluster.awaitFormed(System.nanoTime());
        drill.awaitAllRunning("after " + victim + " is back", LoopbackCluster.NAMES);
        assertThat(sbd("list")).contains(victim + "\tclear");
        assertThat(cluster.violations()).as(cluster.story()).isEmpty();
        passed = true;
    }

    @Test
    void aNodeThatLeavesInOrderDisarmsItsWatchdogAndSaysSo() throws IOException {
        var leaving = drill.officeNode();
        var status = cluster.at(leaving).statusText();
        assertThat(status).contains("SBD of " + leaving + ": 1 of 1 devices seen, " + watchdog(leaving) + " fed (2 s)");

        sbd("-n", "admin", "message", leaving, "exit");

        assertThat(cluster.node(leaving).awaitEnd(LoopbackCluster.GENEROUS))
                .as(cluster.node(leaving).logTail())
                .isZero();
        assertThat(Files.readString(watchdog(leaving))).matches("[.]+V");
        assertThat(sbd("list")).contains(leaving + "\texit\t" + leaving);
        var others = LoopbackCluster.NAMES.stream()
                .filter(name -> !name.equals(leaving))
                .toList();
        drill.awaitAllRunning("after " + leaving + " left", others);
        assertThat(cluster.violations()).as(cluster.story()).isEmpty();
        assertThat(cluster.at(others.get(0)).statusText()).doesNotContain("of " + leaving + " successful");
        passed = true;
    }

    @Test
    void aNodeThatLosesTheDeviceLivesWithTheOthersAndEndsWithoutThem() throws IOException {
        var lonely = drill.officeNode();

        Files.delete(disk(lonely));
        Await.until(
                "the status tells of the lost device",
                LoopbackCluster.GENEROUS,
                () -> cluster.at(lonely).statusText().contains("SBD device " + disk(lonely) + " cannot be read"),
                cluster::story);
        Await.holds(
                lonely + " goes on with the others",
                LONGER_THAN_THE_WATCHDOG,
                () -> cluster.isRunning(lonely) && drill.officeNode().equals(lonely),
                cluster::story);
        var others = LoopbackCluster.NAMES.stream()
                .filter(name -> !name.equals(lonely))
                .toList();
        others.forEach(name -> cluster.node(name).sigkill());

        awaitGone(lonely);

        assertThat(cluster.node(lonely).log())
                .contains("SY-B002")
                .contains("neither enough devices nor a majority of the nodes were seen");
        assertThat(Files.readString(watchdog(lonely))).as("not disarmed").matches("[.]+");
        passed = true;
    }

    /** Waits until nothing of the node runs any more, and notes it as a power switch would. */
    private void awaitGone(String name) {
        Await.until(
                "no process of " + name + " is left",
                LoopbackCluster.GENEROUS,
                () -> Proc.marked("SYSTOLE_DRILL=" + cluster.run() + "-" + name).isEmpty(),
                cluster::story);
        cluster.agents().append(new AgentEvent(AgentLog.now(), name, "-", "fence", AgentEvent.Phase.END, "0"));
    }

    private Path disk(String name) {
        return cluster.directory().resolve(name).resolve("disk");
    }

    private Path watchdog(String name) {
        return cluster.directory().resolve(name).resolve("watchdog");
    }

    private String sbd(String... arguments) {
        var said = Command.run(Command.joined(List.of("sbd", "-d", device), List.of(arguments)));
        assertThat(said.ok()).as(said.text()).isTrue();
        return said.out();
    }
}
