package io.systole.actors.node;

import io.systole.actors.command.CommandDesk;
import io.systole.actors.fencer.Fencer;
import io.systole.actors.fencer.FencingHistory;
import io.systole.actors.fencer.FencingOutcome;
import io.systole.cib.NodeName;
import io.systole.fencing.FenceAction;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Fencing that a command asks for, by the node's own actors. */
record FencingByHand(ActorSystem<?> system, ActorRef<NodeActor.Command> node, ActorRef<Fencer.Command> fencer)
        implements CommandDesk.Fencings {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofSeconds(10);

    @Override
    public CompletionStage<FencingOutcome> fence(NodeName target, FenceAction action, Duration tolerance, String by) {
        return AskPattern.ask(
                node,
                replyTo -> new NodeActor.FenceNode(target, action, tolerance, by, replyTo),
                LONGEST,
                system.scheduler());
    }

    @Override
    public CompletionStage<Fencer.ConfirmationOutcome> confirm(NodeName target, String by) {
        return AskPattern.ask(
                node, replyTo -> new NodeActor.ConfirmFenced(target, by, replyTo), LOOK, system.scheduler());
    }

    @Override
    public CompletionStage<FencingHistory> history() {
        return AskPattern.ask(fencer, Fencer.GetHistory::new, LOOK, system.scheduler());
    }
}
