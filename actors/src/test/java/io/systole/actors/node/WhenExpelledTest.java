package io.systole.actors.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.node.wire.QuorumCommand;
import io.systole.cib.NodeName;
import io.systole.splitbrain.SplitBrain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a node does that is reported as fenced though it runs; that it ends, {@link QuorumActorTest} tests on whole nodes. */
final class WhenExpelledTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final NodeName N1 = new NodeName("n1");

    private final BlockingQueue<NodeActor.Command> told = new LinkedBlockingQueue<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private MembershipNode node;

    @BeforeEach
    void form() {
        node = new MembershipNode(TestNodes.settings("a", "n1", TestNodes.addresses("n1"), directory));
        Eventually.holds(
                SOON,
                node.view::toString,
                () -> node.view.get() != null && node.now().quorate());
    }

    @AfterEach
    void stop() {
        node.crash();
        node.system.getWhenTerminated().toCompletableFuture().join();
    }

    @Test
    void fenceRestartsTheHostBeforeAnythingIsStopped() throws Exception {
        var trigger = expel(WhenExpelled.FENCE);

        assertThat(told.poll(SOON.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(NodeActor.Leave.class);
        assertThat(Files.readString(trigger)).isEqualTo("b");
    }

    @Test
    void leaveStopsWhatItRunsAndLeavesTheHostAlone() throws Exception {
        var trigger = expel(WhenExpelled.LEAVE);

        assertThat(told.poll(SOON.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(NodeActor.Leave.class);
        assertThat(Files.readString(trigger)).isEmpty();
    }

    /** The file that stands in for the kernel's sysrq-trigger. */
    private Path expel(WhenExpelled what) throws IOException {
        var trigger = Files.createFile(directory.resolve("sysrq-trigger"));
        var fencing = new SelfFencing(
                SelfFencing.How.HOST, trigger, Runnable::run, LoggerFactory.getLogger(WhenExpelledTest.class));
        ActorRef<NodeActor.Command> root = node.system.systemActorOf(
                Behaviors.receiveMessage(message -> {
                    told.add(message);
                    return Behaviors.same();
                }),
                "root",
                Props.empty());
        var settings = TestNodes.expelled(TestNodes.settings("a", "n1", TestNodes.addresses("n1"), directory), what);
        ActorRef<QuorumCommand> unused =
                node.system.systemActorOf(QuorumActor.create(settings, root, fencing), "quorum-test", Props.empty());

        SplitBrain.get(node.system).confirmFenced(N1, node.incarnation());
        return trigger;
    }
}
