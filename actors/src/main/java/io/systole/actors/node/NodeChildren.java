package io.systole.actors.node;

import io.systole.actors.alert.AlertActor;
import io.systole.actors.alert.AlertAgents;
import io.systole.actors.alert.core.AlertSettings;
import io.systole.actors.attribute.AttributeActor;
import io.systole.actors.attribute.AttributePeers;
import io.systole.actors.attribute.wire.AttributeCommand;
import io.systole.actors.cib.CibActor;
import io.systole.actors.cib.CibSettings;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.command.CommandDesk;
import io.systole.actors.command.CommandSocket;
import io.systole.actors.command.Commands;
import io.systole.actors.fencer.DistrustFile;
import io.systole.actors.fencer.FenceAgentProcesses;
import io.systole.actors.fencer.Fencer;
import io.systole.actors.fencer.FencerSettings;
import io.systole.actors.node.wire.QuorumCommand;
import io.systole.actors.policy.LocalQuorumGuard;
import io.systole.actors.policy.PolicyPorts;
import io.systole.actors.policy.PolicySettings;
import io.systole.actors.policy.PolicySingleton;
import io.systole.actors.policy.TransitionTeller;
import io.systole.actors.policy.file.InputKeeper;
import io.systole.actors.policy.wire.InputCommand;
import io.systole.actors.policy.wire.PolicyCommand;
import io.systole.actors.remote.ConnectionOperations;
import io.systole.actors.remote.RemotesActor;
import io.systole.actors.resource.AgentOperations;
import io.systole.actors.resource.Elsewhere;
import io.systole.actors.resource.MeasuredAgentRunner;
import io.systole.actors.resource.Memos;
import io.systole.actors.resource.NodeClock;
import io.systole.actors.resource.ResourceSettings;
import io.systole.actors.resource.ResourceSupervisor;
import io.systole.actors.resource.ShutdownGranted;
import io.systole.actors.resource.wire.ResourceCommand;
import io.systole.actors.secret.SecretAgentRunner;
import io.systole.actors.secret.SecretFenceRunner;
import io.systole.actors.secret.SecretFiles;
import io.systole.agents.AgentEnvironment;
import io.systole.agents.host.InstalledAgents;
import io.systole.cib.NodeName;
import io.systole.fencing.BuiltInFenceAgents;
import io.systole.fencing.FenceAgentRunner;
import io.systole.fencing.JavaFenceAgents;
import io.systole.fencing.WatchdogFenceAgent;
import io.systole.fencing.sbd.SbdFenceAgent;
import io.systole.splitbrain.SplitBrain;
import io.systole.splitbrain.arbiter.ArbiterActor;
import io.systole.splitbrain.core.MembershipView;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.jspecify.annotations.Nullable;

/** Spawns the parts of a node, at the same paths on every node, and wires them to each other. */
final class NodeChildren {
    private NodeChildren() {}

    static NodeParts spawn(
            ActorContext<NodeActor.Command> context,
            NodeSettings settings,
            PolicyPorts.Planning planner,
            ActorRef<ShutdownGranted> shutdown,
            ActorRef<MembershipView> members,
            SelfWatch watch) {
        ActorSystem<?> system = context.getSystem();
        Duration pauseMax = settings.profile().times().detection();
        Map<String, String> variables = Map.of(
                "SYSTOLE_NODE",
                settings.self().value(),
                "SYSTOLE_CLUSTER",
                settings.clusterName(),
                SelfWatch.STATE_VARIABLE,
                settings.stateDirectory().toString());
        var secrets = new SecretFiles(settings.secretsDirectories());
        ActorRef<CibCommand> cib = watched(
                context,
                context.spawn(
                        CibActor.create(new CibSettings(
                                settings.self(), settings.quorum().nodes(), settings.stateDirectory())),
                        "cib"));
        ActorRef<Fencer.Command> fencer = watched(
                context,
                context.spawn(
                        Fencer.create(
                                FencerSettings.of(settings.self())
                                        .checking(settings.fenceWatch().checkInterval())
                                        .booted(settings.fenceWatch().bootId())
                                        .racing(settings.fenceWatch()
                                                .raceDelay()
                                                .orElse(pauseMax))
                                        .remembering(new DistrustFile(
                                                settings.stateDirectory().resolve("fence-devices"),
                                                executor(system, "systole.inputs-dispatcher"))),
                                new SecretFenceRunner(fenceAgents(settings, variables, watch, system), secrets),
                                new Fencer.Pauses(
                                        pauseMax,
                                        NodeClock.system(),
                                        () -> SplitBrain.get(system).subscribe(members))),
                        "fencer"));
        AgentEnvironment environment = new AgentEnvironment(
                settings.self().value(),
                settings.agentPlaces(),
                settings.agentCommands(),
                AgentEnvironment.scratch(settings.runDirectory().resolve("resource-agents")),
                new TreeMap<>(variables),
                AgentEnvironment.OUTPUT_MAX);
        PolicySettings policySettings = PolicySettings.of(settings.self(), pauseMax);
        ActorRef<InputCommand> inputs = context.spawn(
                InputKeeper.create(
                        settings.stateDirectory().resolve("transitions"),
                        executor(system, "systole.inputs-dispatcher")),
                InputKeeper.NAME);
        PolicyPorts policyPorts = PolicyPorts.of(system, cib, fencer, inputs, planner);
        ActorRef<PolicyCommand> policy =
                ClusterSingleton.get(system).init(PolicySingleton.of(policySettings, policyPorts));
        ActorRef<AttributeCommand> attributes = attributes(context, settings, cib);
        var installed =
                new InstalledAgents(environment, executor(system, "systole.agents-dispatcher"), settings.javaAgents());
        var agents = new SecretAgentRunner(
                new MeasuredAgentRunner(installed, time -> system.eventStream().tell(new EventStream.Publish<>(time))),
                secrets);
        Commands commands = commands(
                settings,
                system,
                new CommandDesk.Ports(
                        settings.self(),
                        cib,
                        attributes,
                        policy,
                        new FencingByHand(system, context.getSelf(), fencer),
                        agents,
                        system.scheduler(),
                        system.dispatchers().lookup(DispatcherSelector.blocking())));
        ActorRef<RemotesActor.Command> remotes = watched(
                context,
                context.spawn(
                        RemotesActor.create(
                                settings.remotes(),
                                new RemotesActor.Ports(
                                        settings.self(),
                                        pauseMax,
                                        cib,
                                        command -> own(system).tell(command),
                                        SplitBrain.get(system)::subscribe,
                                        executor(system, "systole.agents-dispatcher"),
                                        NodeClock.system(),
                                        commands)),
                        RemotesActor.NAME));
        var operations = new ConnectionOperations(
                new AgentOperations(agents, fencer, system.scheduler(), NodeClock.system()),
                remotes,
                system.scheduler(),
                NodeClock.system());
        long run = Cluster.get(system).selfMember().uniqueAddress().longUid();
        ResourceSettings resourceSettings = settings.agentsMax() == 0
                ? ResourceSettings.of(settings.self(), pauseMax)
                : ResourceSettings.own(settings.self(), settings.agentsMax(), pauseMax);
        ActorRef<ResourceCommand> resources = watched(
                context,
                context.spawn(
                        ResourceSupervisor.create(
                                resourceSettings.born(run),
                                new ResourceSupervisor.Ports(
                                        cib,
                                        operations,
                                        SplitBrain.get(system)::subscribe,
                                        shutdown,
                                        ManagementFactory.getOperatingSystemMXBean()::getSystemLoadAverage,
                                        NodeClock.system(),
                                        Memos.NONE,
                                        new Remotes(remotes))),
                        ResourceSupervisor.NAME));
        watched(
                context,
                context.spawn(
                        LocalQuorumGuard.create(policySettings, policyPorts, pauseMax.multipliedBy(2)),
                        "quorum-guard"));
        context.spawn(
                AlertActor.create(
                        new AlertSettings(
                                settings.self(), NodeClock.system().now(), pauseMax, version(), ZoneId.systemDefault()),
                        new AlertActor.Ports(
                                cib,
                                fencer,
                                SplitBrain.get(system)::subscribe,
                                AlertAgents.of(
                                        settings.clusterName(),
                                        settings.self(),
                                        new TreeMap<>(variables),
                                        secrets,
                                        executor(system, "systole.alerts-dispatcher")),
                                NodeClock.system())),
                AlertActor.NAME);
        watch.hearEvery()
                .ifPresent(every ->
                        watched(context, context.spawn(SelfWatchActor.create(watch, every, cib), SelfWatchActor.NAME)));
        context.spawn(TransitionTeller.create(), TransitionTeller.NAME);
        return new NodeParts(
                cib, fencer, resources, policy, attributes, quorum(context, settings), arbiter(context, settings));
    }

    /** As the jar has it; there is none where classes lie in directories. */
    private static String version() {
        String version = NodeChildren.class.getPackage().getImplementationVersion();
        return version == null ? "0" : version;
    }

    private static ActorRef<QuorumCommand> quorum(ActorContext<NodeActor.Command> context, NodeSettings settings) {
        return watched(
                context,
                context.spawn(
                        QuorumActor.create(
                                settings,
                                context.getSelf(),
                                SelfFencing.of(SelfFencing.How.HOST, context.getSystem(), context.getLog())),
                        QuorumActor.NAME));
    }

    /** Its end ends the node: its last word would count for ever. */
    private static @Nullable ActorRef<ArbiterActor.Command> arbiter(
            ActorContext<NodeActor.Command> context, NodeSettings settings) {
        ArbiterPlan plan = settings.arbiter();
        if (plan == null) return null;
        SplitBrain splitBrain = SplitBrain.get(context.getSystem());
        var ports = new ArbiterActor.Ports(
                splitBrain::subscribe,
                splitBrain::arbiter,
                new HeuristicsCommands(plan, executor(context.getSystem(), "systole.agents-dispatcher")));
        return watched(
                context, context.spawn(ArbiterActor.create(plan.settings(), plan.address(), ports), ArbiterActor.NAME));
    }

    private static FenceAgentRunner fenceAgents(
            NodeSettings settings, Map<String, String> variables, SelfWatch watch, ActorSystem<?> system) {
        Executor blocking = executor(system, "systole.fencing-dispatcher");
        var builtIn = new BuiltInFenceAgents(
                Map.of(
                        BuiltInFenceAgents.SBD, new SbdFenceAgent(watch.devices(), settings.self()),
                        BuiltInFenceAgents.WATCHDOG, new WatchdogFenceAgent(settings.self())),
                FenceAgentProcesses.runner(settings.fenceAgentDirectories(), variables, blocking),
                blocking);
        return new JavaFenceAgents(settings.fenceWatch().agents(), blocking, builtIn);
    }

    /** Answers the commands of the agents of this node until the node's end. */
    private static Commands commands(NodeSettings settings, ActorSystem<?> system, CommandDesk.Ports ports) {
        var desk = new CommandDesk(ports);
        CommandSocket.listen(settings.agentCommands(), settings::self, desk)
                .ifPresent(socket -> system.getWhenTerminated().whenComplete((done, failure) -> socket.close()));
        return desk;
    }

    private static ActorRef<AttributeCommand> attributes(
            ActorContext<?> context, NodeSettings settings, ActorRef<CibCommand> cib) {
        ActorSystem<?> system = context.getSystem();
        var ports = new AttributeActor.Ports(cib, SplitBrain.get(system)::subscribe, new AttributePeers(system));
        return watched(context, context.spawn(AttributeActor.create(settings.self(), ports), AttributeActor.NAME));
    }

    /** Orders for remote nodes go to their connections. */
    private record Remotes(ActorRef<RemotesActor.Command> remotes) implements Elsewhere {
        @Override
        public void pass(NodeName node, ResourceCommand command) {
            remotes.tell(new RemotesActor.PassOn(node, command));
        }

        @Override
        public void superseded(long term) {
            remotes.tell(new RemotesActor.Superseded(term));
        }
    }

    private static ActorRef<ResourceCommand> own(ActorSystem<?> system) {
        return ActorRefResolver.get(system).resolveActorRef(system.path() + "/" + ResourceSupervisor.NAME);
    }

    /** Where plans are made, apart from everything that has to answer quickly. */
    static Executor planning(ActorSystem<?> system) {
        return executor(system, "systole.policy-dispatcher");
    }

    private static <T> ActorRef<T> watched(ActorContext<?> context, ActorRef<T> child) {
        context.watch(child);
        return child;
    }

    private static Executor executor(ActorSystem<?> system, String dispatcher) {
        return system.dispatchers().lookup(DispatcherSelector.fromConfig(dispatcher));
    }
}
