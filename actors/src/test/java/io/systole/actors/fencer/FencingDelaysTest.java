package io.systole.actors.fencer;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.FenceAction;
import io.systole.fencing.FenceAgentCall;
import io.systole.fencing.FenceAgentResult;
import io.systole.fencing.FenceDevice;
import io.systole.splitbrain.core.Rival;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long devices are held back, through the Fencer and its parts under virtual time. */
final class FencingDelaysTest {
    private static final NodeName N1 = new NodeName("n1");
    private static final NodeName N3 = new NodeName("n3");
    private static final int RUNS = 60;
    private static final Duration RACE_DELAY = Duration.ofSeconds(2);

    private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
    private final ManualTime time = ManualTime.get(kit.system());
    private final FakeDevices devices = new FakeDevices();
    private final TestProbe<FencingOutcome> asker = kit.createTestProbe(FencingOutcome.class);

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void aRandomDelayIsAnotherEachTimeAndNeverBeyondItsBound() throws Exception {
        var fencer = fencer("pcmk_host_list=n3 pcmk_delay_base=5s pcmk_delay_max=25s pcmk_action_limit=-1", null);
        for (var run = 1; run <= RUNS; run++) {
            fence(fencer, run, TargetSign.NONE);
        }

        var before = startedWithin(fencer, Duration.ofMillis(4999));
        var firstHalf = startedWithin(fencer, Duration.ofMillis(10_001));
        var secondHalf = startedWithin(fencer, Duration.ofSeconds(10));

        assertThat(before).as("before the fixed part is over").isZero();
        // One in 2^59 that all draw from the same half.
        assertThat(firstHalf).isBetween(1, RUNS - 1);
        assertThat(firstHalf + secondHalf).isEqualTo(RUNS);
    }

    @Test
    void theSecondOfTwoWaitsForTheFirst() throws Exception {
        var fencer = fencer("pcmk_host_list=n1,n3", new Rival(N3, true));
        fence(fencer, 7, TargetSign.SILENT);

        assertThat(startedWithin(fencer, RACE_DELAY.minusMillis(1))).isZero();
        assertThat(startedWithin(fencer, Duration.ofMillis(1))).isEqualTo(1);
    }

    @Test
    void theSecondOfTwoDoesNotWaitForOneWhoseProcessIsGone() throws Exception {
        var fencer = fencer("pcmk_host_list=n1,n3", new Rival(N3, true));

        fence(fencer, 7, TargetSign.GONE);

        devices.next(FenceAction.REBOOT);
    }

    @Test
    void whatIsHeldBackDoesNotBeginWhereTheRightToFenceWasLostMeanwhile() throws Exception {
        var fencer = fencer("pcmk_host_list=n3 pcmk_delay_base=5s", null);
        fence(fencer, 7, TargetSign.SILENT);
        assertThat(startedWithin(fencer, Duration.ofSeconds(4))).isZero();

        see(fencer, false, null);

        assertThat(startedWithin(fencer, Duration.ofSeconds(2))).isZero();
        assertThat(asker.expectMessageClass(FencingOutcome.Failed.class).why()).contains("quorum was lost");
    }

    @Test
    void whatIsHeldBackBeginsWhereTheRightToFenceIsThereAgain() throws Exception {
        var fencer = fencer("pcmk_host_list=n3 pcmk_delay_base=5s", null);
        fence(fencer, 7, TargetSign.SILENT);
        assertThat(startedWithin(fencer, Duration.ofSeconds(4))).isZero();

        see(fencer, false, null);
        see(fencer, true, null);

        assertThat(startedWithin(fencer, Duration.ofSeconds(2))).isEqualTo(1);
    }

    private ActorRef<Fencer.Command> fencer(String device, @Nullable Rival rival) {
        var settings = FencerSettings.of(N1).racing(RACE_DELAY);
        var fencer = kit.spawn(Fencer.create(settings, devices));
        fencer.tell(new Fencer.DevicesChanged(FencingCibs.of("d1 " + device)));
        see(fencer, true, rival);
        return fencer;
    }

    private static void see(ActorRef<Fencer.Command> fencer, boolean mayFence, @Nullable Rival rival) {
        var view = new TreeMap<NodeName, Address>();
        view.put(N1, new Address("pekko", "n1"));
        fencer.tell(new Fencer.MembersChanged(new FencerView(view, mayFence, 1, rival)));
    }

    private void fence(ActorRef<Fencer.Command> fencer, long run, TargetSign sign) {
        fencer.tell(new Fencer.Fence(
                N3, run, FenceAction.REBOOT, "it is lost", "test", Duration.ZERO, sign, asker.getRef()));
    }

    /** How many devices have begun to fence when this time has passed. */
    private int startedWithin(ActorRef<Fencer.Command> fencer, Duration passing) throws Exception {
        var started = startedUntilNow(fencer);
        time.timePasses(passing);
        return started + startedUntilNow(fencer);
    }

    /** A look at another device comes last: when it begins, all that was said before it has been taken in. */
    private int startedUntilNow(ActorRef<Fencer.Command> fencer) throws Exception {
        var other = FenceDevice.of(new ResourceId("other"), "fence_test", Map.of());
        TestProbe<FenceAgentResult> looked = kit.createTestProbe(FenceAgentResult.class);
        fencer.tell(new Fencer.RunDevice(
                new FenceAgentCall(other, FenceAction.MONITOR, null, Duration.ofSeconds(20)), looked.getRef()));
        var started = 0;
        var open = devices.next();
        while (open.call().action() != FenceAction.MONITOR) {
            started++;
            open = devices.next();
        }
        open.end(0);
        looked.receiveMessage();
        return started;
    }
}
