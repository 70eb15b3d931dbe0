package io.systole.actors.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.fencer.Fencer;
import io.systole.actors.policy.core.PlannedTransition;
import io.systole.actors.policy.core.Views;
import io.systole.actors.policy.wire.PolicyCommand;
import io.systole.actors.resource.NodeClock;
import io.systole.cib.NodeName;
import io.systole.policy.graph.TransitionGraph;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.QuorumVerdict;
import io.systole.splitbrain.core.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LocalQuorumGuardTest {
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
    private final ManualTime time = ManualTime.get(kit.system());
    private final TestProbe<String> policy = kit.createTestProbe(String.class);
    private final List<ActorRef<MembershipView>> membership = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void startsAPolicyWhereQuorumAndDcAreLostAndEndsItWhenTheyAreBack() {
        guard("n3");
        tell(view(false, "n1"));

        policy.expectNoMessage();
        time.timePasses(GRACE);
        policy.expectMessage("started");
        membership.get(0).tell(view(true, "n1"));

        policy.expectMessage("ended");
    }

    @Test
    void doesNothingWhereTheDcIsOnThisSide() {
        guard("n2");
        tell(view(false, "n1"));
        time.timePasses(GRACE);

        policy.expectNoMessage();
    }

    @Test
    void leavesItToTheLeaderOfThePartition() {
        guard("n3");
        tell(view(false, "n2"));
        time.timePasses(GRACE);

        policy.expectNoMessage();
    }

    @Test
    void doesNothingForABreakThatIsShorterThanTheGrace() {
        guard("n3");
        tell(view(false, "n1"));
        time.timePasses(GRACE.minusSeconds(1));
        tell(view(true, "n1"));
        time.timePasses(GRACE);

        policy.expectNoMessage();
    }

    private void guard(String dc) {
        var ports = new PolicyPorts(
                kit.<CibCommand>createTestProbe().getRef(),
                kit.<Fencer.Command>createTestProbe().getRef(),
                (cib, at) -> new PlannedTransition(new TransitionGraph(new TreeMap<>(), List.of()), List.of()),
                membership::add,
                node -> Optional.empty(),
                Runnable::run,
                NodeClock.system());
        kit.spawn(LocalQuorumGuard.create(ports, GRACE, () -> Optional.of(new NodeName(dc)), fake()));
        policy.awaitAssert(() -> {
            assertThat(membership).hasSize(1);
            return Optional.empty();
        });
    }

    private void tell(MembershipView view) {
        membership.get(0).tell(view);
        policy.expectNoMessage(Duration.ofMillis(50));
    }

    private Behavior<PolicyCommand> fake() {
        return Behaviors.setup(context -> {
            policy.getRef().tell("started");
            return Behaviors.receive(PolicyCommand.class)
                    .onSignal(PostStop.class, stopped -> {
                        policy.getRef().tell("ended");
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    /** This node is n1; n3 is on the other side. */
    private static MembershipView view(boolean quorate, String leader) {
        var nodes = List.of(
                new NodeView(new NodeName("n1"), 1, Standing.ONLINE, Instant.EPOCH),
                new NodeView(new NodeName("n2"), 1, Standing.ONLINE, Instant.EPOCH),
                new NodeView(new NodeName("n3"), 1, Standing.LOST, Instant.EPOCH));
        var view = Views.of(new NodeName("n1"), nodes, new QuorumVerdict(quorate, 2, 3, 5, ""));
        return new MembershipView(
                view.self(),
                view.nodes(),
                view.quorum(),
                view.mayFence(),
                view.seenAll(),
                view.settled(),
                view.asleep(),
                new NodeName(leader),
                view.pauses(),
                view.fencing());
    }
}
