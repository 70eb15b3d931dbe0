package io.systole.actors.remote;

import io.systole.actors.remote.core.ConnectionOrder;
import io.systole.actors.resource.NodeClock;
import io.systole.actors.resource.OperationRunner;
import io.systole.actors.resource.core.AgentTraits;
import io.systole.actors.resource.core.OperationResult;
import io.systole.actors.resource.wire.OperationOrder;
import io.systole.agents.OcfCode;
import io.systole.agents.OpStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Runs the operations of connections to remote nodes inside the node, and all others with the agents of the host. */
public final class ConnectionOperations implements OperationRunner {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final OperationRunner agents;
    private final ActorRef<RemotesActor.Command> remotes;
    private final Scheduler scheduler;
    private final NodeClock clock;

    public ConnectionOperations(
            OperationRunner agents, ActorRef<RemotesActor.Command> remotes, Scheduler scheduler, NodeClock clock) {
        this.agents = agents;
        this.remotes = remotes;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Ran> run(OperationOrder order) {
        if (!ConnectionOrder.isConnection(order)) {
            return agents.run(order);
        }
        return AskPattern.<RemotesActor.Command, Ran>ask(
                        remotes,
                        replyTo -> new RemotesActor.RunConnection(order, replyTo),
                        order.timeout().plus(GRACE),
                        scheduler)
                .exceptionally(late -> new Ran(
                        new OperationResult(
                                OcfCode.GENERIC,
                                OpStatus.TIMEOUT.code(),
                                "the connection did not answer in time",
                                clock.now().minus(order.timeout()),
                                order.timeout(),
                                List.of()),
                        AgentTraits.unknown()));
    }
}
