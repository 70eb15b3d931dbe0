package io.systole.actors.node;

import io.systole.actors.fencer.Fencer;
import io.systole.actors.fencer.FencingOutcome.Failed;
import io.systole.actors.fencer.FencingOutcome.Fenced;
import io.systole.cib.NodeName;
import io.systole.fencing.FenceAction;
import io.systole.splitbrain.FencingOutcome;
import io.systole.splitbrain.FencingPort;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Lets the downing provider ask this node's Fencer; {@code action} says what the CIB wants done to a lost node. */
record FencerPort(ActorSystem<?> system, ActorRef<Fencer.Command> fencer, NodeName self, Supplier<FenceAction> action)
        implements FencingPort {
    /** Longer than any topology of slow devices takes; who asks anew meets the fencing that is under way. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Override
    public CompletionStage<FencingOutcome> fence(NodeName target, long incarnation, String reason) {
        CompletionStage<io.systole.actors.fencer.FencingOutcome> answer = AskPattern.ask(
                fencer,
                replyTo -> new Fencer.Fence(target, incarnation, action.get(), reason, "split-brain@" + self, replyTo),
                PATIENCE,
                system.scheduler());
        return answer.thenApply(FencerPort::outcome);
    }

    private static FencingOutcome outcome(io.systole.actors.fencer.FencingOutcome answer) {
        if (answer instanceof Fenced fenced) return FencingOutcome.confirmedBy(fenced.by());
        return FencingOutcome.failedBecause(((Failed) answer).why());
    }
}
