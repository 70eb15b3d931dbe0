package io.systole.actors.remote;

import io.systole.actors.cib.CibProtocol.ClaimWard;
import io.systole.actors.cib.CibProtocol.RecordWard;
import io.systole.actors.cib.CibProtocol.WardGranted;
import io.systole.actors.cib.StatusChange;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.remote.ConnectionState.Starting;
import io.systole.actors.remote.ConnectionState.Up;
import io.systole.actors.remote.core.ConnectionOrder;
import io.systole.actors.remote.core.Frame;
import io.systole.actors.remote.core.Welcome;
import io.systole.actors.remote.link.Greeting;
import io.systole.actors.remote.link.Handshake;
import io.systole.actors.remote.link.Link;
import io.systole.actors.resource.OperationRunner.Ran;
import io.systole.actors.resource.ResourceSupervisor;
import io.systole.actors.resource.core.AgentTraits;
import io.systole.actors.resource.core.OperationResult;
import io.systole.actors.resource.wire.OperationOrder;
import io.systole.actors.resource.wire.ResourceCommand;
import io.systole.agents.OcfCode;
import io.systole.agents.OpStatus;
import io.systole.cib.NodeName;
import io.systole.event.EventCode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Runs the operations of one connection to a remote node: a start lets this member speak for the node, connects, and brings
 * up its supervisor; a monitor says whether the connection stands. It is told to by the connection's resource alone, and
 * never connects by itself.
 */
final class ConnectionActor extends AbstractBehavior<ConnectionActor.Command> {
    /** What it is told, and what comes back. */
    sealed interface Command {}

    record Run(OperationOrder order, ActorRef<Ran> replyTo) implements Command {}

    /** An order for the remote node itself. */
    record Pass(ResourceCommand command) implements Command {}

    /** Another member speaks for the node now. */
    enum Lost implements Command {
        INSTANCE
    }

    private record Granted(WardGranted granted) implements Command {}

    private record Answered(
            Handshake.@Nullable Answer answer, @Nullable Throwable failure) implements Command {}

    private record Came(Link from, Frame frame) implements Command {}

    private record Closed(Link link, String why) implements Command {}

    private enum TryAgain implements Command {
        INSTANCE
    }

    private static final Duration CONNECT = Duration.ofSeconds(5);

    static Behavior<Command> create(NodeName remote, RemoteSettings settings, RemotesActor.Ports ports) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new ConnectionActor(context, timers, remote, settings, ports)));
    }

    private final TimerScheduler<Command> timers;
    private final NodeName remote;
    private final RemoteSettings settings;
    private final RemotesActor.Ports ports;
    private final ActorRef<CibCommand> wardCib;
    private ConnectionState state = ConnectionState.DOWN;

    private ConnectionActor(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            NodeName remote,
            RemoteSettings settings,
            RemotesActor.Ports ports) {
        super(context);
        context.setLoggerName(ConnectionActor.class);
        this.timers = timers;
        this.remote = remote;
        this.settings = settings;
        this.ports = ports;
        wardCib = context.spawnAnonymous(WardCib.create(remote, ports.cib()));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Run.class, this::onRun)
                .onMessage(Pass.class, this::onPass)
                .onMessage(Lost.class, this::onLost)
                .onMessage(Granted.class, this::onGranted)
                .onMessage(Answered.class, this::onAnswered)
                .onMessage(Came.class, this::onCame)
                .onMessage(Closed.class, this::onClosed)
                .onMessage(TryAgain.class, again -> connect())
                .onSignal(PostStop.class, stop -> down("this node ends"))
                .build();
    }

    private Behavior<Command> onRun(Run command) {
        OperationOrder order = command.order();
        switch (order.operation()) {
            case "start", "migrate_from" -> start(order, command.replyTo());
            case "stop" -> {
                stop();
                command.replyTo().tell(ran(OcfCode.OK, OpStatus.DONE, ""));
            }
            case "monitor" -> command.replyTo().tell(monitored());
            case "migrate_to" ->
                command.replyTo().tell(state.up() == null ? monitored() : ran(OcfCode.OK, OpStatus.DONE, ""));
            case "reload", "reload-agent", "notify", "validate-all" ->
                command.replyTo().tell(ran(OcfCode.OK, OpStatus.DONE, ""));
            default ->
                command.replyTo()
                        .tell(ran(OcfCode.UNIMPLEMENTED, OpStatus.DONE, "a connection knows no " + order.operation()));
        }
        return this;
    }

    private Ran monitored() {
        if (!state.broken().isEmpty()) {
            return ran(OcfCode.GENERIC, OpStatus.ERROR, "the connection was lost: " + state.broken());
        }
        return state.up() == null ? ran(OcfCode.NOT_RUNNING, OpStatus.DONE, "") : ran(OcfCode.OK, OpStatus.DONE, "");
    }

    private void start(OperationOrder order, ActorRef<Ran> replyTo) {
        if (settings.key().isNone()) {
            String why = "no key for remote nodes; set systole.remote.key-file on every node";
            replyTo.tell(ran(OcfCode.NOT_CONFIGURED, OpStatus.ERROR, why));
            return;
        }
        if (state.up() != null && state.broken().isEmpty()) {
            replyTo.tell(ran(OcfCode.OK, OpStatus.DONE, ""));
            return;
        }
        down("it is started anew");
        state = new ConnectionState(Starting.of(order, replyTo, ports.clock().now()), null, "");
        claim(0);
    }

    /** First this member may speak for the node; so a host that is connected can tell the newer word from an older one. */
    private void claim(long floor) {
        ports.cib()
                .tell(new ClaimWard(
                        remote, floor, List.of(), getContext().messageAdapter(WardGranted.class, Granted::new)));
    }

    private Behavior<Command> onGranted(Granted message) {
        Starting starting = state.starting();
        if (starting != null) {
            state = new ConnectionState(starting.granted(message.granted()), null, "");
            return connect();
        }
        return this;
    }

    private Behavior<Command> connect() {
        Starting starting = state.starting();
        if (starting == null) {
            return this;
        }
        var order = ConnectionOrder.of(remote, starting.order());
        var greeting = new Greeting(settings.cluster(), ports.self().value(), remote.value(), starting.epoch());
        var connected = CompletableFuture.supplyAsync(
                () -> Connecting.connect(
                        new InetSocketAddress(order.host(), order.port()), settings, greeting, CONNECT),
                ports.blocking());
        getContext().pipeToSelf(connected, Answered::new);
        return this;
    }

    private Behavior<Command> onAnswered(Answered message) {
        Starting starting = state.starting();
        Handshake.Answer answer = message.answer();
        if (answer instanceof Handshake.Welcome welcome) {
            if (starting == null) {
                welcome.link().close("not wanted any more");
            } else {
                greeted(starting, welcome.link());
            }
        } else if (answer instanceof Handshake.Outdated outdated) {
            claim(outdated.epoch() + 1);
        } else if (starting != null) {
            notConnected(starting, Connecting.why(message.failure()));
        }
        return this;
    }

    private void notConnected(Starting starting, String why) {
        if (ports.clock().now().isBefore(starting.deadline())) {
            timers.startSingleTimer(TryAgain.INSTANCE, ConnectionState.RETRY);
        } else {
            state = ConnectionState.DOWN;
            starting.replyTo().tell(ran(OcfCode.GENERIC, OpStatus.ERROR, "not connected: " + why));
        }
    }

    /** The host obeys; it now tells what it keeps. */
    private void greeted(Starting starting, Link link) {
        var runner = new LinkRunner(link, ports.clock());
        ActorRef<Command> self = getContext().getSelf();
        link.start(remote.value(), new Link.Listener() {
            @Override
            public void onFrame(Frame frame) {
                if (frame.kind().equals("result")) {
                    runner.onResult(frame);
                } else if (frame.kind().equals("command")) {
                    RemoteCalls.answer(ports.commands(), remote, link, frame);
                } else {
                    self.tell(new Came(link, frame));
                }
            }

            @Override
            public void onClosed(String why) {
                runner.onClosed();
                self.tell(new Closed(link, why));
            }
        });
        state = new ConnectionState(starting.over(runner), null, "");
    }

    private void up(Starting starting, LinkRunner runner, Welcome welcome) {
        Link link = runner.link();
        var changes = new ArrayList<StatusChange>();
        changes.add(welcome.adopted() ? new StatusChange.ForgetUnderway() : new StatusChange.ForgetAll());
        changes.add(new StatusChange.PutField("in_ccm", "true"));
        changes.add(new StatusChange.PutField("node_fenced", "0"));
        changes.add(new StatusChange.PutAttribute("shutdown", null));
        ports.cib().tell(new RecordWard(remote, changes));
        if (!welcome.adopted()) {
            link.send(Frame.of("adopted"));
        }
        ActorRef<ResourceCommand> supervisor = getContext()
                .spawnAnonymous(Supervision.of(remote, ports, wardCib, link, runner, welcome, starting.known()));
        state = new ConnectionState(null, new Up(link, runner, supervisor), "");
        getContext()
                .getLog()
                .atInfo()
                .addKeyValue("code", EventCode.REMOTE_CONNECTED)
                .addKeyValue("remote", remote)
                .addKeyValue("known", welcome.adopted())
                .log("connected to a remote node");
        starting.replyTo().tell(ran(OcfCode.OK, OpStatus.DONE, ""));
    }

    private void stop() {
        Up up = state.up();
        if (up != null || !state.broken().isEmpty()) {
            ports.cib()
                    .tell(new RecordWard(
                            remote,
                            List.of(
                                    new StatusChange.PutField("in_ccm", "false"),
                                    new StatusChange.ForgetAttributes())));
        }
        if (up != null) {
            getContext().stop(up.supervisor());
            up.link().end(Frame.of("bye"));
        }
        state = ConnectionState.DOWN;
    }

    private Behavior<Command> onPass(Pass message) {
        Up up = state.up();
        if (up == null) {
            Refusals.refuse(message.command(), ports.self() + " hosts no connection to " + remote);
        } else {
            up.supervisor().tell(message.command());
        }
        return this;
    }

    /** Whoever speaks for the node now has its connection, or has had the node fenced. */
    private Behavior<Command> onLost(Lost lost) {
        return down("another member speaks for " + remote);
    }

    private Behavior<Command> down(String why) {
        Up up = state.up();
        Starting starting = state.starting();
        state = ConnectionState.DOWN;
        if (up != null) {
            getContext().stop(up.supervisor());
            up.link().close(why);
        }
        if (starting != null) {
            starting.end(why);
            starting.replyTo().tell(ran(OcfCode.GENERIC, OpStatus.ERROR, why));
        }
        return this;
    }

    private Behavior<Command> onCame(Came message) {
        Up up = state.up();
        Starting starting = state.starting();
        LinkRunner runner = starting == null ? null : starting.runner();
        if (starting != null
                && runner != null
                && runner.link() == message.from()
                && message.frame().kind().equals("memos")) {
            up(starting, runner, Welcome.of(message.frame().words()));
        } else if (up != null
                && up.link() == message.from()
                && message.frame().kind().equals("leave")) {
            String now = Long.toString(ports.clock().now().getEpochSecond());
            ports.cib().tell(new RecordWard(remote, List.of(new StatusChange.PutAttribute("shutdown", now))));
        }
        return this;
    }

    /** Told at once, and looked at at once: the connection's monitor need not be due. */
    private Behavior<Command> onClosed(Closed message) {
        Up up = state.up();
        Starting starting = state.starting();
        if (starting != null && starting.isOver(message.link())) {
            notConnected(starting, message.why());
            return this;
        }
        if (up == null || up.link() != message.link() || !state.broken().isEmpty()) {
            return this;
        }
        getContext()
                .getLog()
                .atWarn()
                .addKeyValue("code", EventCode.REMOTE_DISCONNECTED)
                .addKeyValue("remote", remote)
                .addKeyValue("why", message.why())
                .log("connection to a remote node lost");
        state = new ConnectionState(null, up, message.why());
        ports.resources().accept(new ResourceSupervisor.LookAt(remote.value()));
        return this;
    }

    private Ran ran(int rc, OpStatus status, String why) {
        Instant now = ports.clock().now();
        return new Ran(
                new OperationResult(rc, status.code(), why, now, Duration.ZERO, List.of()),
                new AgentTraits(true, ConnectionOrder.RESTART_PARAMETERS, List.of()));
    }
}
