package io.systole.actors.fencer;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.systole.actors.fencer.FencingOutcome.Failed;
import io.systole.actors.fencer.FencingOutcome.Fenced;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.fencing.FenceAction;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.Cluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fencers of several nodes, each in an actor system of its own, over the wire. */
final class FencersTogetherTest {
    private static final NodeName TARGET = new NodeName("n9");

    private final Node n1 = new Node("n1");
    private final Node n2 = new Node("n2");
    private final Node n3 = new Node("n3");

    @BeforeEach
    void meet() {
        configure(FencingCibs.of("d1 pcmk_host_list=n9"));
        see(true, n1, n2, n3);
    }

    @AfterEach
    void stop() {
        List.of(n1, n2, n3).forEach(node -> node.kit.shutdownTestKit());
    }

    @Test
    void letTheLowestNameLeadAndTellAll() throws Exception {
        n3.ask();
        n2.ask();

        n1.devices.next(FenceAction.REBOOT).end(0);

        for (var node : List.of(n1, n2, n3)) {
            var record = node.subscriber.receiveMessage();
            assertThat(record.target()).isEqualTo(TARGET);
            assertThat(((Fenced) record.outcome()).executor()).isEqualTo(n1.name);
        }
        n3.asker.expectMessageClass(Fenced.class);
        n2.asker.expectMessageClass(Fenced.class);
        assertThat(n1.devices.isIdle() && n2.devices.isIdle() && n3.devices.isIdle())
                .isTrue();
    }

    @Test
    void answerAtOnceOnEveryNodeOnceItIsDone() throws Exception {
        n3.ask();
        n1.devices.next(FenceAction.REBOOT).end(0);
        n3.asker.expectMessageClass(Fenced.class);
        n2.subscriber.receiveMessage();

        n2.ask();

        n2.asker.expectMessageClass(Fenced.class);
        assertThat(n1.devices.isIdle()).isTrue();
    }

    @Test
    void tellTheAskerOfAnotherNodeWhyItFailed() throws Exception {
        n3.ask();

        // twice by the leader, then by each of the others
        n1.devices.next(FenceAction.REBOOT).end(1);
        n1.devices.next(FenceAction.REBOOT).end(1);
        n2.devices.next(FenceAction.REBOOT).end(1);
        n2.devices.next(FenceAction.REBOOT).end(1);
        n3.devices.next(FenceAction.REBOOT).end(1);
        n3.devices.next(FenceAction.REBOOT).end(1);

        assertThat(((Failed) n3.asker.receiveMessage()).why())
                .contains("d1 reboot by n1: exit code 1", "d1 reboot by n3: exit code 1");
    }

    @Test
    void findAnotherLeaderWhenTheFirstIsLost() throws Exception {
        n3.ask();
        n1.devices.next(FenceAction.REBOOT);

        see(true, n2, n3);

        n2.devices.next(FenceAction.REBOOT).end(0);
        assertThat(((Fenced) n3.asker.receiveMessage()).executor()).isEqualTo(n2.name);
    }

    @Test
    void runADeviceWhereItIsAllowed() throws Exception {
        configure(FencingCibs.of("d1 pcmk_host_list=n9"), "n1", "n2");
        n2.ask();

        n3.devices.next(FenceAction.REBOOT).end(0);

        assertThat(((Fenced) n2.asker.receiveMessage()).executor()).isEqualTo(n1.name);
    }

    @Test
    void tellANewMemberOfPastFencings() throws Exception {
        see(true, n1, n2);
        n2.ask();
        n1.devices.next(FenceAction.REBOOT).end(0);
        n2.asker.expectMessageClass(Fenced.class);

        see(true, n1, n2, n3);

        assertThat(n3.subscriber.receiveMessage().target()).isEqualTo(TARGET);
        n3.ask();
        n3.asker.expectMessageClass(Fenced.class);
    }

    private void see(boolean quorate, Node... reachable) {
        var view = new TreeMap<NodeName, Address>();
        for (var node : reachable) {
            view.put(node.name, node.address());
        }
        for (var node : reachable) {
            node.fencer.tell(new Fencer.MembersChanged(new FencerView(view, quorate)));
        }
    }

    private void configure(Cib cib, String... barred) {
        var seen = FencingCibs.withBarred(cib, "d1", barred);
        List.of(n1, n2, n3).forEach(node -> node.fencer.tell(new Fencer.DevicesChanged(seen)));
    }

    /** A node with a Fencer alone. */
    private static final class Node {
        final NodeName name;
        final ActorTestKit kit;
        final FakeDevices devices = new FakeDevices();
        final ActorRef<Fencer.Command> fencer;
        final TestProbe<FencingOutcome> asker;
        final TestProbe<FencingRecord> subscriber;

        Node(String name) {
            this.name = new NodeName(name);
            kit = ActorTestKit.create(name, ConfigFactory.parseString("""
                                    pekko.actor.provider = cluster
                                    pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                                    pekko.actor.allow-java-serialization = off
                                    pekko.loglevel = WARNING
                                    """).withFallback(ConfigFactory.load()));
            fencer = kit.spawn(Fencer.create(FencerSettings.of(this.name), devices), "fencer");
            asker = kit.createTestProbe(FencingOutcome.class);
            subscriber = kit.createTestProbe(FencingRecord.class);
            fencer.tell(new Fencer.Subscribe(subscriber.getRef()));
        }

        Address address() {
            ActorSystem<?> system = kit.system();
            return Cluster.get(Adapter.toClassic(system)).selfAddress();
        }

        void ask() {
            fencer.tell(new Fencer.Fence(
                    TARGET, 7, FenceAction.REBOOT, "it is lost", "test@" + name, Duration.ZERO, asker.getRef()));
        }
    }
}
