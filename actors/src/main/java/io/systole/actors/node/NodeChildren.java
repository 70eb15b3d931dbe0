package io.systole.actors.node;

import io.systole.actors.cib.CibActor;
import io.systole.actors.cib.CibSettings;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.fencer.FenceAgentProcesses;
import io.systole.actors.fencer.Fencer;
import io.systole.actors.fencer.FencerSettings;
import io.systole.actors.policy.LocalQuorumGuard;
import io.systole.actors.policy.PolicyActor;
import io.systole.actors.policy.PolicyPorts;
import io.systole.actors.policy.PolicySettings;
import io.systole.actors.policy.file.InputKeeper;
import io.systole.actors.policy.wire.InputCommand;
import io.systole.actors.policy.wire.PolicyCommand;
import io.systole.actors.resource.AgentOperations;
import io.systole.actors.resource.NodeClock;
import io.systole.actors.resource.ResourceSettings;
import io.systole.actors.resource.ResourceSupervisor;
import io.systole.actors.resource.ShutdownGranted;
import io.systole.actors.resource.wire.ResourceCommand;
import io.systole.agents.AgentEnvironment;
import io.systole.agents.ProcessAgentRunner;
import io.systole.splitbrain.SplitBrain;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.cluster.typed.ClusterSingleton;

/** Spawns the parts of a node, at the same paths on every node, and wires them to each other. */
final class NodeChildren {
    private NodeChildren() {}

    static NodeParts spawn(
            ActorContext<NodeActor.Command> context,
            NodeSettings settings,
            PolicyPorts.Planning planner,
            ActorRef<ShutdownGranted> shutdown) {
        ActorSystem<?> system = context.getSystem();
        Duration pauseMax = settings.profile().times().detection();
        Map<String, String> variables = Map.of(
                "SYSTOLE_NODE", settings.self().value(),
                "SYSTOLE_CLUSTER", settings.clusterName());
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
                                FencerSettings.of(settings.self()),
                                FenceAgentProcesses.runner(
                                        settings.fenceAgentDirectories(),
                                        variables,
                                        executor(system, "systole.fencing-dispatcher"))),
                        "fencer"));
        AgentEnvironment environment = new AgentEnvironment(
                settings.self().value(),
                settings.ocfRoots(),
                settings.agentCommands(),
                settings.runDirectory().resolve("resource-agents"),
                new TreeMap<>(variables),
                AgentEnvironment.OUTPUT_MAX);
        var operations = new AgentOperations(
                new ProcessAgentRunner(environment, executor(system, "systole.agents-dispatcher")),
                fencer,
                system.scheduler(),
                NodeClock.system());
        ResourceSettings resourceSettings = settings.agentsMax() == 0
                ? ResourceSettings.of(settings.self(), pauseMax)
                : new ResourceSettings(settings.self(), settings.agentsMax(), pauseMax);
        ActorRef<ResourceCommand> resources = watched(
                context,
                context.spawn(
                        ResourceSupervisor.create(
                                resourceSettings,
                                new ResourceSupervisor.Ports(
                                        cib,
                                        operations,
                                        SplitBrain.get(system)::subscribe,
                                        shutdown,
                                        ManagementFactory.getOperatingSystemMXBean()::getSystemLoadAverage,
                                        NodeClock.system())),
                        ResourceSupervisor.NAME));
        PolicySettings policySettings = PolicySettings.of(settings.self(), pauseMax);
        ActorRef<InputCommand> inputs = context.spawn(
                InputKeeper.create(
                        settings.stateDirectory().resolve("transitions"),
                        executor(system, "systole.inputs-dispatcher")),
                InputKeeper.NAME);
        PolicyPorts policyPorts = PolicyPorts.of(system, cib, fencer, inputs, planner);
        ActorRef<PolicyCommand> policy =
                ClusterSingleton.get(system).init(PolicyActor.singleton(policySettings, policyPorts));
        watched(
                context,
                context.spawn(
                        LocalQuorumGuard.create(policySettings, policyPorts, pauseMax.multipliedBy(2)),
                        "quorum-guard"));
        return new NodeParts(cib, fencer, resources, policy);
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
