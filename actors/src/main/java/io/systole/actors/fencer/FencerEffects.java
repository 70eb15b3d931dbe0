package io.systole.actors.fencer;

import io.systole.actors.fencer.FencingOutcome.Failed;
import io.systole.actors.fencer.FencingOutcome.Fenced;
import io.systole.actors.fencer.core.FencerEffect;
import io.systole.actors.fencer.core.FencerEvent;
import io.systole.actors.fencer.core.FencerEvent.PeerBegan;
import io.systole.actors.fencer.core.FencerEvent.PeerEnded;
import io.systole.actors.fencer.core.FencerEvent.PeerWanted;
import io.systole.actors.fencer.core.FencingKey;
import io.systole.actors.fencer.core.FencingRequest;
import io.systole.actors.fencer.wire.EndedFencing;
import io.systole.actors.fencer.wire.FencerMessage;
import io.systole.actors.fencer.wire.FencerMessage.DeviceAnswered;
import io.systole.actors.fencer.wire.FencerMessage.DeviceAsked;
import io.systole.actors.fencer.wire.FencerMessage.FencingAsked;
import io.systole.actors.fencer.wire.FencerMessage.FencingBegan;
import io.systole.actors.fencer.wire.FencerMessage.FencingsEnded;
import io.systole.cib.NodeName;
import io.systole.event.EventCode;
import io.systole.fencing.FenceAction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Carries out what the core wants, and reads what the peers say; it decides nothing. */
final class FencerEffects implements FencerEffect.Port {
    private final Logger log;
    private final FencerPeers peers;
    private final DeviceExecutor devices;
    private final Consumer<FencingKey> askAgain;
    private final SortedMap<FencingKey, List<ActorRef<FencingOutcome>>> waiting = new TreeMap<>();
    private final List<ActorRef<FencingRecord>> subscribers = new ArrayList<>();

    FencerEffects(Logger log, FencerPeers peers, DeviceExecutor devices, Consumer<FencingKey> askAgain) {
        this.log = log;
        this.peers = peers;
        this.devices = devices;
        this.askAgain = askAgain;
    }

    void await(FencingKey key, ActorRef<FencingOutcome> replyTo) {
        waiting.computeIfAbsent(key, ignored -> new ArrayList<>()).add(replyTo);
    }

    void subscribe(ActorRef<FencingRecord> subscriber) {
        subscribers.add(subscriber);
    }

    @Override
    public void askLeader(FencerEffect.AskLeader effect) {
        var request = effect.request();
        peers.tell(
                effect.leader(),
                new FencingAsked(
                        FencerMessage.FORMAT,
                        peers.self().value(),
                        request.key().target().value(),
                        request.key().incarnation(),
                        request.action().word(),
                        request.reason(),
                        request.requestedBy(),
                        request.delay().toMillis()));
        askAgain.accept(request.key());
    }

    @Override
    public void announceBegin(FencerEffect.AnnounceBegin effect) {
        var request = effect.request();
        log.atInfo()
                .addKeyValue("code", EventCode.FENCING_STARTED)
                .addKeyValue("target", request.key().target())
                .addKeyValue("incarnation", request.key().incarnation())
                .addKeyValue("action", request.action().word())
                .addKeyValue("reason", request.reason())
                .addKeyValue("requestedBy", request.requestedBy())
                .log("fencing started");
        var message = new FencingBegan(
                FencerMessage.FORMAT,
                peers.self().value(),
                request.key().target().value(),
                request.key().incarnation(),
                request.action().word(),
                request.reason(),
                request.requestedBy());
        effect.to().forEach(node -> peers.tell(node, message));
    }

    @Override
    public void announceEnd(FencerEffect.AnnounceEnd effect) {
        var message = new FencingsEnded(
                FencerMessage.FORMAT,
                effect.records().stream().map(EndedFencing::of).toList());
        effect.to().forEach(node -> peers.tell(node, message));
    }

    @Override
    public void useDevice(FencerEffect.UseDevice effect) {
        effect.effect().runOn(devices.forFencing(effect.key()));
    }

    @Override
    public void answer(FencerEffect.Answer effect) {
        var ended = effect.ended();
        var askers = waiting.remove(FencingKey.of(ended));
        if (askers != null) {
            askers.forEach(asker -> asker.tell(ended.outcome()));
        }
    }

    @Override
    public void publish(FencerEffect.Publish effect) {
        var ended = effect.ended();
        if (ended.outcome() instanceof Fenced done) {
            log.atInfo()
                    .addKeyValue("code", EventCode.FENCING_DONE)
                    .addKeyValue("target", ended.target())
                    .addKeyValue("incarnation", ended.incarnation())
                    .addKeyValue("by", done.by())
                    .addKeyValue("ledBy", done.executor())
                    .addKeyValue("ms", done.duration().toMillis())
                    .log("fencing done");
        } else if (ended.outcome() instanceof Failed failed) {
            log.atError()
                    .addKeyValue("code", EventCode.FENCING_FAILED)
                    .addKeyValue("target", ended.target())
                    .addKeyValue("incarnation", ended.incarnation())
                    .addKeyValue("why", failed.why())
                    .log("fencing failed");
        }
        subscribers.forEach(subscriber -> subscriber.tell(ended));
    }

    /** The event that a peer's message stands for; null if it is none for the core. */
    @Nullable
    FencerEvent read(FencerMessage message, Instant at) {
        if (message.format() != FencerMessage.FORMAT) {
            log.atWarn().addKeyValue("format", message.format()).log("message of another format dropped");
            return null;
        }
        if (message instanceof FencingAsked it) {
            var delay = Duration.ofMillis(it.delayMs());
            var request = request(it.target(), it.incarnation(), it.action(), it.reason(), it.requestedBy(), delay);
            return new PeerWanted(new NodeName(it.from()), request, at);
        }
        if (message instanceof FencingBegan it) {
            var none = Duration.ZERO;
            var request = request(it.target(), it.incarnation(), it.action(), it.reason(), it.requestedBy(), none);
            return new PeerBegan(new NodeName(it.from()), request, at);
        }
        if (message instanceof FencingsEnded it) {
            return new PeerEnded(it.ended().stream().map(EndedFencing::read).toList(), at);
        }
        if (message instanceof DeviceAsked it) {
            devices.serve(it);
            return null;
        }
        if (message instanceof DeviceAnswered it) {
            return devices.answered(it, at);
        }
        throw new AssertionError("unhandled " + message);
    }

    private static FencingRequest request(
            String target, long incarnation, String action, String reason, String requestedBy, Duration delay) {
        var wanted = FenceAction.of(action);
        return new FencingRequest(
                FencingKey.of(new NodeName(target), incarnation, wanted), wanted, reason, requestedBy, delay);
    }
}
