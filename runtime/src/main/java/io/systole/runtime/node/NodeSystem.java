package io.systole.runtime.node;

import com.typesafe.config.ConfigFactory;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.config.PekkoConfig;
import io.systole.actors.node.NodeActor;
import io.systole.actors.node.NodeParts;
import io.systole.actors.node.NodeSettings;
import io.systole.actors.node.SelfWatch;
import io.systole.actors.policy.core.PlannedTransition;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.acl.Subject;
import io.systole.policy.Planner;
import io.systole.runtime.access.AccessFile;
import io.systole.runtime.agents.AgentCatalog;
import io.systole.runtime.agents.AgentSources;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.events.EventActor;
import io.systole.runtime.http.ManagementRoutes;
import io.systole.runtime.jmx.NodeBeans;
import io.systole.runtime.metrics.Meters;
import io.systole.runtime.metrics.MetricsActor;
import io.systole.runtime.metrics.Scrape;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.management.cluster.javadsl.ClusterHttpManagementRoutes;

/** The actor system of one node with its HTTP interface. */
final class NodeSystem {
    private static final Duration START_DEADLINE = Duration.ofSeconds(20);
    /** The node has left by then: what is not closed is of no more use to anybody. */
    private static final Duration TERMINATION_LIMIT = Duration.ofSeconds(5);

    private static final Duration HTTP_DEADLINE = Duration.ofSeconds(2);
    /** Whether a file of the certificate was replaced. */
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(10);
    /** Where a request comes from is noted; what serves it is nobody's business. */
    private static final String SERVER = "pekko.http.server { remote-address-attribute = on, server-header = \"\" }";

    /** The operator's wish, or the host's, to end this node. */
    private static final class AskedToLeave implements CoordinatedShutdown.Reason {}

    private final ActorSystem<NodeActor.Command> system;
    private final ActorRef<CibCommand> cib;
    private final ServerBinding binding;
    private final HttpTransport http;
    private final Optional<NodeBeans> beans;
    private final Duration patience;

    private NodeSystem(
            ActorSystem<NodeActor.Command> system,
            ActorRef<CibCommand> cib,
            ServerBinding binding,
            HttpTransport http,
            Optional<NodeBeans> beans,
            Duration patience) {
        this.system = system;
        this.cib = cib;
        this.binding = binding;
        this.http = http;
        this.beans = beans;
        this.patience = patience;
    }

    static NodeSystem start(
            SystoleConfig config,
            NodeSettings settings,
            NodeTransport transport,
            Identities identities,
            SelfWatch watch)
            throws NodeNotStarted {
        var system = create(config, settings, transport, watch);
        try {
            CompletionStage<NodeParts> parts =
                    AskPattern.ask(system, NodeActor.GetParts::new, START_DEADLINE, system.scheduler());
            NodeParts known = parts.toCompletableFuture().join();
            var catalog = AgentSources.ofNode(config, settings.javaAgents().metadata());
            var trail = new ClusterTrail(system, config);
            var door = door(system, config, known, catalog, transport, identities, trail);
            ServerBinding binding = listen(system, config, transport.http(), door, identities, trail);
            return new NodeSystem(
                    system,
                    known.cib(),
                    binding,
                    transport.http(),
                    beans(system, config, door),
                    config.management().requestTimeout());
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
        return http.url(binding.localAddress());
    }

    <T> CompletionStage<T> askCib(Function<ActorRef<T>, CibCommand> question) {
        return AskPattern.ask(cib, question::apply, patience, system.scheduler());
    }

    /** Begins to leave; the node has its resources moved off first. */
    void leave() {
        CoordinatedShutdown.get(system).runAll(new AskedToLeave());
    }

    /**
     * Once, whatever becomes of the actor system: a stream of its transport that does not close must not keep a host from
     * its shutdown.
     */
    void whenEnded(Runnable then) {
        var ended = new AtomicBoolean();
        Runnable once = () -> {
            if (ended.compareAndSet(false, true)) {
                beans.ifPresent(NodeBeans::close);
                then.run();
            }
        };
        system.getWhenTerminated().whenComplete((done, failure) -> once.run());
        CoordinatedShutdown.get(system)
                .addTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate(), "end-in-any-case", () -> {
                    CompletableFuture.delayedExecutor(TERMINATION_LIMIT.toSeconds(), TimeUnit.SECONDS)
                            .execute(once);
                    return CompletableFuture.completedFuture(Done.getInstance());
                });
    }

    private static ActorSystem<NodeActor.Command> create(
            SystoleConfig config, NodeSettings settings, NodeTransport transport, SelfWatch watch)
            throws NodeNotStarted {
        try {
            return ActorSystem.create(
                    NodeActor.create(settings, NodeSystem::plan, watch),
                    PekkoConfig.SYSTEM_NAME,
                    transport.setup(NodePlan.pekko(settings)));
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

    private static ActorDoor door(
            ActorSystem<NodeActor.Command> system,
            SystoleConfig config,
            NodeParts known,
            AgentCatalog catalog,
            NodeTransport transport,
            Identities identities,
            ClusterTrail trail) {
        var meters = new Meters();
        system.systemActorOf(
                MetricsActor.create(new NodeName(config.nodeName()), known.fencer(), meters), "metrics", Props.empty());
        ActorRef<EventActor.Command> events = system.systemActorOf(
                EventActor.create(known.cib(), AccessFile.newToken().substring(0, 8)), "events", Props.empty());
        // Streams that stay open would keep the server from its end.
        CoordinatedShutdown.get(system).addTask(CoordinatedShutdown.PhaseServiceUnbind(), "end-event-streams", () -> {
            events.tell(EventActor.Close.INSTANCE);
            return CompletableFuture.completedFuture(Done.getInstance());
        });
        var parts = new ActorDoor.Parts(
                system,
                known.cib(),
                known.fencer(),
                known.policy(),
                known.attributes(),
                known.quorum(),
                known.arbiter(),
                catalog,
                new Scrape(meters),
                events,
                HostChores.spawn(system, config, known.cib(), trail.chores()));
        return new ActorDoor(system, config, parts, transport, identities.owner());
    }

    private static ServerBinding listen(
            ActorSystem<NodeActor.Command> system,
            SystoleConfig config,
            HttpTransport http,
            ActorDoor door,
            Identities identities,
            ClusterTrail trail) {
        var management = config.management();
        var disk = system.dispatchers().lookup(DispatcherSelector.fromConfig("systole.inputs-dispatcher"));
        var routes = new ManagementRoutes(
                door,
                management,
                identities.with(new GrantedTokens(system, config, door.parts())),
                config.directories().run().toString(),
                trail,
                ClusterHttpManagementRoutes.readOnly(Cluster.get(system.classicSystem())));
        system.scheduler().scheduleWithFixedDelay(LOOKS_EVERY, LOOKS_EVERY, http::look, disk);
        return http.on(Http.get(system).newServerAt(management.address(), management.port()))
                .withSettings(ServerSettings.create(ConfigFactory.parseString(SERVER)
                        .withFallback(system.settings().config())))
                .bind(routes.routes())
                .thenApply(bound -> bound.addToCoordinatedShutdown(HTTP_DEADLINE, system))
                .toCompletableFuture()
                .join();
    }

    private static Optional<NodeBeans> beans(
            ActorSystem<NodeActor.Command> system, SystoleConfig config, ActorDoor door) {
        var jmx = config.jmx();
        if (!jmx.enabled()) {
            return Optional.empty();
        }
        var beans = NodeBeans.register(
                ManagementFactory.getPlatformMBeanServer(),
                config.clusterName(),
                config.nodeName(),
                jmx.user().isEmpty() ? door : door.as(Subject.of(jmx.user(), List.of())),
                jmx.operations(),
                config.management().requestTimeout());
        beans.listen(system);
        return Optional.of(beans);
    }
}
