package io.systole.actors.node;

import io.systole.actors.fencer.Fencer;
import io.systole.actors.fencer.FencingOutcome.Failed;
import io.systole.actors.fencer.FencingOutcome.Fenced;
import io.systole.actors.fencer.TargetSign;
import io.systole.actors.node.core.MembershipOptions;
import io.systole.cib.NodeName;
import io.systole.fencing.FenceAction;
import io.systole.splitbrain.FencingOutcome;
import io.systole.splitbrain.FencingPort;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/**
 * Lets the downing provider ask this node's Fencer.
 *
 * @param options what the CIB wants done to a lost node
 */
record FencerPort(
        ActorSystem<?> system,
        ActorRef<Fencer.Command> fencer,
        NodeName self,
        Supplier<MembershipOptions> options,
        PriorityDelay delay)
        implements FencingPort {
    /** Longer than any topology of slow devices takes; who asks anew meets the fencing that is under way. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Override
    public CompletionStage<FencingOutcome> fence(NodeName target, long incarnation, boolean gone, String reason) {
        CompletionStage<Duration> wait =
                options.get().priorityDelay() ? delay.of(target) : CompletableFuture.completedStage(Duration.ZERO);
        TargetSign sign = gone ? TargetSign.GONE : TargetSign.SILENT;
        return wait.thenCompose(time -> fence(target, incarnation, sign, reason, time));
    }

    private CompletionStage<FencingOutcome> fence(
            NodeName target, long incarnation, TargetSign sign, String reason, Duration wait) {
        FenceAction action = options.get().poweroff() ? FenceAction.OFF : FenceAction.REBOOT;
        CompletionStage<io.systole.actors.fencer.FencingOutcome> answer = AskPattern.ask(
                fencer,
                replyTo -> new Fencer.Fence(
                        target, incarnation, action, reason, "split-brain@" + self, wait, sign, replyTo),
                PATIENCE,
                system.scheduler());
        return answer.thenApply(FencerPort::outcome);
    }

    private static FencingOutcome outcome(io.systole.actors.fencer.FencingOutcome answer) {
        if (answer instanceof Fenced fenced) return FencingOutcome.confirmedBy(fenced.by());
        return FencingOutcome.failedBecause(((Failed) answer).why());
    }
}
