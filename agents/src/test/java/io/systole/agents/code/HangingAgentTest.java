package io.systole.agents.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.agents.AgentAction;
import io.systole.agents.AgentAnswer;
import io.systole.agents.AgentContext;
import io.systole.agents.AgentOperation;
import io.systole.agents.AgentResult;
import io.systole.agents.AttributeUpdate;
import io.systole.agents.OcfCode;
import io.systole.agents.OpStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Agents that do not end: what becomes of their operations, and of everybody else's. */
@Timeout(300)
final class HangingAgentTest {
    /** What hangs in a test hangs until its end. */
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        end.countDown();
    }

    @Test
    void anOperationThatHangsTimesOutAndSaysWhereItHangs() throws Exception {
        try (var bench = new Bench(context -> {
            context.setAttribute("before", "1");
            hang();
            context.setAttribute("after", "1");
            return AgentAnswer.done().stage();
        })) {
            var result = timedOut(bench, "monitor", "; the same before");

            assertThat(result.rc()).isEqualTo(OcfCode.GENERIC);
            assertThat(result.status()).isEqualTo(OpStatus.TIMEOUT);
            assertThat(result.exitReason())
                    .matches("monitor did not end within [0-9]+ms: waits in .*")
                    .contains(", called by io.systole.agents.code.HangingAgentTest.hang (line ")
                    .contains("; CPU 0.")
                    .endsWith("; the same before");
            assertThat(result.attributeUpdates())
                    .containsExactly(new AttributeUpdate("before", "1", AttributeUpdate.REBOOT));
            assertThat(bench.runner.abandoned()).isPositive();
        }
    }

    @Test
    void anAnswerThatComesTooLateChangesNothing() throws Exception {
        var answer = new CompletableFuture<AgentAnswer>();
        var contexts = new ArrayList<AgentContext>();
        var cleaned = new CountDownLatch(1);
        try (var bench = new Bench(context -> {
            contexts.add(context);
            context.whenOver(cleaned::countDown);
            return answer;
        })) {
            var result = timedOut(bench, "monitor", "the answer that it promised did not come");
            assertThat(result.status()).isEqualTo(OpStatus.TIMEOUT);
            assertThat(cleaned.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(bench.runner.abandoned()).isPositive();

            contexts.get(0).setAttribute("late", "1");
            answer.complete(AgentAnswer.done());

            awaitAbandoned(bench, 0);
            assertThat(result.attributeUpdates()).isEmpty();
            assertThat(contexts.get(0).isOver()).isTrue();
            assertThat(contexts.get(0).remaining()).isZero();
        }
    }

    @Test
    void aStopIsNotBelievedWhileAStartThatWasGivenUpStillRuns() throws Exception {
        var stops = new AtomicInteger();
        try (var bench = new Bench(context -> {
            if (context.action() == AgentAction.START) {
                hang();
            } else {
                stops.incrementAndGet();
            }
            return AgentAnswer.done().stage();
        })) {
            assertThat(Bench.done(bench.start("start", Bench.SHORT)).status()).isEqualTo(OpStatus.TIMEOUT);

            var words = "it succeeded, but a start that was given up before still runs:";
            var result = timedOut(bench, "stop", words);

            assertThat(result.status()).isEqualTo(OpStatus.TIMEOUT);
            assertThat(result.exitReason())
                    .matches("stop did not end within [0-9]+ms: " + words + ".*HangingAgentTest.hang.*");
            assertThat(stops).hasPositiveValue();
        }
    }

    @Test
    void theStopIsDoneAgainWhenTheStartHasEnded() throws Exception {
        var active = new AtomicInteger();
        var stopped = new CountDownLatch(1);
        try (var bench = new Bench(context -> {
            if (context.action() == AgentAction.START) {
                hang();
                active.set(1);
            } else {
                active.set(0);
                stopped.countDown();
            }
            return AgentAnswer.done().stage();
        })) {
            assertThat(Bench.done(bench.start("start", Bench.SHORT)).status()).isEqualTo(OpStatus.TIMEOUT);
            var stop = bench.start("stop", Bench.LONG);
            assertThat(stopped.await(60, TimeUnit.SECONDS)).isTrue();

            end.countDown();

            assertThat(Bench.done(stop).rc()).isEqualTo(OcfCode.OK);
            assertThat(active).hasValue(0);
            awaitAbandoned(bench, 0);
        }
    }

    @Test
    void aMonitorThatHangsHoldsNoStopUp() throws Exception {
        try (var bench = new Bench(context -> {
            if (context.action() == AgentAction.MONITOR) {
                hang();
            }
            return AgentAnswer.done().stage();
        })) {
            assertThat(Bench.done(bench.start("monitor", Bench.SHORT)).status()).isEqualTo(OpStatus.TIMEOUT);

            assertThat(bench.run("stop", Map.of()).rc()).isEqualTo(OcfCode.OK);
        }
    }

    @Test
    void anAgentThatHangsAgainAndAgainGetsNoMoreThreadsButIsStopped() throws Exception {
        try (var bench = new Bench(context -> {
            if (context.action() == AgentAction.MONITOR) {
                hang();
            }
            return AgentAnswer.done().stage();
        })) {
            List<AgentOperation> hanging = new ArrayList<>();
            for (var number = 0; number < JavaAgentRunner.ABANDONED_MAX; number++) {
                hanging.add(bench.start("monitor", Bench.SHORT));
            }
            for (var operation : hanging) {
                assertThat(Bench.done(operation).status()).isEqualTo(OpStatus.TIMEOUT);
            }
            awaitAbandoned(bench, JavaAgentRunner.ABANDONED_MAX);

            assertThat(bench.run("start", Map.of()).exitReason())
                    .isEqualTo(
                            "16 operations of it that were given up still run in this program, whose restart ends them");
            assertThat(bench.run("stop", Map.of()).rc()).isEqualTo(OcfCode.OK);

            end.countDown();
            awaitAbandoned(bench, 0);
            assertThat(bench.run("start", Map.of()).rc()).isEqualTo(OcfCode.OK);
        }
    }

    @Test
    void aThreadThatWaitsForALockSaysWhoHasIt() throws Exception {
        var lock = new Object();
        var held = new CountDownLatch(1);
        var holder = new Thread(
                () -> {
                    synchronized (lock) {
                        held.countDown();
                        hang();
                    }
                },
                "the holder");
        holder.setDaemon(true);
        holder.start();
        assertThat(held.await(60, TimeUnit.SECONDS)).isTrue();
        try (var bench = new Bench(context -> {
            synchronized (lock) {
                return AgentAnswer.done().stage();
            }
        })) {
            var words = "waits for a lock that the holder has in ";

            assertThat(timedOut(bench, "monitor", words).exitReason()).contains(words);
        }
    }

    /** An operation that hangs, with more time while its reason lacks these words: a busy machine may begin late. */
    private static AgentResult timedOut(Bench bench, String action, String words) throws Exception {
        var timeout = Bench.SHORT;
        var result = Bench.done(bench.start(action, timeout));
        while (!result.exitReason().contains(words) && timeout.compareTo(Bench.LONG) < 0) {
            timeout = timeout.multipliedBy(2);
            result = Bench.done(bench.start(action, timeout));
        }
        return result;
    }

    /** Does not even end when it is interrupted. */
    private void hang() {
        var interrupted = false;
        while (true) {
            try {
                end.await();
                break;
            } catch (InterruptedException ignored) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitAbandoned(Bench bench, long wanted) {
        while (bench.runner.abandoned() != wanted) {
            Thread.onSpinWait();
        }
    }
}
