package io.systole.actors.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.systole.actors.config.PekkoConfig;
import io.systole.actors.node.NodeStatus.FormationPhase;
import io.systole.actors.node.core.ProtocolRange;
import io.systole.actors.node.wire.FormationCommand;
import io.systole.actors.node.wire.Hello;
import io.systole.actors.node.wire.HelloAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of versions that have no protocol in common refuse each other, and both say why. */
class ProtocolTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private record Later(LinkedBlockingQueue<HelloAnswer> heard, ActorSystem<Object> system) {}

    @TempDir
    private Path directory = Path.of("");

    @Test
    void rangesThatOverlapGoTogether() {
        var old = new ProtocolRange(1, 2);

        assertThat(old.incompatible("a", new ProtocolRange(2, 3), "b")).isNull();
        assertThat(old.incompatible("a", new ProtocolRange(1, 1), "b")).isNull();
        assertThat(old.incompatible("a", new ProtocolRange(3, 4), "b"))
                .isEqualTo("node b speaks protocol 3 to 4, node a speaks protocol 1 to 2: upgrade Systole on node a");
        assertThat(new ProtocolRange(3, 3).incompatible("a", old, "b")).contains("upgrade Systole on node b");
        assertThat(ProtocolRange.said(0, 0)).as("one that does not say").isEqualTo(new ProtocolRange(1, 1));
    }

    @Test
    void aNodeOfALaterVersionIsRefusedAndBothSidesSayWhy() throws InterruptedException {
        List<NodeAddress> list = TestNodes.addresses("n1", "n2", "n3");
        MembershipNode n1 = new MembershipNode(TestNodes.settings("a", "n1", list, directory));
        Later n2 = later(TestNodes.settings("a", "n2", list, directory), list.get(0));
        try {
            HelloAnswer answer = n2.heard().poll(SOON.toSeconds(), TimeUnit.SECONDS);

            assertThat(answer).isNotNull();
            assertThat(answer.refusal()).contains("n2 speaks protocol 7 to 9").contains("upgrade Systole on node n1");
            Eventually.holds(SOON, n1.formation::toString, () -> shows(n1, "node n2 at 127.0.0.1:"));
            Eventually.holds(SOON, n1.formation::toString, () -> refusal(n1).contains("n2 speaks protocol 7 to 9"));
        } finally {
            n2.system().terminate();
            n1.system.terminate();
        }
    }

    private static String refusal(MembershipNode node) {
        var status = node.formation.get();
        return status != null && status.phase() == FormationPhase.REFUSED ? status.detail() : "";
    }

    private static boolean shows(MembershipNode node, String refused) {
        var status = node.formation.get();
        return status != null && status.refused().stream().anyMatch(line -> line.startsWith(refused));
    }

    /** A node of versions to come: it asks, and answers, as they will. */
    private static Later later(NodeSettings settings, NodeAddress other) {
        var heard = new LinkedBlockingQueue<HelloAnswer>();
        Behavior<Object> root = Behaviors.setup(context -> {
            context.spawn(answering(settings), FormationActor.NAME);
            ActorRef<HelloAnswer> answers = context.spawn(
                    Behaviors.receiveMessage(answer -> {
                        heard.add(answer);
                        return Behaviors.same();
                    }),
                    "answers");
            NodeAddress self = settings.selfAddress();
            ActorRef<FormationCommand> there = ActorRefResolver.get(context.getSystem())
                    .resolveActorRef("pekko://" + PekkoConfig.SYSTEM_NAME + "@" + other.host() + ":" + other.port()
                            + "/user/" + FormationActor.NAME);
            there.tell(new Hello(2, settings.clusterName(), "n2", 1, self.host(), self.port(), null, 7, 9, answers));
            return Behaviors.empty();
        });
        var config = PekkoConfig.of(settings).withFallback(ConfigFactory.load());
        return new Later(heard, ActorSystem.create(root, PekkoConfig.SYSTEM_NAME, config));
    }

    private static Behavior<FormationCommand> answering(NodeSettings settings) {
        return Behaviors.receiveMessage(message -> {
            if (message instanceof Hello hello) {
                String name = settings.self().value();
                hello.replyTo()
                        .tell(new HelloAnswer(
                                2,
                                name,
                                null,
                                "SEARCHING",
                                name,
                                List.of(),
                                false,
                                false,
                                false,
                                false,
                                null,
                                false,
                                7,
                                9));
            }
            return Behaviors.same();
        });
    }
}
