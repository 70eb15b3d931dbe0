package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * One fault each, on three JVMs. The tests share a cluster to save starts; each begins by bringing it back to health, so
 * none depends on another's order. Judged from what the agents wrote down.
 */
class FaultsIT {
    private static final Duration WELL_PAST_DETECTION = Duration.ofSeconds(6);

    @RegisterExtension
    static final LoopbackExtension LOOPBACK = new LoopbackExtension(List.of("n2"));

    private final LoopbackCluster cluster = LOOPBACK.cluster();
    private final Drill drill = new Drill(cluster);

    @BeforeEach
    void heal() throws IOException {
        drill.baseline();
    }

    @Test
    void aKilledNodeIsFencedThenTakenOverAndRejoins() throws IOException {
        var victim = drill.officeNode();
        var others = others(victim);
        var alerts = AlertLog.configure(cluster, victim);
        var killedAt = AgentLog.now();

        cluster.agents().fault(victim, "killed");
        cluster.node(victim).sigkill();

        var heir = drill.awaitAllRunning("after " + victim + " was killed", others);
        alerts.awaitOnce("node|" + victim + "|||lost");
        alerts.awaitOnce("fencing|" + victim + "||reboot|Operation reboot of " + victim);
        for (var done : List.of("desk|start", "phone|start", "roles|promote")) {
            alerts.awaitOnce("resource|" + heir + "|" + done + "|ok");
        }
        assertThat(drill.newViolations()).as(cluster.story()).isEmpty();
        assertThat(fencedSince(killedAt)).containsExactly(victim);
        System.out.printf(
                "kill to takeover: %d ms%n",
                Timeline.untilStarted(cluster.agents().events(), killedAt, "phone", heir)
                        .toMillis());

        FieldSimulator.awaitNothingToDo("after the takeover", cluster);

        cluster.start(victim);
        cluster.awaitFormed(System.nanoTime());
        drill.awaitAllRunning("after " + victim + " is back", LoopbackCluster.NAMES);
        alerts.awaitOnce("node|" + victim + "|||member");
        FieldSimulator.awaitNothingToDo("after " + victim + " is back", cluster);
        alerts.assertOnceEach();
        assertThat(drill.officeNode()).as("stickiness keeps the group").isEqualTo(heir);
        assertThat(cluster.at(heir).cib().online()).containsExactlyElementsOf(LoopbackCluster.NAMES);
        assertThat(drill.newViolations()).as(cluster.story()).isEmpty();
        assertThat(fencedSince(killedAt))
                .as("the node that came back is not fenced again")
                .containsExactly(victim);
    }

    @Test
    void aLeavingNodeMovesItsResourcesOffAndIsNotFenced() {
        var leaving = drill.officeNode();
        var leftAt = AgentLog.now();

        cluster.node(leaving).sigterm();
        var code = cluster.node(leaving).awaitEnd(LoopbackCluster.GENEROUS);

        assertThat(code).as(cluster.node(leaving).logTail()).isZero();
        var rules = SafetyRules.replay(cluster.agents().events());
        assertThat(rules.activeNow())
                .as("stopped there before it left")
                .noneMatch(each -> each.endsWith("@" + leaving));
        drill.awaitAllRunning("after " + leaving + " left", others(leaving));
        FieldSimulator.awaitNothingToDo("after " + leaving + " left", cluster);
        assertThat(drill.newViolations()).as(cluster.story()).isEmpty();
        assertThat(fencedSince(leftAt)).isEmpty();
    }

    @Test
    void aPausedDcThatWakesWhileItIsFencedDoesNoHarm() throws IOException {
        var dc = cluster.at("n1").cib().dc();
        var pausedAt = AgentLog.now();
        Files.writeString(cluster.directory().resolve("fence.delay"), "2");

        cluster.agents().fault(dc, "paused");
        cluster.node(dc).sigstop();
        Await.until(dc + " is being fenced", LoopbackCluster.GENEROUS, () -> fencingBegun(pausedAt), cluster::story);
        cluster.node(dc).sigcont();

        cluster.node(dc).awaitEnd(LoopbackCluster.GENEROUS);
        drill.awaitAllRunning("after the paused DC " + dc + " was fenced", others(dc));
        FieldSimulator.awaitNothingToDo("after the paused DC " + dc + " was fenced", cluster);
        assertThat(drill.newViolations()).as(cluster.story()).isEmpty();
        // The device was at work when the node woke: what it says is believed, and nothing is fenced again.
        assertThat(fencedSince(pausedAt)).containsExactly(dc);
    }

    @Test
    void nothingIsTakenOverWhileFencingFailsOrHangsAndAllIsOnceItWorks() throws IOException {
        var victim = drill.officeNode();
        var witness = others(victim).get(0);
        var killedAt = AgentLog.now();
        var fail = Files.createFile(cluster.directory().resolve("fence.fail"));

        cluster.agents().fault(victim, "killed");
        cluster.node(victim).sigkill();
        Await.until("fencing has failed", LoopbackCluster.GENEROUS, () -> fencingFailed(killedAt), cluster::story);
        Await.holds(
                "nothing starts while fencing fails",
                WELL_PAST_DETECTION,
                () -> startedSince(killedAt).isEmpty(),
                cluster::story);
        Await.until(
                "the status shows that the fencing of " + victim + " failed",
                LoopbackCluster.GENEROUS,
                () -> cluster.at(witness)
                        .statusText()
                        .lines()
                        .anyMatch(line -> line.contains(victim)
                                && line.toLowerCase(Locale.ROOT).contains("fail")),
                () -> statusOf(witness));
        Files.createFile(cluster.directory().resolve("fence.hang"));
        Files.delete(fail);
        Await.holds(
                "nothing starts while fencing hangs",
                WELL_PAST_DETECTION,
                () -> startedSince(killedAt).isEmpty(),
                cluster::story);
        assertThat(cluster.at(witness).get("/v1/status").status())
                .as("a hanging agent blocks nothing")
                .isEqualTo(200);
        Files.delete(cluster.directory().resolve("fence.hang"));

        drill.awaitAllRunning("after fencing works again", others(victim));
        assertThat(drill.newViolations()).as(cluster.story()).isEmpty();
        assertThat(fencedSince(killedAt)).containsExactly(victim);
    }

    @Test
    void theConfigurationSurvivesARestartOfAllNodes() throws IOException {
        var before = cluster.at("n1").cib();

        for (var name : LoopbackCluster.NAMES) {
            cluster.node(name).sigkill();
        }
        // As a power cut of the whole room: what the nodes had started is gone as well.
        for (var name : LoopbackCluster.NAMES) {
            var killed = Command.run(
                    cluster.directory().resolve("kill-marked").toString(),
                    "SYSTOLE_DRILL=" + cluster.run() + "-" + name);
            assertThat(killed.ok()).as(killed.text()).isTrue();
            cluster.agents().append(new AgentEvent(AgentLog.now(), name, "-", "fence", AgentEvent.Phase.END, "0"));
        }
        cluster.form(List.of("n2", "n3", "n1"));

        var after = cluster.at("n3").cib();
        assertThat(after.has("group", "office")).as(after.xml()).isTrue();
        assertThat(after.epochNumber()).isGreaterThanOrEqualTo(before.epochNumber());
        drill.awaitAllRunning("after all were restarted", LoopbackCluster.NAMES);
        assertThat(drill.newViolations()).as(cluster.story()).isEmpty();
    }

    /** What it wants to write waits; a hanging disk takes a node's word on changes, and nothing else. */
    @Test
    void aNodeWhoseDiskHangsKeepsNobodyFromTakingOver() throws IOException {
        Assumptions.assumeTrue(Harness.isRoot(), "only root can freeze a disk");
        var sick = cluster.node("n2").pid();
        var disk = new StateDisk(cluster.config().state("n2"));
        var dc = cluster.at("n1").cib().dc();
        var victim = dc.equals("n2") ? "n1" : dc;
        var killedAt = AgentLog.now();
        disk.freeze(sick);
        try {
            cluster.agents().fault(victim, "killed");
            cluster.node(victim).sigkill();
            Await.until(
                    victim + " is fenced",
                    LoopbackCluster.GENEROUS,
                    () -> fencedSince(killedAt).contains(victim),
                    cluster::story);
            drill.awaitAllRunning("while the disk of n2 hangs, after " + victim + " was killed", others(victim));
        } finally {
            disk.thaw(sick);
        }
        assertThat(drill.newViolations()).as(cluster.story()).isEmpty();
        assertThat(fencedSince(killedAt)).containsExactly(victim);

        cluster.start(victim);
        cluster.awaitFormed(System.nanoTime());
        Await.until(
                "a change can be made again",
                LoopbackCluster.GENEROUS,
                () -> cluster.at("n1")
                        .replaceCib(Drill.cib(cluster, drill.officeNode()))
                        .ok(),
                cluster::story);
    }

    private static List<String> others(String node) {
        return LoopbackCluster.NAMES.stream().filter(name -> !name.equals(node)).toList();
    }

    private List<AgentEvent> since(long nanos) {
        return cluster.agents().events().stream()
                .filter(event -> event.nanos() >= nanos)
                .toList();
    }

    private List<String> fencedSince(long nanos) {
        return since(nanos).stream()
                .filter(event -> event.succeeded("fence"))
                .map(AgentEvent::node)
                .toList();
    }

    private boolean fencingBegun(long since) {
        return since(since).stream().anyMatch(event -> event.is("fence", AgentEvent.Phase.BEGIN));
    }

    private boolean fencingFailed(long since) {
        return since(since).stream()
                .anyMatch(event -> event.is("fence", AgentEvent.Phase.END)
                        && !event.result().equals("0"));
    }

    private List<AgentEvent> startedSince(long nanos) {
        return since(nanos).stream()
                .filter(event ->
                        event.is("start", AgentEvent.Phase.BEGIN) || event.is("promote", AgentEvent.Phase.BEGIN))
                .toList();
    }

    private String statusOf(String node) {
        try {
            return cluster.at(node).statusText() + "\n" + cluster.story();
        } catch (IOException failure) {
            return failure + "\n" + cluster.story();
        }
    }
}
