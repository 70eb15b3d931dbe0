package io.systole.runtime.node;

import io.systole.actors.fencer.FencingOutcome;
import io.systole.actors.fencer.FencingOutcome.Failed;
import io.systole.actors.fencer.FencingOutcome.Fenced;
import io.systole.actors.node.NodeActor;
import io.systole.cib.NodeName;
import io.systole.cib.acl.Subject;
import io.systole.fencing.FenceAction;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.http.Fault;
import io.systole.runtime.http.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** An operator's wish to fence a node: it goes to the Fencer as any other, for the run of the node that is known now. */
final class ManualFencing {
    /** Time for the answer to reach whoever asked. */
    private static final Duration ANSWERED = Duration.ofMillis(300);

    private final ActorSystem<?> system;
    private final SystoleConfig config;
    private final ActorDoor.Parts parts;

    ManualFencing(ActorSystem<?> system, SystoleConfig config, ActorDoor.Parts parts) {
        this.system = system;
        this.config = config;
        this.parts = parts;
    }

    /** A fencing that was done within the tolerance is enough; zero for none. */
    CompletionStage<Outcome> fence(NodeName target, Duration tolerance, Subject by) {
        if (config.nodes().stream().noneMatch(node -> node.name().equals(target.value()))) {
            return CompletableFuture.completedStage(new Outcome.NotFound(new Fault(
                    "node " + target, "is not in this node's list", "must be one of systole.nodes", "see the status")));
        }
        if (target.value().equals(config.nodeName())) {
            return fenceSelf(target, tolerance, by);
        }
        var since = Instant.now();
        return ask(target, tolerance, by).thenApply(outcome -> outcome(target, outcome, since));
    }

    /** The node will not be there to tell the result, so it answers first. What fails is in its log and in the status. */
    private CompletionStage<Outcome> fenceSelf(NodeName self, Duration tolerance, Subject by) {
        system.scheduler().scheduleOnce(ANSWERED, () -> ask(self, tolerance, by), system.executionContext());
        return CompletableFuture.completedStage(new Outcome.Done(self
                + " is the node that was asked: it has itself fenced by another node, and cannot tell the result"));
    }

    private CompletionStage<FencingOutcome> ask(NodeName target, Duration tolerance, Subject by) {
        var operator = by + "@" + config.nodeName();
        return AskPattern.ask(
                parts.node(),
                replyTo -> new NodeActor.FenceNode(target, FenceAction.REBOOT, tolerance, operator, replyTo),
                config.management().requestTimeout(),
                system.scheduler());
    }

    private static Outcome outcome(NodeName target, FencingOutcome outcome, Instant since) {
        if (outcome instanceof Fenced fenced && fenced.at().isBefore(since)) {
            var ago = Duration.between(fenced.at(), since).toSeconds();
            return new Outcome.Done(target + " was fenced " + ago + " s ago by " + fenced.executor() + " with "
                    + fenced.by() + ", and is not fenced again");
        }
        if (outcome instanceof Fenced fenced) {
            return new Outcome.Done(target + " was fenced by " + fenced.executor() + " with " + fenced.by() + " in "
                    + fenced.duration().toMillis() + " ms");
        }
        if (outcome instanceof Failed failed) {
            return new Outcome.Failed(new Fault(
                    "fencing of " + target, failed.why(), "", "see the fence device's resource and the node's log"));
        }
        throw new AssertionError("unhandled " + outcome);
    }
}
