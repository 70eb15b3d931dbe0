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
 * Two of three nodes are lost at once: the third has no quorum. It stops what it runs (no-quorum-policy=stop), starts
 * nothing and fences nobody, whatever is wrong with the two. Judged from what the agents wrote down.
 */
class QuorumIT {
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
    void theLastOfThreeStopsItsResourcesWhileTheOthersAreSilentAndAllGoesOnOnceTheyAreHeard() {
        var last = drill.officeNode();
        var silent = others(last);
        var from = AgentLog.now();

        silent.forEach(name -> cluster.agents().fault(name, "paused"));
        silent.forEach(name -> cluster.node(name).sigstop());
        awaitNothingOn(last);
        holdStill(last, from);
        silent.forEach(name -> cluster.node(name).sigcont());

        comeBack();
        drill.awaitAllRunning("after the others were heard again", LoopbackCluster.NAMES);
        assertThat(drill.newViolations()).as(cluster.story()).isEmpty();
    }

    @Test
    void theLastOfThreeStopsItsResourcesWhenTheOthersDieAndAllGoesOnOnceTheyAreStartedAnew() {
        var last = drill.officeNode();
        var dead = others(last);
        var from = AgentLog.now();

        dead.forEach(name -> cluster.node(name).sigkill());
        dead.forEach(this::cutPower);
        awaitNothingOn(last);
        holdStill(last, from);
        dead.forEach(cluster::start);

        comeBack();
        drill.awaitAllRunning("after the others were started anew", LoopbackCluster.NAMES);
        assertThat(drill.newViolations()).as(cluster.story()).isEmpty();
    }

    /** What the node had started is gone with it, and the log says so as a fence agent would. */
    private void cutPower(String name) {
        var killed = Command.run(
                cluster.directory().resolve("kill-marked").toString(), "SYSTOLE_DRILL=" + cluster.run() + "-" + name);
        assertThat(killed.ok()).as(killed.text()).isTrue();
        cluster.agents().append(new AgentEvent(AgentLog.now(), name, "-", "fence", AgentEvent.Phase.END, "0"));
    }

    private void awaitNothingOn(String last) {
        Await.until(
                last + " stops all that it runs",
                LoopbackCluster.GENEROUS,
                () -> SafetyRules.replay(cluster.agents().events()).activeNow().stream()
                        .noneMatch(each -> each.endsWith("@" + last)),
                cluster::story);
    }

    private void holdStill(String last, long from) {
        Await.holds(
                last + " starts nothing and fences nobody",
                WELL_PAST_DETECTION,
                () -> cluster.agents().events().stream()
                        .filter(event -> event.nanos() >= from)
                        .noneMatch(event -> event.is("fence", AgentEvent.Phase.BEGIN)
                                || event.is("start", AgentEvent.Phase.BEGIN)
                                || event.is("promote", AgentEvent.Phase.BEGIN)),
                cluster::story);
    }

    /** The first that comes back gives quorum, upon which one that is not there yet may be fenced: it is started again. */
    private void comeBack() {
        Await.until(
                "all are together again, and run all resources",
                LoopbackCluster.GENEROUS,
                () -> {
                    LoopbackCluster.NAMES.stream()
                            .filter(name -> !cluster.isRunning(name))
                            .forEach(cluster::start);
                    var rules = SafetyRules.replay(cluster.agents().events());
                    return rules.nodesOf("roles").equals(LoopbackCluster.NAMES)
                            && rules.nodesOf("phone").size() == 1
                            && rules.inFlight().isEmpty()
                            && LoopbackCluster.NAMES.stream().allMatch(cluster::isRunning);
                },
                cluster::story);
    }

    private static List<String> others(String node) {
        return LoopbackCluster.NAMES.stream().filter(name -> !name.equals(node)).toList();
    }
}
