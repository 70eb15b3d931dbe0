package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Each no-quorum-policy on the node with the work, when both others fall silent: what it does to what runs there, and that
 * it fences nobody without being told to ignore quorum. {@code stop} is in {@link QuorumIT}. Judged from what the agents
 * wrote down.
 */
class NoQuorumPolicyIT {
    private static final Duration WELL_PAST_DETECTION = Duration.ofSeconds(6);

    @RegisterExtension
    static final LoopbackExtension LOOPBACK = new LoopbackExtension();

    private final LoopbackCluster cluster = LOOPBACK.cluster();
    private final Drill drill = new Drill(cluster);

    @BeforeEach
    void heal() throws IOException {
        drill.baseline();
    }

    /** A test that failed half-way has left them paused, and the next one would wait for them in vain. */
    @AfterEach
    void wakeAll() {
        LoopbackCluster.NAMES.stream()
                .filter(cluster::isRunning)
                .forEach(name -> cluster.node(name).sigcont());
    }

    @Test
    void freezeLeavesRunningWhatRunsAndStartsNothing() {
        var last = drill.officeNode();
        policy(last, "freeze");
        var from = AgentLog.now();

        silence(others(last));
        Await.until("quorum is lost", LoopbackCluster.GENEROUS, () -> saysNoQuorum(last), cluster::story);
        Await.holds(
                last + " goes on with what it runs, and does nothing else",
                WELL_PAST_DETECTION,
                () -> since(from).stream()
                                .noneMatch(event -> List.of("start", "stop", "promote", "demote", "fence")
                                        .contains(event.action()))
                        && replay().promotedNodesOf("roles").equals(List.of(last)),
                cluster::story);

        wake(others(last));
        comeBack(last);
    }

    @Test
    void demoteDemotesAndStopsTheRest() {
        var last = drill.officeNode();
        policy(last, "demote");
        var from = AgentLog.now();

        silence(others(last));
        Await.until(
                last + " has demoted and stopped",
                LoopbackCluster.GENEROUS,
                () -> !replay().promotedNodesOf("roles").contains(last)
                        && !replay().nodesOf("desk").contains(last)
                        && replay().inFlight().isEmpty(),
                cluster::story);
        Await.holds(
                "the demoted instance goes on, and nothing is started or fenced",
                WELL_PAST_DETECTION,
                () -> replay().nodesOf("roles").contains(last)
                        && since(from).stream()
                                .noneMatch(event ->
                                        List.of("start", "promote", "fence").contains(event.action())),
                cluster::story);

        wake(others(last));
        comeBack(last);
    }

    @Test
    void ignoreFencesTheOthersAndGoesOn() {
        var last = drill.officeNode();
        policy(last, "ignore");

        silence(others(last));
        others(last).forEach(name -> cluster.node(name).awaitEnd(LoopbackCluster.GENEROUS));

        drill.awaitAllRunning("alone after the others were fenced", List.of(last));
        comeBack(last);
    }

    @Test
    void fenceStopsWhatRunsAndEndsTheNode() {
        var last = drill.officeNode();
        policy(last, "fence");
        var from = AgentLog.now();

        silence(others(last));
        cluster.node(last).awaitEnd(LoopbackCluster.GENEROUS);

        assertThat(replay().activeNow()).noneMatch(each -> each.endsWith("@" + last));
        assertThat(since(from)).noneMatch(event -> event.action().equals("fence"));
        wake(others(last));
        comeBack(last);
    }

    private void policy(String asked, String policy) {
        var answer = cluster.cli(asked, "property", "set", "no-quorum-policy=" + policy);
        assertThat(answer.ok()).as(answer.text()).isTrue();
    }

    private void silence(List<String> nodes) {
        nodes.forEach(name -> cluster.agents().fault(name, "paused"));
        nodes.forEach(name -> cluster.node(name).sigstop());
    }

    private void wake(List<String> nodes) {
        nodes.forEach(name -> cluster.node(name).sigcont());
    }

    private boolean saysNoQuorum(String node) {
        var answer = cluster.cli(node, "quorum", "status");
        return answer.ok() && answer.text().contains("Quorate: NO");
    }

    /** Whoever was fenced or ended is started again, at any time: the agents of one that is yet to be fenced still run. */
    private void comeBack(String last) {
        Await.until(
                "all are together again, and run all resources",
                LoopbackCluster.GENEROUS,
                () -> {
                    cluster.startMissing();
                    return saysAllOnline(last)
                            && Drill.runsOn(cluster.agents().events(), LoopbackCluster.NAMES)
                            && cluster.cli(last, "property", "set", "no-quorum-policy=stop")
                                    .ok();
                },
                cluster::story);
        assertThat(drill.newViolations()).as(cluster.story()).isEmpty();
    }

    private boolean saysAllOnline(String node) throws IOException {
        return cluster.isRunning(node) && cluster.at(node).cib().online().containsAll(LoopbackCluster.NAMES);
    }

    private SafetyRules replay() {
        return SafetyRules.replay(cluster.agents().events());
    }

    private List<AgentEvent> since(long from) {
        return cluster.agents().events().stream()
                .filter(event -> event.nanos() >= from)
                .toList();
    }

    private static List<String> others(String node) {
        return LoopbackCluster.NAMES.stream().filter(name -> !name.equals(node)).toList();
    }
}
