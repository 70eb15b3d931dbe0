package io.systole.runtime.node;

import io.systole.actors.config.PekkoConfig;
import io.systole.actors.node.NodeActor;
import io.systole.actors.node.NodeParts;
import io.systole.actors.node.NodeSettings;
import io.systole.actors.policy.core.PlannedTransition;
import io.systole.cib.Cib;
import io.systole.policy.Planner;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.http.ManagementRoutes;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.management.cluster.javadsl.ClusterHttpManagementRoutes;

/** The actor system of one node with its HTTP interface. */
final class NodeSystem {
    private static final Duration START_DEADLINE = Duration.ofSeconds(20);
    private static final Duration HTTP_DEADLINE = Duration.ofSeconds(2);

    /** The operator's wish, or the host's, to end this node. */
    private static final class AskedToLeave implements CoordinatedShutdown.Reason {}

    private final ActorSystem<NodeActor.Command> system;
    private final ServerBinding binding;

    private NodeSystem(ActorSystem<NodeActor.Command> system, ServerBinding binding) {
        this.system = system;
        this.binding = binding;
    }

    static NodeSystem start(SystoleConfig config, NodeSettings settings, String token) throws NodeNotStarted {
        var system = create(config, settings);
        try {
            return new NodeSystem(system, listen(system, config, token));
        } catch (CompletionException e) {
            system.terminate();
            throw new NodeNotStarted(
                    "systole.management = " + config.management().address() + ":"
                            + config.management().port(),
                    "cannot listen (" + e.getCause() + ")",
                    "give another address or port",
                    e);
        }
    }

    /** Where clients of this host reach the HTTP interface. */
    String url() {
        var address = binding.localAddress();
        return "http://" + address.getHostString() + ":" + address.getPort();
    }

    /** Begins to leave; the node has its resources moved off first. */
    void leave() {
        CoordinatedShutdown.get(system).runAll(new AskedToLeave());
    }

    void whenEnded(Runnable then) {
        system.getWhenTerminated().whenComplete((done, failure) -> then.run());
    }

    private static ActorSystem<NodeActor.Command> create(SystoleConfig config, NodeSettings settings)
            throws NodeNotStarted {
        try {
            return ActorSystem.create(
                    NodeActor.create(settings, NodeSystem::plan), PekkoConfig.SYSTEM_NAME, NodePlan.pekko(settings));
        } catch (RuntimeException e) {
            var self = settings.selfAddress();
            throw new NodeNotStarted(
                    "systole.nodes." + config.nodeName() + " = " + self.host() + ":" + self.port(),
                    "the node's actor system did not start (" + e.getMessage() + ")",
                    "is the address one of this host and the port free?",
                    e);
        }
    }

    private static PlannedTransition plan(Cib cib, Instant now) {
        var plan = Planner.planLive(cib, now);
        return new PlannedTransition(plan.graph(), plan.summaryLines());
    }

    private static ServerBinding listen(ActorSystem<NodeActor.Command> system, SystoleConfig config, String token) {
        CompletionStage<NodeParts> parts =
                AskPattern.ask(system, NodeActor.GetParts::new, START_DEADLINE, system.scheduler());
        var management = config.management();
        return parts.thenApply(known -> new ActorDoor.Parts(system, known.cib(), known.fencer(), known.policy()))
                .thenApply(known -> new ManagementRoutes(
                        new ActorDoor(system, config, known),
                        management,
                        token,
                        config.directories().run().toString(),
                        ClusterHttpManagementRoutes.readOnly(Cluster.get(system.classicSystem()))))
                .thenCompose(routes -> Http.get(system)
                        .newServerAt(management.address(), management.port())
                        .bind(routes.routes()))
                .thenApply(bound -> bound.addToCoordinatedShutdown(HTTP_DEADLINE, system))
                .toCompletableFuture()
                .join();
    }
}
