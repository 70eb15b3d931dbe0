package io.systole.actors.node;

import io.systole.actors.cib.CibProtocol;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.policy.PolicyPorts;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.policy.graph.GraphAction;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/**
 * How long the fencing of a lost node waits because the node had the more important work (priority-fencing-delay). A lost
 * node is fenced before anything is planned, so the planner is asked what it would say: its plan for the present CIB has
 * the fencing with the delay.
 */
record PriorityDelay(ActorSystem<?> system, ActorRef<CibCommand> cib, PolicyPorts.Planning planner, Executor planning) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Never fails: what cannot be found out is no reason to wait. */
    CompletionStage<Duration> of(NodeName target) {
        CompletionStage<Cib> present = AskPattern.ask(cib, CibProtocol.GetCib::new, PATIENCE, system.scheduler());
        return present.thenApplyAsync(read -> inPlan(read, target), planning).exceptionally(failure -> {
            system.log()
                    .atWarn()
                    .addKeyValue("target", target)
                    .addKeyValue("why", failure)
                    .log("priority-fencing-delay is not known, fencing does not wait");
            return Duration.ZERO;
        });
    }

    private Duration inPlan(Cib read, NodeName target) {
        for (GraphAction action : planner.plan(read, Instant.now()).graph().actions()) {
            String seconds = action.meta("priority-fencing-delay");
            if (seconds != null && target.equals(action.onNode())) {
                return Duration.ofSeconds(Long.parseLong(seconds));
            }
        }
        return Duration.ZERO;
    }
}
