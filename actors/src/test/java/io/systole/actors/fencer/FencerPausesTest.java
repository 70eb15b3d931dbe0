package io.systole.actors.fencer;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.fencer.FencingOutcome.Failed;
import io.systole.actors.resource.NodeClock;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.FenceAction;
import io.systole.fencing.FenceAgentCall;
import io.systole.fencing.FenceAgentResult;
import io.systole.fencing.FenceDevice;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Fencer whose process was paused runs no device before it has heard of the members. */
@Timeout(60)
final class FencerPausesTest {
    private static final NodeName N1 = new NodeName("n1");
    private static final NodeName N3 = new NodeName("n3");
    private static final Duration PAUSE_MAX = Duration.ofSeconds(2);

    private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
    private final ManualTime time = ManualTime.get(kit.system());
    private final FakeDevices devices = new FakeDevices();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final TestProbe<FencingOutcome> asker = kit.createTestProbe(FencingOutcome.class);

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void afterAPauseItGoesOnWithNothing() throws Exception {
        var fencer = fencer("pcmk_host_list=n3");
        fence(fencer, 7);
        var first = devices.next(FenceAction.REBOOT);

        pass(PAUSE_MAX.multipliedBy(5));
        first.end(1);

        assertThat(((Failed) asker.receiveMessage()).why()).contains("quorum was lost");
        assertThat(devices.isIdle()).as("not tried again").isTrue();
        assertThat(asked).as("asked for the members").hasValue(1);
    }

    @Test
    void itFencesAgainWhenItHasHeardOfTheMembers() throws Exception {
        var fencer = fencer("pcmk_host_list=n3");
        lookAtAnotherDevice(fencer);
        pass(PAUSE_MAX.multipliedBy(5));
        fence(fencer, 7);
        asker.expectMessageClass(Failed.class);

        see(fencer);
        fence(fencer, 7);

        devices.next(FenceAction.REBOOT);
    }

    @Test
    void aCallThatWaitedWhileItWasPausedIsNotMade() throws Exception {
        var fencer = fencer("pcmk_host_list=n3 pcmk_delay_base=5s");
        fence(fencer, 7);
        lookAtAnotherDevice(fencer);

        pass(PAUSE_MAX.multipliedBy(5));
        time.timePasses(Duration.ofSeconds(5));

        asker.expectMessageClass(Failed.class);
        assertThat(devices.isIdle()).as("no device was run").isTrue();
    }

    private ActorRef<Fencer.Command> fencer(String device) {
        var pauses = new Fencer.Pauses(PAUSE_MAX, new Clock(), asked::incrementAndGet);
        var fencer = kit.spawn(Fencer.create(FencerSettings.of(N1), devices, pauses));
        fencer.tell(new Fencer.DevicesChanged(FencingCibs.of("d1 " + device)));
        see(fencer);
        return fencer;
    }

    private static void see(ActorRef<Fencer.Command> fencer) {
        var view = new TreeMap<NodeName, Address>();
        view.put(N1, new Address("pekko", "n1"));
        fencer.tell(new Fencer.MembersChanged(new FencerView(view, true)));
    }

    private void fence(ActorRef<Fencer.Command> fencer, long run) {
        fencer.tell(new Fencer.Fence(N3, run, FenceAction.REBOOT, "it is lost", "test", Duration.ZERO, asker.getRef()));
    }

    /** When that ends, all that was said before it has been taken in. */
    private void lookAtAnotherDevice(ActorRef<Fencer.Command> fencer) throws Exception {
        var other = FenceDevice.of(new ResourceId("other"), "fence_test", Map.of());
        TestProbe<FenceAgentResult> looked = kit.createTestProbe(FenceAgentResult.class);
        fencer.tell(new Fencer.RunDevice(
                new FenceAgentCall(other, FenceAction.MONITOR, null, Duration.ofSeconds(20)), looked.getRef()));
        devices.next(FenceAction.MONITOR).end(0);
        looked.receiveMessage();
    }

    private void pass(Duration pause) {
        nanos.addAndGet(pause.toNanos());
    }

    private final class Clock implements NodeClock {
        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanos.get());
        }

        @Override
        public long nanos() {
            return nanos.get();
        }
    }
}
