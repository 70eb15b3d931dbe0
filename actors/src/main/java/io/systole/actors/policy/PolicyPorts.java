package io.systole.actors.policy;

import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.fencer.Fencer;
import io.systole.actors.policy.core.PlanInput;
import io.systole.actors.policy.core.PlannedTransition;
import io.systole.actors.policy.file.InputKeeper;
import io.systole.actors.policy.wire.InputCommand;
import io.systole.actors.resource.MemberResources;
import io.systole.actors.resource.NodeClock;
import io.systole.actors.resource.wire.ResourceCommand;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.splitbrain.SplitBrain;
import io.systole.splitbrain.core.MembershipView;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;

/**
 * Whom the policy needs.
 *
 * @param membership tells whoever is given to it the view of now and all later ones
 * @param supervisors finds the ResourceSupervisor of a node that is a member
 * @param planning runs the planner, apart from everything else
 * @param inputs keeps what plans were made from; nobody waits for it
 */
public record PolicyPorts(
        ActorRef<CibCommand> cib,
        ActorRef<Fencer.Command> fencer,
        Planning planner,
        Consumer<ActorRef<MembershipView>> membership,
        Supervisors supervisors,
        Executor planning,
        NodeClock clock,
        Consumer<PlanInput> inputs) {

    /** Without a place for the inputs of plans. */
    public PolicyPorts(
            ActorRef<CibCommand> cib,
            ActorRef<Fencer.Command> fencer,
            Planning planner,
            Consumer<ActorRef<MembershipView>> membership,
            Supervisors supervisors,
            Executor planning,
            NodeClock clock) {
        this(cib, fencer, planner, membership, supervisors, planning, clock, input -> {});
    }

    /** The planner: a pure function of the CIB and the time. */
    @FunctionalInterface
    public interface Planning {
        PlannedTransition plan(Cib cib, Instant now);
    }

    /** Where a node's resources are supervised; empty for a node that is no member. */
    @FunctionalInterface
    public interface Supervisors {
        Optional<ActorRef<ResourceCommand>> of(NodeName node);
    }

    /** The ports of a node in a cluster. */
    public static PolicyPorts of(
            ActorSystem<?> system,
            ActorRef<CibCommand> cib,
            ActorRef<Fencer.Command> fencer,
            ActorRef<InputCommand> inputs,
            Planning planner) {
        return new PolicyPorts(
                cib,
                fencer,
                planner,
                SplitBrain.get(system)::subscribe,
                node -> MemberResources.supervisor(system, node),
                system.dispatchers().lookup(DispatcherSelector.fromConfig("systole.policy-dispatcher")),
                NodeClock.system(),
                input -> inputs.tell(new InputKeeper.Keep(input)));
    }
}
