package io.systole.actors.node;

import io.systole.actors.node.NodeActor.ReadyToLeave;
import io.systole.event.EventCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;

/**
 * Makes whoever ends a node's actor system wait until the node's resources were moved off. A node that goes while it may
 * still run something does not take leave of the others, so that to them it is lost, and is fenced.
 */
final class Drain {
    private Drain() {}

    /** @param drained told when the node runs nothing any more and is about to leave */
    static void register(
            ActorSystem<?> system, ActorRef<NodeActor.Command> node, Duration escalation, Runnable drained) {
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        shutdown.addTask(
                CoordinatedShutdown.PhaseBeforeServiceUnbind(),
                "move resources off",
                () -> isDowned(shutdown)
                        ? CompletableFuture.completedFuture(Done.getInstance())
                        : drain(system, node, escalation, drained));
    }

    private static boolean isDowned(CoordinatedShutdown shutdown) {
        return shutdown.getShutdownReason()
                .filter(reason -> reason == CoordinatedShutdown.clusterDowningReason())
                .isPresent();
    }

    private static CompletionStage<Done> drain(
            ActorSystem<?> system, ActorRef<NodeActor.Command> node, Duration escalation, Runnable whenDrained) {
        CompletionStage<ReadyToLeave> answer =
                AskPattern.ask(node, NodeActor.Leave::new, escalation.plusSeconds(5), system.scheduler());
        return answer.handle((ready, failure) -> {
            boolean drained = ready != null && ready.drained();
            if (drained) {
                whenDrained.run();
            } else {
                system.log()
                        .atError()
                        .addKeyValue("code", EventCode.NODE_NOT_DRAINED)
                        .addKeyValue("why", ready == null ? String.valueOf(failure) : ready.detail())
                        .log("this node ends while it may still run resources: the others have to fence it");
                downSelf(system);
            }
            return Done.getInstance();
        });
    }

    /** Ends the node without taking leave: to the others it is lost, and is fenced. */
    static void endWithoutLeave(ActorSystem<?> system) {
        downSelf(system);
        CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.clusterDowningReason());
    }

    private static void downSelf(ActorSystem<?> system) {
        Cluster cluster = Cluster.get(system);
        cluster.manager().tell(new Down(cluster.selfMember().address()));
    }
}
