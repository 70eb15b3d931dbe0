package io.systole;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.agents.AgentCall;
import io.systole.agents.AgentId;
import io.systole.agents.AgentResult;
import io.systole.agents.OcfCode;
import io.systole.agents.code.JavaAgentRunner;
import io.systole.agents.code.JavaAgents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The agent of singletons by itself, without a cluster. */
@Timeout(180)
class SingletonAgentTest {
    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final SingletonAgent agent =
            new SingletonAgent(new TreeMap<>(Map.of("waits", this::waits, "stubborn", this::stubborn)));
    private final JavaAgentRunner runner = new JavaAgentRunner("n1", JavaAgents.of(List.of(agent)));

    @AfterEach
    void letGo() {
        end.countDown();
        runner.close();
    }

    @Test
    void runsFromStartToStop() throws Exception {
        assertThat(run("monitor", "waits", 60).rc()).isEqualTo(OcfCode.NOT_RUNNING);
        assertThat(run("start", "waits", 60).rc()).isEqualTo(OcfCode.OK);
        assertThat(run("start", "waits", 60).rc()).isEqualTo(OcfCode.OK);
        assertThat(run("monitor", "waits", 60).rc()).isEqualTo(OcfCode.OK);
        assertThat(run("stop", "waits", 60).rc()).isEqualTo(OcfCode.OK);
        assertThat(run("stop", "waits", 60).rc()).isEqualTo(OcfCode.OK);
        assertThat(run("monitor", "waits", 60).rc()).isEqualTo(OcfCode.NOT_RUNNING);
    }

    @Test
    void codeThatDoesNotEndIsAStopThatFailed() throws Exception {
        assertThat(run("start", "stubborn", 60).rc()).isEqualTo(OcfCode.OK);
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

        var stopped = run("stop", "stubborn", 2);

        assertThat(stopped.rc()).isEqualTo(OcfCode.GENERIC);
        assertThat(run("monitor", "stubborn", 60).rc()).isEqualTo(OcfCode.OK);
    }

    @Test
    void anotherProgramsTaskIsNotInstalledHere() throws Exception {
        assertThat(run("monitor", "other", 60).rc()).isEqualTo(OcfCode.NOT_INSTALLED);
        assertThat(run("start", "other", 60).exitReason()).isEqualTo("the program of this node has no singleton other");
        assertThat(run("stop", "other", 60).rc()).isEqualTo(OcfCode.OK);
    }

    @Test
    void theEndOfTheNodeEndsTheCode() throws Exception {
        assertThat(run("start", "waits", 60).rc()).isEqualTo(OcfCode.OK);

        agent.nodeEnded("n1");

        TwoNodes.await("its code has ended", () -> run("monitor", "waits", 60).rc() == OcfCode.NOT_RUNNING);
    }

    private AgentResult run(String action, String task, int seconds) throws Exception {
        var call = AgentCall.of(AgentId.ocf("systole", "Singleton"), task, action, Duration.ofSeconds(seconds))
                .withAttributes(Map.of("task", task));
        return runner.start(call).result().toCompletableFuture().get(120, TimeUnit.SECONDS);
    }

    private void waits(SingletonTask.Turn turn) throws InterruptedException {
        assertThat(turn.waitFor(Duration.ofHours(1))).isFalse();
    }

    private void stubborn(SingletonTask.Turn turn) {
        begun.countDown();
        while (end.getCount() > 0) {
            Thread.onSpinWait();
        }
    }
}
