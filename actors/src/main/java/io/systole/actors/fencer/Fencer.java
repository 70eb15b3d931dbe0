package io.systole.actors.fencer;

import io.systole.actors.fencer.core.FencerCore;
import io.systole.actors.fencer.core.FencerEvent;
import io.systole.actors.fencer.core.FencerEvent.AskAgainDue;
import io.systole.actors.fencer.core.FencerEvent.Configured;
import io.systole.actors.fencer.core.FencerEvent.ViewChanged;
import io.systole.actors.fencer.core.FencerEvent.Wanted;
import io.systole.actors.fencer.core.FencerState;
import io.systole.actors.fencer.core.FencingKey;
import io.systole.actors.fencer.core.FencingRequest;
import io.systole.actors.fencer.core.Pending;
import io.systole.actors.fencer.wire.FencerMessage;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
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
     */
    public record Fence(
            NodeName target,
            long incarnation,
            FenceAction action,
            String reason,
            String requestedBy,
            Duration delay,
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

    /** What is known of ended and running fencings. */
    public record GetHistory(ActorRef<FencingHistory> replyTo) implements Command {}

    record FromPeer(FencerMessage message) implements Command {}

    private record AskAgain(FencingKey key) implements Command {}

    /** A Fencer; it must have the same path on every node. */
    public static Behavior<Command> create(FencerSettings settings, FenceAgentRunner runner) {
        return Behaviors.setup(
                context -> Behaviors.<Command>withTimers(timers -> new Fencer(context, timers, settings, runner)));
    }

    private final ActorRef<DeviceActor.Command> devices;
    private final FencerEffects effects;
    private final FencerPeers peers;
    private final UnreadCib cib;
    private FencerState state;

    private Fencer(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            FencerSettings settings,
            FenceAgentRunner runner) {
        super(context);
        context.setLoggerName(Fencer.class);
        state = FencerState.initial(settings.self(), settings.historyMax());
        devices = context.spawn(DeviceActor.create(runner), "devices");
        cib = new UnreadCib(context.getLog());
        peers = FencerPeers.of(context, settings.self());
        var executor = new DeviceExecutor(context, devices, peers, () -> state, timers);
        effects = new FencerEffects(
                context.getLog(),
                peers,
                executor,
                key -> timers.startSingleTimer(key, new AskAgain(key), settings.askAgain()));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Fence.class, this::onFence)
                .onMessage(MembersChanged.class, this::onMembersChanged)
                .onMessage(DevicesChanged.class, this::onDevicesChanged)
                .onMessage(RunDevice.class, this::onRunDevice)
                .onMessage(Subscribe.class, this::onSubscribe)
                .onMessage(GetHistory.class, this::onGetHistory)
                .onMessage(FromPeer.class, this::onPeer)
                .onMessage(AskAgain.class, it -> apply(new AskAgainDue(it.key(), now())))
                .build();
    }

    private Behavior<Command> onFence(Fence message) {
        var key = FencingKey.of(message.target(), message.incarnation(), message.action());
        effects.await(key, message.replyTo());
        var request =
                new FencingRequest(key, message.action(), message.reason(), message.requestedBy(), message.delay());
        return apply(new Wanted(request, now()));
    }

    private Behavior<Command> onMembersChanged(MembersChanged message) {
        peers.view(message.view());
        var reachable = List.copyOf(message.view().reachable().keySet());
        return apply(new ViewChanged(reachable, message.view().quorate(), now()));
    }

    private Behavior<Command> onDevicesChanged(DevicesChanged message) {
        cib.put(message.cib());
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
                leader,
                pending.since());
    }

    private Behavior<Command> onPeer(FromPeer message) {
        cib.read(now()).ifPresent(configuration -> follow(new Configured(configuration)));
        var event = effects.read(message.message(), now());
        return event == null ? this : follow(event);
    }

    private Behavior<Command> apply(FencerEvent event) {
        cib.read(now()).ifPresent(configuration -> follow(new Configured(configuration)));
        return follow(event);
    }

    private Behavior<Command> follow(FencerEvent event) {
        var step = FencerCore.step(state, event);
        state = step.state();
        step.effects().forEach(effect -> effect.runOn(effects));
        return this;
    }

    /** Whole milliseconds, so that a record is the same after it went to another node and back. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
