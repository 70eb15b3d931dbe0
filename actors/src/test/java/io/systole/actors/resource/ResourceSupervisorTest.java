package io.systole.actors.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.cib.CibProtocol;
import io.systole.actors.cib.StatusChange;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.fencer.Fencer;
import io.systole.actors.policy.core.Views;
import io.systole.actors.resource.core.AgentTraits;
import io.systole.actors.resource.core.OperationResult;
import io.systole.actors.resource.wire.AskOutputs;
import io.systole.actors.resource.wire.AskTerm;
import io.systole.actors.resource.wire.ClearFailures;
import io.systole.actors.resource.wire.ExecuteOperation;
import io.systole.actors.resource.wire.FailureOutput;
import io.systole.actors.resource.wire.FailureOutputs;
import io.systole.actors.resource.wire.OperationOrder;
import io.systole.actors.resource.wire.OperationReport;
import io.systole.actors.resource.wire.OperationReport.Outcome;
import io.systole.actors.resource.wire.ResourceCommand;
import io.systole.actors.resource.wire.ShutDownNode;
import io.systole.actors.resource.wire.TermAnswer;
import io.systole.actors.resource.wire.TransitionKey;
import io.systole.agents.AgentEnvironment;
import io.systole.agents.ProcessAgentRunner;
import io.systole.cib.NodeName;
import io.systole.cib.OpHistory;
import io.systole.splitbrain.core.MembershipView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class ResourceSupervisorTest {
    private static final NodeName SELF = new NodeName("n1");

    private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
    private final ManualTime time = ManualTime.get(kit.system());
    private final TestProbe<CibCommand> cib = kit.createTestProbe(CibCommand.class);
    private final TestProbe<OperationReport> dc = kit.createTestProbe(OperationReport.class);
    private final TestProbe<ShutdownGranted> node = kit.createTestProbe(ShutdownGranted.class);
    private final FakeRunner runner = new FakeRunner();
    private final FakeClock clock = new FakeClock();
    private final List<ActorRef<MembershipView>> membership = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void runsAnOrderAndRecordsItsBeginAndItsResult() {
        var supervisor = supervisor(4, runner);

        supervisor.tell(new ExecuteOperation(1, order(1, "web", "start", 0), 0, dc.getRef()));
        assertThat(entry().opStatus()).isEqualTo("-1");
        runner.end("web", 0);

        assertThat(entry().rcCode()).isEqualTo("0");
        assertThat(dc.receiveMessage().outcome()).isEqualTo(Outcome.RECORDED);
    }

    @Test
    void refusesTheOrdersOfADcThatWasReplaced() {
        var supervisor = supervisor(4, runner);
        supervisor.tell(new ExecuteOperation(2, order(1, "web", "start", 0), 0, dc.getRef()));
        runner.end("web", 0);
        dc.receiveMessage();

        supervisor.tell(new ExecuteOperation(1, order(2, "web", "stop", 0), 0, dc.getRef()));

        assertThat(dc.receiveMessage().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(runner.running()).isEmpty();
    }

    @Test
    void dropsAnOrderForAnEarlierRunOfTheNode() {
        var supervisor = supervisor(4, runner);

        supervisor.tell(new ExecuteOperation(1, order(1, "web", "start", 0), 6, dc.getRef()));
        supervisor.tell(new ExecuteOperation(1, order(2, "mail", "start", 0), 7, dc.getRef()));

        eventually(() -> runner.running().contains("mail"));
        assertThat(runner.running()).containsExactly("mail");
    }

    @Test
    void runsNoMoreAtOnceThanTheNodeBears() {
        var supervisor = supervisor(2, runner);

        for (int i = 1; i <= 3; i++) {
            supervisor.tell(new ExecuteOperation(1, order(i, "r" + i, "start", 0), 0, dc.getRef()));
        }

        eventually(() -> runner.running().size() == 2);
        dc.expectNoMessage();
        assertThat(runner.running()).hasSize(2);
        runner.end(runner.running().get(0), 0);
        dc.receiveMessage();
        eventually(() -> runner.running().size() == 2);
    }

    @Test
    void repeatsAMonitorAndRecordsOnlyAChange() {
        var supervisor = supervisor(4, runner);
        supervisor.tell(new ExecuteOperation(1, order(1, "web", "monitor", 10_000), 0, dc.getRef()));
        entry();
        runner.end("web", 0);
        assertThat(entry().rcCode()).isEqualTo("0");
        dc.receiveMessage();

        time.timePasses(Duration.ofSeconds(10));
        runner.end("web", 0);
        cib.expectNoMessage();
        time.timePasses(Duration.ofSeconds(10));
        runner.end("web", 7);

        CibProtocol.RecordStatus recorded = cib.expectMessageClass(CibProtocol.RecordStatus.class);
        assertThat(recorded.changes()).hasSize(3);
        assertThat(recorded.changes()).contains(new StatusChange.PutAttribute("fail-count-web#monitor_10000", "1"));
        dc.expectNoMessage();
    }

    @Test
    void beginsNothingAfterAPauseUntilMembershipIsHeardOfAgain() {
        var supervisor = supervisor(4, runner);
        clock.pass(Duration.ofSeconds(60));

        supervisor.tell(new ExecuteOperation(1, order(1, "web", "start", 0), 0, dc.getRef()));
        cib.expectNoMessage();
        assertThat(runner.running()).isEmpty();
        membership.get(0).tell(Views.asleep("n1", "n1", "n2"));
        cib.expectNoMessage();
        membership.get(0).tell(Views.online("n1", "n1", "n2"));

        assertThat(entry().opStatus()).isEqualTo("-1");
        eventually(() -> runner.running().equals(List.of("web")));
    }

    @Test
    void dropsWhatHadNotBegunWhenItWakesWithoutQuorumAndSaysSo() {
        var supervisor = supervisor(1, runner);
        supervisor.tell(new ExecuteOperation(1, order(1, "web", "start", 0), 0, dc.getRef()));
        eventually(() -> runner.running().equals(List.of("web")));
        supervisor.tell(new ExecuteOperation(1, order(2, "mail", "start", 0), 0, dc.getRef()));
        dc.expectNoMessage();
        clock.pass(Duration.ofSeconds(60));
        membership.get(0).tell(Views.asleep("n1", "n1", "n2"));

        membership.get(0).tell(Views.withoutQuorum("n1", "n1"));

        OperationReport dropped = dc.receiveMessage();
        assertThat(dropped.transitionKey()).isEqualTo(key(2));
        assertThat(dropped.outcome()).isEqualTo(Outcome.REFUSED);
        runner.end("web", 0);
        assertThat(dc.receiveMessage().outcome()).isEqualTo(Outcome.RECORDED);
        supervisor.tell(new ExecuteOperation(1, order(3, "web", "stop", 0), 0, dc.getRef()));
        eventually(() -> runner.running().equals(List.of("web")));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void tellsADcThatAsksWhatWasBegunAndDropsTheRest(long term) {
        var supervisor = supervisor(1, runner);
        TestProbe<TermAnswer> asker = kit.createTestProbe(TermAnswer.class);
        supervisor.tell(new ExecuteOperation(1, order(1, "web", "start", 0), 0, dc.getRef()));
        eventually(() -> runner.running().equals(List.of("web")));
        supervisor.tell(new ExecuteOperation(1, order(2, "mail", "start", 0), 0, dc.getRef()));

        supervisor.tell(new AskTerm(term, asker.getRef()));

        TermAnswer answer = asker.receiveMessage();
        assertThat(answer.newest()).isEqualTo(term);
        assertThat(answer.begun()).containsExactly(key(1));
        runner.end("web", 0);
        dc.receiveMessage();
        dc.expectNoMessage();
        assertThat(runner.running()).isEmpty();
    }

    @Test
    void runsFewerOperationsWhileTheHostIsBusyWithSomethingElse() {
        var supervisor = supervisor(4, runner, () -> 1000);

        supervisor.tell(new ExecuteOperation(1, order(1, "web", "start", 0), 0, dc.getRef()));
        eventually(() -> runner.running().equals(List.of("web")));
        supervisor.tell(new ExecuteOperation(1, order(2, "mail", "start", 0), 0, dc.getRef()));

        dc.expectNoMessage();
        assertThat(runner.running()).containsExactly("web");
        runner.end("web", 0);
        eventually(() -> runner.running().equals(List.of("mail")));
    }

    @Test
    void letsTheNodeLeaveWhenTheDcSaysSo() {
        var supervisor = supervisor(4, runner);

        supervisor.tell(new ShutDownNode(1, key(5), dc.getRef()));

        node.receiveMessage();
        assertThat(dc.receiveMessage().outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void runsARealAgentAndKeepsWhyItFailed(@TempDir Path directory) throws IOException {
        Path agent = directory.resolve("resource.d/test/Broken");
        Files.createDirectories(agent.getParent());
        Files.writeString(agent, """
                #!/bin/sh
                case "$1" in
                  meta-data) echo '<resource-agent name="Broken" version="1.0"><version>1.1</version>
                    <parameters><parameter name="size" reloadable="1"/><parameter name="place"/></parameters>
                    <actions><action name="reload-agent" timeout="5s"/></actions></resource-agent>' ;;
                  start) echo "looking for it"; echo "ocf-exit-reason:no $OCF_RESKEY_place" >&2; exit 1 ;;
                esac
                """);
        Files.setPosixFilePermissions(agent, PosixFilePermissions.fromString("rwxr-xr-x"));
        var environment = new AgentEnvironment(
                "n1", List.of(directory), directory, directory, new TreeMap<>(), AgentEnvironment.OUTPUT_MAX);
        TestProbe<Fencer.Command> fencer = kit.createTestProbe(Fencer.Command.class);
        var operations = new AgentOperations(
                new ProcessAgentRunner(environment, ForkJoinPool.commonPool()),
                fencer.getRef(),
                kit.system().scheduler(),
                NodeClock.system());
        var supervisor = supervisor(4, operations);
        var attributes = new TreeMap<String, String>();
        attributes.put("place", "disk");
        attributes.put("size", "3");
        attributes.put("CRM_meta_timeout", "20000");
        var order = new OperationOrder(
                key(1), "web", null, "ocf", "test", "Broken", "start", "web_start_0", 0, "INFINITY", attributes);

        supervisor.tell(new ExecuteOperation(1, order, 0, dc.getRef()));

        assertThat(entry().opStatus()).isEqualTo("-1");
        var failed = entry();
        assertThat(failed.exitReason()).isEqualTo("no disk");
        assertThat(failed.digests().opForceRestart()).isEqualTo(" place ");
        assertThat(dc.receiveMessage(Duration.ofSeconds(20)).rc()).isEqualTo(1);
        assertThat(printed(supervisor, "web")).singleElement().satisfies(output -> {
            assertThat(output.operation()).isEqualTo("web_start_0");
            assertThat(output.text()).isEqualTo("stdout:\nlooking for it\nstderr:\nocf-exit-reason:no disk\n");
        });
        assertThat(printed(supervisor, "we")).isEmpty();

        supervisor.tell(new ClearFailures(1, key(2), "web", null, dc.getRef()));

        assertThat(printed(supervisor, "web")).isEmpty();
    }

    private List<FailureOutput> printed(ActorRef<ResourceCommand> supervisor, String primitive) {
        TestProbe<FailureOutputs> asker = kit.createTestProbe(FailureOutputs.class);
        supervisor.tell(new AskOutputs(primitive, null, asker.getRef()));
        return asker.receiveMessage(Duration.ofSeconds(20)).outputs();
    }

    private ActorRef<ResourceCommand> supervisor(int slots, OperationRunner with) {
        return supervisor(slots, with, () -> 0);
    }

    private ActorRef<ResourceCommand> supervisor(int slots, OperationRunner with, DoubleSupplier load) {
        var ports = new ResourceSupervisor.Ports(
                cib.getRef(), with, membership::add, node.getRef(), load, clock, Memos.NONE, Elsewhere.NOWHERE);
        var settings = ResourceSettings.own(SELF, slots, Duration.ofSeconds(2)).born(7);
        var supervisor = kit.spawn(ResourceSupervisor.create(settings, ports));
        cib.expectMessageClass(CibProtocol.Subscribe.class);
        membership.get(0).tell(Views.online("n1", "n1", "n2"));
        return supervisor;
    }

    private OpHistory entry() {
        var recorded = (CibProtocol.RecordStatus) cib.receiveMessage(Duration.ofSeconds(20));
        return ((StatusChange.PutHistory) recorded.changes().get(0)).entry();
    }

    private void eventually(BooleanSupplier wanted) {
        dc.awaitAssert(() -> {
            assertThat(wanted.getAsBoolean()).isTrue();
            return Optional.empty();
        });
    }

    private static TransitionKey key(int action) {
        return new TransitionKey(action, 1, 0, "dc");
    }

    private static OperationOrder order(int action, String resource, String operation, long interval) {
        return new OperationOrder(
                key(action),
                resource,
                null,
                "ocf",
                "test",
                "Dummy",
                operation,
                resource + "_" + operation + "_" + interval,
                interval,
                "INFINITY",
                new TreeMap<>());
    }

    private static final class FakeClock implements NodeClock {
        private final AtomicLong nanos = new AtomicLong();

        void pass(Duration time) {
            nanos.addAndGet(time.toNanos());
        }

        @Override
        public Instant now() {
            return Instant.ofEpochSecond(1_000_000).plusNanos(nanos.get());
        }

        @Override
        public long nanos() {
            return nanos.get();
        }
    }

    /** Agents that end when the test says so. */
    private final class FakeRunner implements OperationRunner {
        private final ConcurrentLinkedQueue<Running> all = new ConcurrentLinkedQueue<>();

        private record Running(String resource, CompletableFuture<Ran> result) {}

        @Override
        public CompletionStage<Ran> run(OperationOrder order) {
            var result = new CompletableFuture<Ran>();
            all.add(new Running(order.resource(), result));
            return result;
        }

        List<String> running() {
            return all.stream().map(Running::resource).toList();
        }

        void end(String resource, int rc) {
            eventually(() -> running().contains(resource));
            Running ended = all.stream()
                    .filter(running -> running.resource().equals(resource))
                    .findFirst()
                    .orElseThrow();
            all.remove(ended);
            var result = new OperationResult(rc, 0, "", clock.now(), Duration.ZERO, List.of());
            ended.result().complete(new Ran(result, AgentTraits.unknown()));
        }
    }
}
