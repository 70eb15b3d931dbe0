package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Nodes that are paused for longer than the others wait for them, and wake as members as before, since fencing fails: they
 * do nothing before they were told so, and then all goes on as if nothing had been. Judged from what the agents wrote down.
 */
class SleeperIT {
    private static final Duration WELL_PAST_DETECTION = Duration.ofSeconds(4);

    @RegisterExtension
    static final LoopbackExtension LOOPBACK = new LoopbackExtension();

    private final LoopbackCluster cluster = LOOPBACK.cluster();
    private final Drill drill = new Drill(cluster);

    @BeforeEach
    void heal() throws IOException {
        drill.baseline();
    }

    @Test
    void aPausedDcThatCouldNotBeFencedGoesOnWhenTheOthersSayThatItIsStillAMember() throws IOException {
        var dc = cluster.at("n1").cib().dc();
        pauseAndWake(List.of(dc));

        assertThat(cluster.at(dc).cib().dc()).as(cluster.story()).isEqualTo(dc);
    }

    @Test
    void allNodesPausedAtOnceConfirmEachOther() throws IOException {
        pauseAndWake(LoopbackCluster.NAMES);
    }

    private void pauseAndWake(List<String> sleepers) throws IOException {
        var from = AgentLog.now();
        var fail = Files.createFile(cluster.directory().resolve("fence.fail"));

        sleepers.forEach(name -> cluster.agents().fault(name, "paused"));
        sleepers.forEach(name -> cluster.node(name).sigstop());
        Await.holds("the pause lasts", WELL_PAST_DETECTION, () -> true, cluster::story);
        sleepers.forEach(name -> cluster.node(name).sigcont());

        Await.until(
                "all are awake, and members as before",
                LoopbackCluster.GENEROUS,
                () -> sleepers.stream().allMatch(this::isAwake),
                cluster::story);
        Files.delete(fail);
        drill.awaitAllRunning("after the pause", LoopbackCluster.NAMES);
        FieldSimulator.awaitNothingToDo("after the pause", cluster);
        assertThat(cluster.agents().events().stream().filter(event -> event.nanos() >= from))
                .as(cluster.story())
                .noneMatch(
                        event -> List.of("start", "stop", "promote", "demote").contains(event.action()))
                .noneMatch(event -> event.succeeded("fence"));
        assertThat(LoopbackCluster.NAMES).allMatch(cluster::isRunning);
        assertThat(drill.newViolations()).as(cluster.story()).isEmpty();
    }

    private boolean isAwake(String name) {
        var answer = cluster.cli(name, "quorum", "status");
        return answer.ok()
                && answer.text().contains("Quorate: yes: 3 of 3 votes")
                && !answer.text().contains("acts on nothing");
    }
}
