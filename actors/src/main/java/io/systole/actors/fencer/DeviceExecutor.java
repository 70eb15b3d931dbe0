package io.systole.actors.fencer;

import io.systole.actors.fencer.core.FencerEvent;
import io.systole.actors.fencer.core.FencerEvent.Progressed;
import io.systole.actors.fencer.core.FencerState;
import io.systole.actors.fencer.core.FencingKey;
import io.systole.actors.fencer.wire.FencerMessage;
import io.systole.actors.fencer.wire.FencerMessage.DeviceAnswered;
import io.systole.actors.fencer.wire.FencerMessage.DeviceAsked;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.FenceAction;
import io.systole.fencing.FenceAgentCall;
import io.systole.fencing.FenceAgentResult;
import io.systole.fencing.FenceDevice;
import io.systole.fencing.core.FencingEffect;
import io.systole.fencing.core.FencingEvent.DeviceEnded;
import io.systole.fencing.core.FencingEvent.HostsAnswered;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** Has devices asked and run: by this node's own device actor, or by the Fencer of the node that is to do it. */
final class DeviceExecutor {
    /** The question whether a device can fence the target; any other question is the action to run. */
    private static final String HOSTS = "hosts";

    private static final Duration HOSTS_TIMEOUT = Duration.ofSeconds(60);
    /** What a node may take beyond the device's own time before it counts as mute. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final ActorContext<Fencer.Command> context;
    private final ActorRef<DeviceActor.Command> devices;
    private final FencerPeers peers;
    private final Supplier<FencerState> state;
    private final TimerScheduler<Fencer.Command> timers;

    /** For which device of which fencing another node's answer is waited for. */
    private record Patience(FencingKey key, ResourceId device) {}

    DeviceExecutor(
            ActorContext<Fencer.Command> context,
            ActorRef<DeviceActor.Command> devices,
            FencerPeers peers,
            Supplier<FencerState> state,
            TimerScheduler<Fencer.Command> timers) {
        this.context = context;
        this.devices = devices;
        this.peers = peers;
        this.state = state;
        this.timers = timers;
    }

    /** Carries out what one fencing wants; its end is the Fencer core's affair. */
    FencingEffect.Port forFencing(FencingKey key) {
        return new FencingEffect.Port() {
            @Override
            public void askHosts(FencingEffect.AskHosts effect) {
                use(key, effect.device(), effect.executor(), HOSTS, HOSTS_TIMEOUT, Duration.ZERO);
            }

            @Override
            public void runPower(FencingEffect.RunPower effect) {
                var delay = effect.delay().plus(drawn(effect.delayRandom()));
                use(key, effect.device(), effect.executor(), effect.action().word(), effect.timeout(), delay);
            }

            @Override
            public void conclude(FencingEffect.Conclude effect) {
                throw new AssertionError("the Fencer concludes");
            }
        };
    }

    private static Duration drawn(Duration bound) {
        return bound.isZero()
                ? Duration.ZERO
                : Duration.ofMillis(ThreadLocalRandom.current().nextLong(bound.toMillis() + 1));
    }

    private void use(
            FencingKey key, ResourceId device, NodeName executor, String question, Duration timeout, Duration delay) {
        if (executor.equals(peers.self())) {
            run(key, device, question, timeout, delay, it -> context.getSelf().tell(progress(it)));
            return;
        }
        peers.tell(
                executor,
                new DeviceAsked(
                        FencerMessage.FORMAT,
                        peers.self().value(),
                        key.target().value(),
                        key.incarnation(),
                        key.takesPower(),
                        device.value(),
                        question,
                        timeout.toMillis(),
                        delay.toMillis()));
        var mute = answer(key, device, executor, question, false, "no answer from " + executor);
        timers.startSingleTimer(
                new Patience(key, device), progress(mute), timeout.plus(delay).plus(GRACE));
    }

    /** Does for a peer what it asks for, if that peer is one of those that this node belongs with. */
    void serve(DeviceAsked asked) {
        var from = new NodeName(asked.from());
        if (!state.get().quorate() || !state.get().reachable().contains(from)) {
            context.getLog().atWarn().addKeyValue("from", from).log("asked for a device by a stranger");
            return;
        }
        run(
                new FencingKey(new NodeName(asked.target()), asked.incarnation(), asked.takesPower()),
                new ResourceId(asked.device()),
                asked.question(),
                Duration.ofMillis(asked.timeoutMs()),
                Duration.ofMillis(asked.delayMs()),
                answered -> peers.tell(from, answered));
    }

    private void run(
            FencingKey key,
            ResourceId id,
            String question,
            Duration timeout,
            Duration delay,
            Consumer<DeviceAnswered> then) {
        var configured = state.get().configuration().device(id);
        if (configured.isEmpty()) {
            then.accept(answer(key, id, peers.self(), question, false, "it is not configured"));
        } else if (question.equals(HOSTS)) {
            var replyTo = once((DeviceActor.HostsAnswer reply) ->
                    then.accept(answer(key, id, peers.self(), question, reply.capable(), reply.why())));
            devices.tell(new DeviceActor.AskHosts(configured.get().device(), key.target(), timeout, replyTo));
        } else {
            runPower(configured.get().device(), key, question, timeout, delay, then);
        }
    }

    private void runPower(
            FenceDevice device,
            FencingKey key,
            String question,
            Duration timeout,
            Duration delay,
            Consumer<DeviceAnswered> then) {
        var replyTo = once((FenceAgentResult reply) ->
                then.accept(answer(key, device.id(), peers.self(), question, reply.succeeded(), reply.why())));
        var call = new FenceAgentCall(device, FenceAction.of(question), key.target(), timeout);
        devices.tell(new DeviceActor.Call(call, delay, replyTo));
    }

    private <T> ActorRef<T> once(Consumer<T> then) {
        return context.spawnAnonymous(Behaviors.<T>receiveMessage(message -> {
            then.accept(message);
            return Behaviors.stopped();
        }));
    }

    /** What an executor has said, here or there. */
    FencerEvent answered(DeviceAnswered it, Instant at) {
        var key = new FencingKey(new NodeName(it.target()), it.incarnation(), it.takesPower());
        var device = new ResourceId(it.device());
        var executor = new NodeName(it.from());
        timers.cancel(new Patience(key, device));
        return new Progressed(
                key,
                it.question().equals(HOSTS)
                        ? new HostsAnswered(device, executor, it.succeeded(), it.why(), at)
                        : new DeviceEnded(device, executor, it.succeeded(), it.why(), at),
                at);
    }

    private Fencer.Command progress(DeviceAnswered answer) {
        return new Fencer.FromPeer(answer);
    }

    private static DeviceAnswered answer(
            FencingKey key, ResourceId device, NodeName by, String question, boolean succeeded, String why) {
        return new DeviceAnswered(
                FencerMessage.FORMAT,
                by.value(),
                key.target().value(),
                key.incarnation(),
                key.takesPower(),
                device.value(),
                question,
                succeeded,
                why);
    }
}
