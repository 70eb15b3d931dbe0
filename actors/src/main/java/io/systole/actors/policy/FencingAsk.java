package io.systole.actors.policy;

import io.systole.actors.fencer.Fencer;
import io.systole.actors.fencer.FencingOutcome;
import io.systole.actors.policy.core.PolicyEffect;
import io.systole.cib.NodeName;
import io.systole.fencing.FenceAction;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.jspecify.annotations.Nullable;

/** Asks this node's Fencer for a fencing of a plan. */
final class FencingAsk {
    /** Longer than any topology of slow devices takes. */
    private static final Duration ENDS = Duration.ofMinutes(30);

    private FencingAsk() {}

    /** Why it failed; empty if it is confirmed. */
    static CompletionStage<String> of(
            ActorSystem<?> system, ActorRef<Fencer.Command> fencer, PolicyEffect.FenceNode effect, NodeName self) {
        CompletionStage<FencingOutcome> answer = AskPattern.ask(
                fencer,
                replyTo -> new Fencer.Fence(
                        effect.target(),
                        effect.incarnation(),
                        FenceAction.of(effect.action()),
                        effect.reason(),
                        "policy@" + self,
                        effect.delay(),
                        replyTo),
                ENDS,
                system.scheduler());
        return answer.handle(FencingAsk::why);
    }

    private static String why(@Nullable FencingOutcome outcome, @Nullable Throwable failure) {
        if (outcome instanceof FencingOutcome.Fenced) {
            return "";
        }
        return outcome instanceof FencingOutcome.Failed failed ? failed.why() : String.valueOf(failure);
    }
}
