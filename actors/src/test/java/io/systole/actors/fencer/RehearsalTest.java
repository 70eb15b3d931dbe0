package io.systole.actors.fencer;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.NodeName;
import io.systole.fencing.FenceAction;
import io.systole.fencing.core.NodeReadiness;
import io.systole.fencing.core.NodeReadiness.Answer;
import java.time.Duration;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Devices are checked before they are needed. */
final class RehearsalTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final NodeName N1 = new NodeName("n1");
    private static final NodeName N3 = new NodeName("n3");

    private final FakeDevices devices = new FakeDevices();
    private final TestProbe<FencingReadiness> reader = KIT.createTestProbe(FencingReadiness.class);
    private ActorRef<Fencer.Command> fencer = KIT.system().deadLetters();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @BeforeEach
    void start() {
        fencer = KIT.spawn(Fencer.create(FencerSettings.of(N1), devices));
        fencer.tell(new Fencer.DevicesChanged(FencingCibs.of("d1 pcmk_host_list=n2,n3")));
        var view = new TreeMap<NodeName, Address>();
        Stream.of("n1").forEach(node -> view.put(new NodeName(node), new Address("pekko", node)));
        fencer.tell(new Fencer.MembersChanged(new FencerView(view, true)));
    }

    @Test
    void asksTheMonitorThenEachTargetAndTakesNoPower() throws Exception {
        fencer.tell(Fencer.CheckNow.NOW);

        devices.next(FenceAction.MONITOR).end(0);
        var n2 = devices.next(FenceAction.STATUS);
        assertThat(n2.call().target()).isEqualTo(new NodeName("n2"));
        n2.end(0);
        var n3 = devices.next(FenceAction.STATUS);
        assertThat(n3.call().target()).isEqualTo(N3);
        n3.end(2);

        assertThat(await("n3", Answer.YES).missing()).isEmpty();
        assertThat(devices.isIdle()).isTrue();
    }

    @Test
    void saysWhyANodeCouldNotBeFenced() throws Exception {
        fencer.tell(Fencer.CheckNow.NOW);

        devices.next(FenceAction.MONITOR).end(1);

        assertThat(await("n3", Answer.NO).missing()).containsExactly("d1 from n1: exit code 1");
        assertThat(await("n2", Answer.NO).missing()).hasSize(1);
    }

    @Test
    void makesWayForAFencing() throws Exception {
        var asker = KIT.createTestProbe(FencingOutcome.class);
        fencer.tell(Fencer.CheckNow.NOW);
        devices.next(FenceAction.MONITOR);

        fencer.tell(new Fencer.Fence(N3, 7, FenceAction.REBOOT, "it is lost", "test", Duration.ZERO, asker.getRef()));

        devices.next(FenceAction.REBOOT).end(0);
        asker.expectMessageClass(FencingOutcome.Fenced.class);
    }

    @Test
    void beginsByItselfWhereThatIsConfigured() throws Exception {
        var checking = KIT.spawn(Fencer.create(FencerSettings.of(N1).checking(Duration.ofHours(1)), devices));
        var view = new TreeMap<NodeName, Address>();
        view.put(N1, new Address("pekko", "n1"));
        checking.tell(new Fencer.MembersChanged(new FencerView(view, true)));

        checking.tell(new Fencer.DevicesChanged(FencingCibs.of("d1 pcmk_host_list=n2,n3")));

        assertThat(devices.next(FenceAction.MONITOR).call().device().id()).hasToString("d1");
    }

    /** What comes last of a round is told only when the next question is asked. */
    private NodeReadiness await(String node, Answer answer) {
        return reader.awaitAssert(Duration.ofSeconds(10), () -> {
            fencer.tell(new Fencer.GetReadiness(reader.getRef()));
            var found = reader.receiveMessage().nodes().stream()
                    .filter(each -> each.node().equals(new NodeName(node)))
                    .findFirst()
                    .orElseThrow();
            assertThat(found.answer()).isEqualTo(answer);
            return found;
        });
    }
}
