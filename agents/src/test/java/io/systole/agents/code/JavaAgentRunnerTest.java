package io.systole.agents.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.agents.AgentAction;
import io.systole.agents.AgentAnswer;
import io.systole.agents.AgentContext;
import io.systole.agents.AgentId;
import io.systole.agents.AgentMetadataAnswer;
import io.systole.agents.AgentNotice;
import io.systole.agents.AttributeUpdate;
import io.systole.agents.NodeHealth;
import io.systole.agents.OcfCode;
import io.systole.agents.OpStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an agent in Java is given, and what becomes of its answers and faults. */
@Timeout(120)
final class JavaAgentRunnerTest {
    private static final Map<String, String> PORT_80 = Map.of("port", "80");

    @Test
    void givesTheAgentItsParametersAsTheirTypes() throws Exception {
        var seen = new AtomicReference<String>();
        try (var bench = new Bench(Bench.profile().with(Bench.PORT, Bench.PATIENCE), context -> {
            seen.set(context.get(Bench.PORT) + " " + context.get(Bench.PATIENCE) + " " + context.instance() + " "
                    + context.node() + " " + context.checkLevel() + " "
                    + context.meta("role").orElse("-") + " "
                    + context.parameters());
            return AgentAnswer.done().stage();
        })) {
            var result = bench.run(
                    "monitor",
                    Map.of("port", "80", "CRM_meta_role", "Promoted", "OCF_CHECK_LEVEL", "10", "crm_feature_set", "3"));

            assertThat(result.rc()).isEqualTo(OcfCode.OK);
            assertThat(result.status()).isEqualTo(OpStatus.DONE);
            assertThat(seen).hasValue("80 PT5S thing n1 10 Promoted {port=80}");
        }
    }

    @Test
    void tellsAllFaultsOfTheParametersAtOnceAndCallsNobody() throws Exception {
        try (var bench = new Bench(Bench.profile().with(Bench.PORT, Bench.PATIENCE), context -> {
            throw new AssertionError("must not be called");
        })) {
            for (var action : List.of("start", "validate-all")) {
                var result = bench.run(action, Map.of("port", "70000", "patience", "soon"));

                assertThat(result.rc()).isEqualTo(OcfCode.NOT_CONFIGURED);
                assertThat(result.exitReason())
                        .isEqualTo(
                                "port = \"70000\": must be 1 to 65535; patience = \"soon\": must be a time, such as 20s");
            }
        }
    }

    @Test
    void aProbeOfWhatCannotBeConfiguredFindsNothingRunning() throws Exception {
        try (var bench = new Bench(
                Bench.profile().with(Bench.PORT),
                context -> new AgentAnswer((int) (long) context.get(Bench.PORT), "").stage())) {
            var result = bench.run("monitor", Map.of());

            assertThat(result.rc()).isEqualTo(OcfCode.NOT_RUNNING);
            assertThat(result.exitReason()).isEqualTo("port is missing: must be 1 to 65535");
        }
    }

    @Test
    void whatTheAgentThrowsIsAFailureWithItsReason() throws Exception {
        var faults = List.<Throwable>of(
                new IllegalStateException("no disk"),
                new StackOverflowError("deep"),
                new OutOfMemoryError("made up"),
                new NoClassDefFoundError("org/acme/Gone"),
                new ExceptionInInitializerError("static"));
        for (var fault : faults) {
            try (var bench = new Bench(context -> {
                throw sneaky(fault);
            })) {
                var result = bench.run("start", Map.of());

                assertThat(result.rc()).isEqualTo(OcfCode.GENERIC);
                assertThat(result.status()).isEqualTo(OpStatus.ERROR);
                assertThat(result.exitReason())
                        .startsWith("start threw " + fault)
                        .contains(getClass().getName());
            }
        }
    }

    @Test
    void survivesARecursionWithoutEnd() throws Exception {
        try (var bench = new Bench(context -> AgentAnswer.failed("" + depth(0)).stage())) {
            assertThat(bench.run("monitor", Map.of()).exitReason())
                    .startsWith("monitor threw java.lang.StackOverflowError");
        }
    }

    private static int depth(int above) {
        return above < 0 ? 0 : above + depth(above + 1) % 7;
    }

    @Test
    void aStageThatFailsOrIsNothingIsAFailure() throws Exception {
        try (var failing = new Bench(context -> CompletableFuture.supplyAsync(() -> {
                    throw new IllegalStateException("later");
                }));
                var nothing = new Bench(context -> CompletableFuture.completedFuture(null))) {
            assertThat(failing.run("start", Map.of()).exitReason())
                    .startsWith("start threw java.lang.IllegalStateException: later");
            assertThat(nothing.run("start", Map.of()).exitReason()).contains("ocf:acme:Thing answered null");
        }
    }

    @Test
    void anAnswerMayComeLaterFromAnotherThread() throws Exception {
        try (var bench = new Bench(context -> CompletableFuture.supplyAsync(() -> AgentAnswer.degraded("slow disk")))) {
            var result = bench.run("monitor", Map.of());

            assertThat(result.rc()).isEqualTo(OcfCode.DEGRADED);
            assertThat(result.exitReason()).isEqualTo("slow disk");
        }
    }

    @Test
    void attributesComeWithTheResultInTheOrderInWhichTheyWereSet() throws Exception {
        try (var bench = new Bench(context -> {
            context.promotionScore(5);
            context.setAttribute("seen", "yes");
            context.health("disk", NodeHealth.RED);
            context.noPromotionScore();
            context.removeAttribute("seen");
            return AgentAnswer.done().stage();
        })) {
            assertThat(bench.run("monitor", Map.of()).attributeUpdates())
                    .containsExactly(
                            new AttributeUpdate("master-thing", "5", AttributeUpdate.REBOOT),
                            new AttributeUpdate("seen", "yes", AttributeUpdate.REBOOT),
                            new AttributeUpdate("#health-disk", "red", AttributeUpdate.REBOOT),
                            new AttributeUpdate("master-thing", null, AttributeUpdate.REBOOT),
                            new AttributeUpdate("seen", null, AttributeUpdate.REBOOT));
        }
    }

    @Test
    void whatTheAgentDoesNotHaveIsNotCalled() throws Exception {
        try (var bench = new Bench(context -> {
            throw new AssertionError("must not be called");
        })) {
            assertThat(bench.run("migrate_to", Map.of()).rc()).isEqualTo(OcfCode.UNIMPLEMENTED);
            assertThat(bench.run("dance", Map.of()).rc()).isEqualTo(OcfCode.UNIMPLEMENTED);
        }
    }

    @Test
    void anAgentThatIsNotThereIsNotInstalled() throws Exception {
        try (var bench = new Bench(context -> AgentAnswer.done().stage())) {
            var other = AgentId.ocf("acme", "Other");

            var answer = bench.runner.metadata(other).toCompletableFuture().get(60, TimeUnit.SECONDS);

            assertThat(bench.runner.has(other)).isFalse();
            assertThat(((AgentMetadataAnswer.Unknown) answer).why()).contains("ocf:acme:Other is not installed");
        }
    }

    @Test
    void aNotificationTellsWhoWillBePromoted() throws Exception {
        var heard = new CompletableFuture<AgentNotice>();
        try (var bench = new Bench(context -> {
            heard.complete(context.notice().orElseThrow());
            return AgentAnswer.done().stage();
        })) {
            bench.run(
                    "notify",
                    Map.of(
                            "CRM_meta_notify_type", "post",
                            "CRM_meta_notify_operation", "promote",
                            "CRM_meta_notify_promoted_uname", "n1 n4",
                            "CRM_meta_notify_demote_uname", "n1",
                            "CRM_meta_notify_promote_uname", "n2",
                            "CRM_meta_notify_promote_resource", "thing:1",
                            "CRM_meta_notify_stop_uname", " "));

            var notice = heard.join();
            assertThat(notice.phase()).isEqualTo(AgentNotice.Phase.POST);
            assertThat(notice.operation()).isEqualTo(AgentAction.PROMOTE);
            assertThat(notice.instances("promote")).containsExactly("thing:1");
            assertThat(notice.nodes("stop")).isEmpty();
            assertThat(notice.promotedAfterwards()).containsExactly("n2", "n4");
        }
    }

    @Test
    void theThreadHasTheClassLoaderOfTheAgentAndKeepsNoProgram() throws Exception {
        var thread = new CompletableFuture<Thread>();
        try (var bench = new Bench(Bench.profile().with(Bench.PORT), context -> {
            thread.complete(Thread.currentThread());
            return AgentAnswer.done().stage();
        })) {
            bench.run("start", PORT_80);

            assertThat(thread.join().isDaemon()).isTrue();
            assertThat(thread.join().getName()).isEqualTo("thing start");
        }
    }

    @Test
    void aCancelledOperationEndsAtOnceAndItsThreadIsInterrupted() throws Exception {
        var begun = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        try (var bench = new Bench(context -> waitFor(context, begun, interrupted))) {
            var operation = bench.start("monitor", Bench.LONG);
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

            operation.cancel();

            assertThat(Bench.done(operation).status()).isEqualTo(OpStatus.CANCELLED);
            assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static java.util.concurrent.CompletionStage<AgentAnswer> waitFor(
            AgentContext context, CountDownLatch begun, CountDownLatch interrupted) {
        assertThat(context.remaining()).isBetween(Duration.ZERO, Bench.LONG);
        begun.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException asked) {
            interrupted.countDown();
        }
        return AgentAnswer.done().stage();
    }

    private static Exception sneaky(Throwable fault) throws Exception {
        if (fault instanceof Error error) {
            throw error;
        }
        throw (Exception) fault;
    }
}
