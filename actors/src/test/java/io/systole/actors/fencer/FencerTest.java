package io.systole.actors.fencer;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.fencer.FencingNews.Stage;
import io.systole.actors.fencer.FencingOutcome.Failed;
import io.systole.actors.fencer.FencingOutcome.Fenced;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.FenceAction;
import io.systole.fencing.FenceAgentCall;
import io.systole.fencing.FenceAgentResult;
import io.systole.fencing.FenceDevice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FencerTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final NodeName N1 = new NodeName("n1");
    private static final NodeName N3 = new NodeName("n3");

    private final FakeDevices devices = new FakeDevices();
    private final TestProbe<FencingOutcome> asker = KIT.createTestProbe(FencingOutcome.class);
    private final TestProbe<FencingOutcome> other = KIT.createTestProbe(FencingOutcome.class);
    private ActorRef<Fencer.Command> fencer = KIT.system().deadLetters();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @BeforeEach
    void start() {
        fencer = KIT.spawn(Fencer.create(FencerSettings.of(N1), devices));
        fencer.tell(new Fencer.DevicesChanged(FencingCibs.of("d1 pcmk_host_list=n1,n2,n3")));
        see(true, "n1");
    }

    @Test
    void repliesWhenTheDeviceHasFenced() throws Exception {
        ask(N3, 7, asker);

        var call = devices.next(FenceAction.REBOOT);
        assertThat(call.call().target()).isEqualTo(N3);
        call.end(0);

        var outcome = (Fenced) asker.receiveMessage();
        assertThat(outcome.by()).isEqualTo("d1");
        assertThat(outcome.executor()).isEqualTo(N1);
    }

    @Test
    void runsOneFencingForAllWhoAskForTheSameRunOfANode() throws Exception {
        ask(N3, 7, asker);
        ask(N3, 7, other);

        devices.next(FenceAction.REBOOT).end(0);

        asker.expectMessageClass(Fenced.class);
        other.expectMessageClass(Fenced.class);
        assertThat(devices.isIdle()).isTrue();
    }

    @Test
    void answersAtOnceForARunThatIsAlreadyFenced() throws Exception {
        ask(N3, 7, asker);
        devices.next(FenceAction.REBOOT).end(0);
        asker.expectMessageClass(Fenced.class);

        ask(N3, 7, other);

        other.expectMessageClass(Fenced.class);
        assertThat(devices.isIdle()).isTrue();
    }

    @Test
    void fencesTheNextRunOfTheSameNodeAgain() throws Exception {
        ask(N3, 7, asker);
        devices.next(FenceAction.REBOOT).end(0);
        asker.expectMessageClass(Fenced.class);

        ask(N3, 8, asker);

        devices.next(FenceAction.REBOOT).end(0);
        asker.expectMessageClass(Fenced.class);
    }

    @Test
    void doesNotTakeARunForDeadBecauseItWasGivenPower() throws Exception {
        fencer.tell(new Fencer.Fence(N3, 7, FenceAction.ON, "unfencing", "test", Duration.ZERO, other.getRef()));
        devices.next(FenceAction.ON).end(0);
        other.expectMessageClass(Fenced.class);

        ask(N3, 7, asker);

        devices.next(FenceAction.REBOOT).end(0);
        asker.expectMessageClass(Fenced.class);
    }

    @Test
    void repliesWithTheDevicesErrorWhenEveryTryFails() throws Exception {
        ask(N3, 7, asker);

        devices.next(FenceAction.REBOOT).end(1);
        devices.next(FenceAction.REBOOT).end(1);

        var outcome = (Failed) asker.receiveMessage();
        assertThat(outcome.why()).contains("d1 reboot by n1: exit code 1");
    }

    @Test
    void fencesAgainAfterAFailureWhenAskedAgain() throws Exception {
        ask(N3, 7, asker);
        devices.next(FenceAction.REBOOT).end(1);
        devices.next(FenceAction.REBOOT).end(1);
        asker.expectMessageClass(Failed.class);

        ask(N3, 7, asker);

        devices.next(FenceAction.REBOOT).end(0);
        asker.expectMessageClass(Fenced.class);
    }

    @Test
    void refusesWithoutQuorum() {
        see(false, "n1");

        ask(N3, 7, asker);

        assertThat(((Failed) asker.receiveMessage()).why()).contains("no quorum");
        assertThat(devices.isIdle()).isTrue();
    }

    @Test
    void triesNothingMoreWhenQuorumIsLost() throws Exception {
        ask(N3, 7, asker);
        var call = devices.next(FenceAction.REBOOT);

        see(false, "n1");
        asker.expectNoMessage(Duration.ofMillis(200));
        call.end(1);

        assertThat(((Failed) asker.receiveMessage()).why()).contains("quorum was lost");
        assertThat(devices.isIdle()).isTrue();
    }

    @Test
    void believesADeviceThatWasAtWorkWhenQuorumWasLostForAMoment() throws Exception {
        ask(N3, 7, asker);
        var call = devices.next(FenceAction.REBOOT);

        see(false, "n1");
        see(true, "n1");
        ask(N3, 7, other);
        call.end(0);

        asker.expectMessageClass(Fenced.class);
        other.expectMessageClass(Fenced.class);
        assertThat(devices.isIdle()).isTrue();
    }

    @Test
    void tellsSubscribersAndTheHistory() throws Exception {
        var subscriber = KIT.createTestProbe(FencingRecord.class);
        var reader = KIT.createTestProbe(FencingHistory.class);
        fencer.tell(new Fencer.Subscribe(subscriber.getRef()));
        ask(N3, 7, asker);
        var call = devices.next(FenceAction.REBOOT);

        fencer.tell(new Fencer.GetHistory(reader.getRef()));
        var before = reader.receiveMessage();
        call.end(0);
        var record = subscriber.receiveMessage();
        fencer.tell(new Fencer.GetHistory(reader.getRef()));
        var after = reader.receiveMessage();

        assertThat(before.underway()).extracting(FencingUnderway::target).containsExactly(N3);
        assertThat(record.target()).isEqualTo(N3);
        assertThat(record.requestedBy()).isEqualTo("test");
        assertThat(after.ended()).containsExactly(record);
        assertThat(after.underway()).isEmpty();
    }

    @Test
    void tellsWhatBecomesOfAFencingOnTheEventStream() throws Exception {
        var news = KIT.createTestProbe(FencingNews.class);
        KIT.system().eventStream().tell(new EventStream.Subscribe<>(FencingNews.class, news.getRef()));
        ask(N3, 9, asker);
        var asked = news.receiveMessage();
        var begun = news.receiveMessage();
        devices.next(FenceAction.REBOOT).end(0);
        var ended = news.receiveMessage();

        assertThat(List.of(asked, begun, ended))
                .extracting(FencingNews::stage)
                .containsExactly(Stage.ASKED, Stage.BEGUN, Stage.ENDED);
        assertThat(List.of(asked, begun, ended))
                .allSatisfy(each -> assertThat(each.target()).isEqualTo(N3))
                .allSatisfy(each -> assertThat(each.reason()).isEqualTo("it is lost"));
        assertThat(begun.leader()).isEqualTo(N1);
        assertThat(asked.outcome()).isNull();
        assertThat(ended.outcome()).isInstanceOf(Fenced.class);
    }

    @Test
    void letsADeviceDoOneThingAtATime() throws Exception {
        var first = KIT.createTestProbe(FenceAgentResult.class);
        var second = KIT.createTestProbe(FenceAgentResult.class);
        fencer.tell(new Fencer.RunDevice(monitor(), first.getRef()));
        fencer.tell(new Fencer.RunDevice(monitor(), second.getRef()));
        var running = devices.next(FenceAction.MONITOR);
        second.expectNoMessage(Duration.ofMillis(200));
        assertThat(devices.isIdle()).isTrue();

        running.end(0);

        first.receiveMessage();
        devices.next(FenceAction.MONITOR).end(0);
        second.receiveMessage();
    }

    @Test
    void letsALookAtADeviceMakeWayForFencingAndBeDoneAgain() throws Exception {
        var monitors = KIT.createTestProbe(FenceAgentResult.class);
        fencer.tell(new Fencer.RunDevice(monitor(), monitors.getRef()));
        devices.next(FenceAction.MONITOR);

        ask(N3, 7, asker);

        devices.next(FenceAction.REBOOT).end(0);
        asker.expectMessageClass(Fenced.class);
        devices.next(FenceAction.MONITOR).end(0);
        assertThat(monitors.receiveMessage().succeeded()).isTrue();
    }

    @Test
    void asksADeviceWithoutListByItsStatus() throws Exception {
        fencer.tell(new Fencer.DevicesChanged(FencingCibs.of("d1")));
        ask(N3, 7, asker);

        devices.next(FenceAction.STATUS).end(2);
        devices.next(FenceAction.REBOOT).end(0);

        asker.expectMessageClass(Fenced.class);
    }

    @Test
    void waitsAsTheDeviceIsToldTo() throws Exception {
        fencer.tell(new Fencer.DevicesChanged(FencingCibs.of("d1 pcmk_host_list=n3 pcmk_delay_base=300ms")));
        var before = System.nanoTime();
        ask(N3, 7, asker);

        devices.next(FenceAction.REBOOT).end(0);

        asker.expectMessageClass(Fenced.class);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(299));
    }

    private void ask(NodeName target, long incarnation, TestProbe<FencingOutcome> replyTo) {
        fencer.tell(new Fencer.Fence(
                target, incarnation, FenceAction.REBOOT, "it is lost", "test", Duration.ZERO, replyTo.getRef()));
    }

    private void see(boolean quorate, String... reachable) {
        var view = new TreeMap<NodeName, Address>();
        Stream.of(reachable).forEach(node -> view.put(new NodeName(node), new Address("pekko", node)));
        fencer.tell(new Fencer.MembersChanged(new FencerView(view, quorate)));
    }

    private static FenceAgentCall monitor() {
        var device = FenceDevice.of(new ResourceId("d1"), "fence_test", Map.of());
        return new FenceAgentCall(device, FenceAction.MONITOR, null, Duration.ofSeconds(20));
    }
}
