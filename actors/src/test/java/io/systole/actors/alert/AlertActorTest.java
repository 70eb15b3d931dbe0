package io.systole.actors.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.alert.AlertRunner.AlertOutcome;
import io.systole.actors.alert.core.AlertCall;
import io.systole.actors.alert.core.AlertSettings;
import io.systole.actors.cib.CibChanged;
import io.systole.actors.cib.CibProtocol;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.fencer.Fencer;
import io.systole.actors.fencer.FencingOutcome.Fenced;
import io.systole.actors.fencer.FencingRecord;
import io.systole.actors.policy.core.Views;
import io.systole.actors.resource.NodeClock;
import io.systole.actors.resource.OperationRecorded;
import io.systole.cib.NodeName;
import io.systole.cib.OpHistory;
import io.systole.cib.ResourceId;
import io.systole.cib.xml.CibXml;
import io.systole.fencing.FenceAction;
import io.systole.splitbrain.core.MembershipView;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.LoggingTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the actor hears from the node's other parts, and the calls that it has made, under virtual time. */
@Timeout(60)
final class AlertActorTest {
    private static final NodeName SELF = new NodeName("n1");
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    private record Running(AlertCall call, CompletableFuture<AlertOutcome> end) {}

    private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
    private final TestProbe<CibCommand> cib = kit.createTestProbe(CibCommand.class);
    private final TestProbe<Fencer.Command> fencer = kit.createTestProbe(Fencer.Command.class);
    private final AtomicReference<ActorRef<MembershipView>> views = new AtomicReference<>();
    private final BlockingQueue<Running> calls = new LinkedBlockingQueue<>();

    @SuppressWarnings("NullAway.Init")
    private ActorRef<CibChanged> cibChanges;

    @SuppressWarnings("NullAway.Init")
    private ActorRef<FencingRecord> fencings;

    @BeforeEach
    void start() {
        AlertRunner runner = call -> {
            var end = new CompletableFuture<AlertOutcome>();
            calls.add(new Running(call, end));
            return end;
        };
        kit.spawn(AlertActor.create(
                new AlertSettings(SELF, NOON, Duration.ofSeconds(5), "9.9", ZoneId.of("UTC")),
                new AlertActor.Ports(cib.getRef(), fencer.getRef(), views::set, runner, new AtNoon())));
        cibChanges = cib.expectMessageClass(CibProtocol.Subscribe.class).subscriber();
        fencings = fencer.expectMessageClass(Fencer.Subscribe.class).subscriber();
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void hearsOfNodesFencingsAndOperationsAndCallsTheAgentForEach() throws Exception {
        configure("<alert id='tell' path='/bin/tell'/>");
        view(Views.online("n1", "n1"));
        next("node on n1: member").end().complete(AlertOutcome.done(""));

        fencings.tell(new FencingRecord(
                new NodeName("n2"),
                7,
                FenceAction.OFF,
                "it is lost",
                "policy@n1",
                NOON,
                new Fenced("power", SELF, NOON, Duration.ofSeconds(2))));
        next("fencing off on n2: Operation off of n2 by n1 for policy@n1: OK")
                .end()
                .complete(AlertOutcome.done(""));

        started();
        var start = next("resource web start on n1: ok");
        assertThat(start.call().facts()).containsEntry("timestamp", "12:00:00.000000");
        assertThat(start.call().facts()).containsEntry("node_sequence", "3");
    }

    @Test
    void theNextCallForARecipientWaitsForTheEndOfTheLastOne() throws Exception {
        configure("<alert id='tell' path='/bin/tell'/>");
        view(Views.online("n1", "n1"));
        var first = next("node on n1: member");
        started();

        assertThat(calls.poll(200, TimeUnit.MILLISECONDS)).isNull();

        first.end().complete(AlertOutcome.done(""));
        next("resource web start on n1: ok");
    }

    @Test
    void aFailureIsLoggedWithItsCodeAndHoldsNothingUp() throws Exception {
        configure("<alert id='tell' path='/bin/tell'><recipient id='r' value='secret'/></alert>");
        view(Views.online("n1", "n1"));
        var first = next("node on n1: member");

        LoggingTestKit.warn("alert agent failed")
                .withCustom(event -> !event.message().contains("secret"))
                .expect(kit.system(), () -> first.end().complete(AlertOutcome.failed("exit code 1", "")));

        started();
        next("resource web start on n1: ok");
    }

    private void configure(String alerts) {
        String xml = "<cib dc-uuid='1' validate-with='pacemaker-3.9'><configuration><crm_config/><nodes>"
                + "<node id='1' uname='n1'/></nodes><resources/><constraints/><alerts>" + alerts
                + "</alerts></configuration><status><node_state id='1' uname='n1'/></status></cib>";
        cibChanges.tell(new CibChanged(Objects.requireNonNull(CibXml.read(xml).cib()), 1));
    }

    private void view(MembershipView view) {
        Objects.requireNonNull(views.get()).tell(view);
    }

    private void started() {
        var entry = OpHistory.of(Map.of(
                "id", "web_last_0",
                "operation", "start",
                "rc-code", "0",
                "op-status", "0",
                "transition-key", "1:1:0:x",
                "exec-time", "20"));
        kit.system()
                .eventStream()
                .tell(new EventStream.Publish<>(new OperationRecorded(SELF, new ResourceId("web"), entry)));
    }

    private Running next(String event) throws InterruptedException {
        var running = calls.poll(20, TimeUnit.SECONDS);
        assertThat(running).as(event).isNotNull();
        assertThat(Objects.requireNonNull(running).call().event()).isEqualTo(event);
        return running;
    }

    private static final class AtNoon implements NodeClock {
        @Override
        public Instant now() {
            return NOON;
        }

        @Override
        public long nanos() {
            return 0;
        }
    }
}
