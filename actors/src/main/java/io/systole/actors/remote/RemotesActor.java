package io.systole.actors.remote;

import io.systole.actors.cib.CibProtocol;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.command.Commands;
import io.systole.actors.resource.NodeClock;
import io.systole.actors.resource.OperationRunner.Ran;
import io.systole.actors.resource.wire.AskTerm;
import io.systole.actors.resource.wire.OperationOrder;
import io.systole.actors.resource.wire.ResourceCommand;
import io.systole.cib.NodeName;
import io.systole.splitbrain.core.MembershipView;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** All connections to remote nodes that this member hosts, or has hosted. */
public final class RemotesActor extends AbstractBehavior<RemotesActor.Command> {
    public static final String NAME = "remotes";

    /** What it is asked for. */
    public sealed interface Command {}

    /** Runs an operation of a connection; its resource has the name of the remote node. */
    public record RunConnection(OperationOrder order, ActorRef<Ran> replyTo) implements Command {}

    /** Passes an order for a remote node to the supervisor of its resources. */
    public record PassOn(NodeName remote, ResourceCommand command) implements Command {}

    /** Another DC took over: what its predecessor ordered for remote nodes and has not begun is dropped. */
    public record Superseded(long term) implements Command {}

    private record WardLost(NodeName remote) implements Command {}

    /**
     * Whom connections need.
     *
     * @param resources the supervisor of the node's own resources, connections among them
     * @param blocking threads that may wait
     * @param commands answers the commands that agents of remote hosts call
     */
    public record Ports(
            NodeName self,
            Duration pauseMax,
            ActorRef<CibCommand> cib,
            Consumer<ResourceCommand> resources,
            Consumer<ActorRef<MembershipView>> membership,
            Executor blocking,
            NodeClock clock,
            Commands commands) {}

    public static Behavior<Command> create(RemoteSettings settings, Ports ports) {
        return Behaviors.setup(context -> new RemotesActor(context, settings, ports));
    }

    private final RemoteSettings settings;
    private final Ports ports;
    private final SortedMap<NodeName, ActorRef<ConnectionActor.Command>> connections = new TreeMap<>();

    private RemotesActor(ActorContext<Command> context, RemoteSettings settings, Ports ports) {
        super(context);
        this.settings = settings;
        this.ports = ports;
        ports.cib()
                .tell(new CibProtocol.WatchWards(
                        context.messageAdapter(CibProtocol.WardLost.class, lost -> new WardLost(lost.node()))));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(RunConnection.class, this::onRun)
                .onMessage(PassOn.class, this::onPassOn)
                .onMessage(Superseded.class, this::onSuperseded)
                .onMessage(WardLost.class, this::onWardLost)
                .build();
    }

    private Behavior<Command> onRun(RunConnection command) {
        connection(new NodeName(command.order().resource()))
                .tell(new ConnectionActor.Run(command.order(), command.replyTo()));
        return this;
    }

    private Behavior<Command> onPassOn(PassOn message) {
        connection(message.remote()).tell(new ConnectionActor.Pass(message.command()));
        return this;
    }

    private Behavior<Command> onSuperseded(Superseded message) {
        var ask = new AskTerm(message.term(), getContext().getSystem().ignoreRef());
        connections.values().forEach(each -> each.tell(new ConnectionActor.Pass(ask)));
        return this;
    }

    private Behavior<Command> onWardLost(WardLost lost) {
        ActorRef<ConnectionActor.Command> connection = connections.get(lost.remote());
        if (connection != null) {
            connection.tell(ConnectionActor.Lost.INSTANCE);
        }
        return this;
    }

    /** One that dies takes this one along, and the node: it must not go on with half its knowledge. */
    private ActorRef<ConnectionActor.Command> connection(NodeName remote) {
        return connections.computeIfAbsent(remote, missing -> {
            ActorRef<ConnectionActor.Command> created =
                    getContext().spawnAnonymous(ConnectionActor.create(missing, settings, ports));
            getContext().watch(created);
            return created;
        });
    }
}
