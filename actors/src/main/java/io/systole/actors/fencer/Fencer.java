package io.systole.actors.fencer;

import io.systole.actors.fencer.core.FencerCore;
import io.systole.actors.fencer.core.FencerEvent;
import io.systole.actors.fencer.core.FencerEvent.AskAgainDue;
import io.systole.actors.fencer.core.FencerEvent.Configured;
import io.systole.actors.fencer.core.FencerEvent.Confirmed;
import io.systole.actors.fencer.core.FencerEvent.Rehearsed;
import io.systole.actors.fencer.core.FencerEvent.Trusted;
import io.systole.actors.fencer.core.FencerEvent.ViewChanged;
import io.systole.actors.fencer.core.FencerEvent.Wanted;
import io.systole.actors.fencer.core.FencerState;
import io.systole.actors.fencer.core.FencingKey;
import io.systole.actors.fencer.core.FencingProgress;
import io.systole.actors.fencer.core.FencingRequest;
import io.systole.actors.fencer.core.Pending;
import io.systole.actors.fencer.core.Racing;
import io.systole.actors.fencer.wire.FencerMessage;
import io.systole.actors.fencer.wire.FencerMessage.RehearsalAsked;
import io.systole.actors.resource.NodeClock;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.FenceAction;
import io.systole.fencing.FenceAgentCall;
import io.systole.fencing.FenceAgentResult;
import io.systole.fencing.FenceAgentRunner;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** Brings about every fencing that this node is asked for, together with the Fencers of the other nodes. */
public final class Fencer extends AbstractBehavior<Fencer.Command> {
    /** What a Fencer is asked for or told. */
    public sealed interface Command {}

    /**
     * Fence this run of the node. Answered once: at once if that run is already known to be fenced; else when it is done
     * or has failed. Requests for the same run of a node are one, wherever in the cluster they are made.
     *
     * @param delay how long to wait before the first device takes power (priority-fencing-delay)
     * @param requestedBy who asks, for the history: for example {@code split-brain@n1}
     * @param sign what is known of the target: of two nodes that do not hear each other, one waits
     */
    public record Fence(
            NodeName target,
            long incarnation,
            FenceAction action,
            String reason,
            String requestedBy,
            Duration delay,
            TargetSign sign,
            ActorRef<FencingOutcome> replyTo)
            implements Command {
        /** The same where nothing in particular is known of the target. */
        public Fence(
                NodeName target,
                long incarnation,
                FenceAction action,
                String reason,
                String requestedBy,
                Duration delay,
                ActorRef<FencingOutcome> replyTo) {
            this(target, incarnation, action, reason, requestedBy, delay, TargetSign.NONE, replyTo);
        }
    }

    /**
     * The same, but a fencing of the node that a device has done within the tolerance is enough, whatever run it was: for
     * several that come to the same decision one after the other (stonith_admin's tolerance).
     */
    public record FenceUnlessDone(Fence fence, Duration tolerance) implements Command {}

    /**
     * A person says that this run of the node is dead (manual confirmation); it ends what is under way for it. Refused for
     * a node that can be reached, and without quorum.
     */
    public record Confirm(NodeName target, long incarnation, String by, ActorRef<ConfirmationOutcome> replyTo)
            implements Command {}

    /** What came of {@link Confirm}: empty, or why it was refused. */
    public record ConfirmationOutcome(String refused) {}

    /** Membership as it is now. Without it, nothing is fenced. */
    public record MembersChanged(FencerView view) implements Command {}

    /** The configuration, from which the devices and the topology are read, and the nodes' attributes. */
    public record DevicesChanged(Cib cib) implements Command {}

    /** Runs a device's agent on this node for a resource operation, as the device's action limit allows. */
    public record RunDevice(FenceAgentCall call, ActorRef<FenceAgentResult> replyTo) implements Command {}

    /** Every result from now on, those of other nodes included. */
    public record Subscribe(ActorRef<FencingRecord> subscriber) implements Command {}

    /** What is known of ended and running fencings. */
    public record GetHistory(ActorRef<FencingHistory> replyTo) implements Command {}

    /** Whether each node could be fenced, as far as the last checks tell, and which devices are not to be believed. */
    public record GetReadiness(ActorRef<FencingReadiness> replyTo) implements Command {}

    /** Have every member check its devices now. */
    public enum CheckNow implements Command {
        NOW
    }

    /** A person trusts a device again that said what was not true. */
    public record Trust(ResourceId device) implements Command {}

    record DeviceRehearsed(Rehearsed rehearsed) implements Command {}

    /** Time to check the devices; {@code changed} where that is only for devices that were not configured like that before. */
    private record CheckDue(boolean changed) implements Command {}

    record FromPeer(FencerMessage message) implements Command {}

    private record AskAgain(FencingKey key) implements Command {}

    private enum Look implements Command {
        NOW
    }

    /** A Fencer; it must have the same path on every node. */
    public static Behavior<Command> create(FencerSettings settings, FenceAgentRunner runner) {
        return create(settings, runner, Pauses.unwatched());
    }

    /** The same that begins nothing after a pause of this process before it was told of the members anew. */
    public static Behavior<Command> create(FencerSettings settings, FenceAgentRunner runner, Pauses pauses) {
        return Behaviors.setup(context ->
                Behaviors.<Command>withTimers(timers -> new Fencer(context, timers, settings, runner, pauses)));
    }

    /**
     * How a Fencer notices pauses.
     *
     * @param longest a pause that is longer may have cost this node its membership; zero where none is looked for
     * @param askMembers has the Fencer told of the members as they are now
     */
    public record Pauses(Duration longest, NodeClock clock, Runnable askMembers) {
        static Pauses unwatched() {
            return new Pauses(Duration.ZERO, NodeClock.system(), () -> {});
        }
    }

    private final ActorRef<DeviceActor.Command> devices;
    private final FencerEffects effects;
    private final FencerPeers peers;
    private final UnreadCib cib;
    private final Rehearsals rehearsals;
    private final Pauses pauses;
    private final PauseWatch watch;
    private FencerState state;

    private Fencer(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            FencerSettings settings,
            FenceAgentRunner runner,
            Pauses pauses) {
        super(context);
        this.pauses = pauses;
        watch = new PauseWatch(pauses.clock(), pauses.longest());
        if (!pauses.longest().isZero()) {
            timers.startTimerWithFixedDelay(Look.NOW, pauses.longest().dividedBy(4));
        }
        context.setLoggerName(Fencer.class);
        state = FencerState.initial(
                settings.self(),
                settings.historyMax(),
                settings.raceDelay(),
                settings.distrust().read());
        devices = context.spawn(DeviceActor.create(runner, pauses.clock(), pauses.longest()), "devices");
        cib = new UnreadCib(context.getLog());
        peers = FencerPeers.of(context, settings.self());
        var executor = new DeviceExecutor(context, devices, peers, () -> state, timers);
        effects = new FencerEffects(
                context.getLog(),
                peers,
                executor,
                key -> timers.startSingleTimer(key, new AskAgain(key), settings.askAgain()),
                settings);
        rehearsals = new Rehearsals(
                context.spawn(RehearsalActor.create(devices, runner, context.getSelf()), "rehearsal"),
                peers,
                () -> state,
                (changed, delay) -> timers.startSingleTimer("check-" + changed, new CheckDue(changed), delay),
                settings.checkInterval());
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Fence.class, it -> onFence(it, Duration.ZERO))
                .onMessage(FenceUnlessDone.class, it -> onFence(it.fence(), it.tolerance()))
                .onMessage(Confirm.class, this::onConfirm)
                .onMessage(MembersChanged.class, this::onMembersChanged)
                .onMessage(DevicesChanged.class, this::onDevicesChanged)
                .onMessage(RunDevice.class, this::onRunDevice)
                .onMessage(Subscribe.class, this::onSubscribe)
                .onMessage(GetHistory.class, this::onGetHistory)
                .onMessage(GetReadiness.class, this::onGetReadiness)
                .onMessage(CheckNow.class, this::onCheckNow)
                .onMessage(Trust.class, it -> apply(new Trusted(it.device(), now(), true)))
                .onMessage(DeviceRehearsed.class, it -> apply(it.rehearsed()))
                .onMessage(CheckDue.class, this::onCheckDue)
                .onMessage(FromPeer.class, this::onPeer)
                .onMessage(AskAgain.class, it -> apply(new AskAgainDue(it.key(), now())))
                .onMessage(Look.class, it -> look())
                .build();
    }

    private Behavior<Command> onFence(Fence message, Duration tolerance) {
        var key = FencingKey.of(message.target(), message.incarnation(), message.action());
        effects.await(key, message.replyTo());
        var request = new FencingRequest(
                key, message.action(), message.reason(), message.requestedBy(), message.delay(), message.sign());
        return apply(new Wanted(request, tolerance, now()));
    }

    private Behavior<Command> onConfirm(Confirm message) {
        effects.awaitConfirmation(message.replyTo());
        return apply(new Confirmed(message.target(), message.incarnation(), message.by(), now()));
    }

    private Behavior<Command> onMembersChanged(MembersChanged message) {
        peers.view(message.view());
        var reachable = List.copyOf(message.view().reachable().keySet());
        return apply(new ViewChanged(
                reachable, message.view().quorate(), message.view().rival(), now()));
    }

    private Behavior<Command> onDevicesChanged(DevicesChanged message) {
        cib.put(message.cib());
        rehearsals.onConfiguration(message.cib());
        return this;
    }

    private Behavior<Command> onRunDevice(RunDevice message) {
        devices.tell(new DeviceActor.Call(message.call(), Duration.ZERO, message.replyTo()));
        return this;
    }

    private Behavior<Command> onSubscribe(Subscribe message) {
        effects.subscribe(message.subscriber());
        return this;
    }

    private Behavior<Command> onGetHistory(GetHistory message) {
        var underway = state.pending().values().stream().map(this::underway).toList();
        message.replyTo().tell(new FencingHistory(state.history(), underway));
        return this;
    }

    private FencingUnderway underway(Pending pending) {
        var request = pending.request();
        var leader = pending.lead() instanceof Pending.Other other ? other.node() : state.self();
        return new FencingUnderway(
                request.key().target(),
                request.key().incarnation(),
                request.action(),
                request.reason(),
                request.requestedBy(),
                leader,
                pending.since());
    }

    private Behavior<Command> onGetReadiness(GetReadiness message) {
        readCib();
        message.replyTo()
                .tell(new FencingReadiness(
                        state.configuration(),
                        state.readiness(),
                        List.copyOf(state.proofs().lies().values()),
                        state.distrusted(),
                        Racing.outlook(state)));
        return this;
    }

    private Behavior<Command> onCheckNow(CheckNow message) {
        readCib();
        rehearsals.begin();
        var ask = new RehearsalAsked(FencerMessage.FORMAT, peers.self().value());
        peers.reachable().forEach(node -> peers.tell(node, ask));
        return this;
    }

    private Behavior<Command> onCheckDue(CheckDue message) {
        readCib();
        rehearsals.onDue(message.changed());
        return this;
    }

    private Behavior<Command> onPeer(FromPeer message) {
        look();
        readCib();
        if (message.message() instanceof RehearsalAsked) {
            rehearsals.begin();
            return this;
        }
        effects.read(message.message(), now()).forEach(this::follow);
        return this;
    }

    private Behavior<Command> apply(FencerEvent event) {
        look();
        readCib();
        return follow(event);
    }

    /** Who was paused fences nobody before it has heard of the members: what it wanted to may have been done, and undone. */
    private Behavior<Command> look() {
        if (watch.look()) {
            follow(new ViewChanged(state.reachable(), false, now()));
            pauses.askMembers().run();
        }
        return this;
    }

    private void readCib() {
        cib.read(now()).ifPresent(configuration -> follow(new Configured(configuration)));
    }

    private Behavior<Command> follow(FencerEvent event) {
        var step = FencerCore.step(state, event);
        if (step.state().quorate() != state.quorate()) {
            devices.tell(new DeviceActor.MayFence(step.state().quorate()));
        }
        var before = state;
        state = step.state();
        step.effects().forEach(effect -> effect.runOn(effects));
        FencingProgress.of(before, event, step)
                .forEach(news -> getContext().getSystem().eventStream().tell(new EventStream.Publish<>(news)));
        return this;
    }

    /** Whole milliseconds, so that a record is the same after it went to another node and back. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
