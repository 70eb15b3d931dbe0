package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Three JVMs with watchdogs that really kill a node's processes when they are not fed: a node whose process dies or freezes
 * is dead before the others, who can only wait, take it for dead. Judged from the agents' log.
 */
class WatchdogIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    private LoopbackCluster cluster;
    private StandInWatchdogs watchdogs;
    private boolean passed;

    @BeforeEach
    void createACluster() throws IOException {
        cluster = LoopbackCluster.create(List.of(), "default");
        watchdogs = StandInWatchdogs.start(cluster, TIMEOUT);
    }

    @AfterEach
    void end() {
        watchdogs.close();
        cluster.close();
        if (passed) {
            Harness.deleteTree(cluster.directory());
        }
    }

    /** Without any device: the others wait for twice the watchdog's timeout. */
    @Test
    void aKilledNodeIsEndedByItsWatchdogBeforeItsResourcesAreTakenOver() throws IOException {
        configureNodes("");
        var drill = form("""
                <nvpair id="option-watchdog" name="stonith-watchdog-timeout" value="-1"/>
                """, "");
        var victim = drill.officeNode();

        cluster.agents().fault(victim, "killed");
        cluster.node(victim).sigkill();

        takenOver(drill, victim, "with watchdog");
    }

    /** With a device: the frozen node cannot read its message, and its watchdog ends it within msgwait. */
    @Test
    void aFrozenNodeThatCannotReadItsMessageIsEndedByItsWatchdog() throws IOException {
        Obstacles.skipUnlessSbd();
        var directory = cluster.directory();
        try (var holder = Leashed.start(
                directory,
                List.of(
                        directory.resolve("block-holder").toString(),
                        directory.resolve("sbd.img").toString()))) {
            var device = holder.firstLine();
            var created = Command.run("sbd", "-d", device, "-1", "4", "-2", "1", "-4", "8", "create");
            assertThat(created.ok()).as(created.text()).isTrue();
            configureNodes("devices = [\"" + device + "\"]");
            var drill = form("", """
                    <primitive id="disk" class="stonith" type="fence_sbd_systole"/>
                    """);
            var victim = drill.officeNode();

            cluster.agents().fault(victim, "killed");
            cluster.node(victim).sigstop();

            takenOver(drill, victim, "with disk");
            for (var name : LoopbackCluster.NAMES) {
                if (cluster.isRunning(name)) {
                    cluster.node(name).sigterm();
                    cluster.node(name).awaitEnd(LoopbackCluster.GENEROUS);
                }
            }
        }
    }

    /** It has run nothing yet: no reason to restart its host. */
    @Test
    void aNodeThatIsStoppedWhileItStartsDisarmsItsWatchdog() throws IOException {
        configureNodes("");
        Harness.warmUp();

        cluster.start("n1");
        Await.until(
                "the watchdog is armed",
                LoopbackCluster.GENEROUS,
                () -> Files.size(watchdogs.file("n1")) > 0,
                cluster::story);
        cluster.node("n1").sigterm();
        cluster.node("n1").awaitEnd(LoopbackCluster.GENEROUS);

        assertThat(Files.readString(watchdogs.file("n1")))
                .as(cluster.node("n1").logTail())
                .matches("[.]+V");
        assertThat(cluster.agents().events()).isEmpty();
        passed = true;
    }

    private void takenOver(Drill drill, String victim, String by) throws IOException {
        var others = LoopbackCluster.NAMES.stream()
                .filter(name -> !name.equals(victim))
                .toList();
        var heir = drill.awaitAllRunning("after " + victim + " was lost", others);
        assertThat(cluster.violations()).as(cluster.story()).isEmpty();
        assertThat(cluster.agents().events())
                .as("whom the watchdogs have ended")
                .filteredOn(event -> event.succeeded("fence"))
                .extracting(AgentEvent::node)
                .containsExactly(victim);
        assertThat(cluster.at(heir).statusText())
                .contains("of " + victim + " successful")
                .contains(by);
        passed = true;
    }

    private void configureNodes(String devices) {
        cluster.config()
                .write(
                        "systole.conf",
                        cluster.config().text() + """
                systole.sbd {
                  %s
                  watchdog = "%s/"${systole.node.name}"/watchdog"
                  watchdog-timeout = %ds
                  self-fence = process
                }
                """.formatted(devices, cluster.directory(), TIMEOUT.toSeconds()));
    }

    private Drill form(String option, String fencing) throws IOException {
        cluster.form(LoopbackCluster.NAMES);
        var home = cluster.at("n1").cib().dc();
        cluster.configure(Drill.cib(cluster, home)
                .replaceFirst("(?s)<primitive id=\"power\".*?</primitive>", fencing)
                .replace("\"10s\"/>", "\"60s\"/>" + option));
        var drill = new Drill(cluster);
        drill.awaitAllRunning("at the start", LoopbackCluster.NAMES);
        return drill;
    }
}
