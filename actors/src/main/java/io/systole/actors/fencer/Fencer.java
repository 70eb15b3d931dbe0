package io.systole.actors.fencer;

import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.fencing.FenceAction;
import io.systole.fencing.FenceAgentCall;
import io.systole.fencing.FenceAgentResult;
import io.systole.fencing.FenceAgentRunner;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** Brings about every fencing that this node is asked for, together with the Fencers of the other nodes. */
public final class Fencer extends AbstractBehavior<Fencer.Command> {
    /** What a Fencer is asked for or told. */
    public sealed interface Command {}

    /**
     * Fence this run of the node. Answered once: at once if that run is already known to be fenced; else when it is done
     * or has failed. Requests for the same run of a node are one, wherever in the cluster they are made.
     *
     * @param requestedBy who asks, for the history: for example {@code split-brain@n1}
     */
    public record Fence(
            NodeName target,
            long incarnation,
            FenceAction action,
            String reason,
            String requestedBy,
            ActorRef<FencingOutcome> replyTo)
            implements Command {}

    /** Membership as it is now. Without it, nothing is fenced. */
    public record MembersChanged(FencerView view) implements Command {}

    /** The configuration, from which the devices and the topology are read, and the nodes' attributes. */
    public record DevicesChanged(Cib cib) implements Command {}

    /** Runs a device's agent on this node for a resource operation, as the device's action limit allows. */
    public record RunDevice(FenceAgentCall call, ActorRef<FenceAgentResult> replyTo) implements Command {}

    /** Every result from now on, those of other nodes included. */
    public record Subscribe(ActorRef<FencingRecord> subscriber) implements Command {}

    public record GetHistory(ActorRef<FencingHistory> replyTo) implements Command {}

    /** A Fencer; it must have the same path on every node. */
    public static Behavior<Command> create(FencerSettings settings, FenceAgentRunner runner) {
        return Behaviors.setup(context -> new Fencer(context));
    }

    private Fencer(ActorContext<Command> context) {
        super(context);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder().build();
    }
}
