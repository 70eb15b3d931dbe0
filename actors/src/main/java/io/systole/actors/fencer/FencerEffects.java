package io.systole.actors.fencer;

import io.systole.actors.fencer.FencingOutcome.Failed;
import io.systole.actors.fencer.FencingOutcome.Fenced;
import io.systole.actors.fencer.core.FencerEffect;
import io.systole.actors.fencer.core.FencerEvent;
import io.systole.actors.fencer.core.FencerEvent.Introduced;
import io.systole.actors.fencer.core.FencerEvent.LiesHeard;
import io.systole.actors.fencer.core.FencerEvent.PeerBegan;
import io.systole.actors.fencer.core.FencerEvent.PeerEnded;
import io.systole.actors.fencer.core.FencerEvent.PeerWanted;
import io.systole.actors.fencer.core.FencerEvent.Trusted;
import io.systole.actors.fencer.core.FencingKey;
import io.systole.actors.fencer.core.FencingRequest;
import io.systole.actors.fencer.wire.EndedFencing;
import io.systole.actors.fencer.wire.FencerMessage;
import io.systole.actors.fencer.wire.FencerMessage.DeviceAnswered;
import io.systole.actors.fencer.wire.FencerMessage.DeviceAsked;
import io.systole.actors.fencer.wire.FencerMessage.DeviceTrusted;
import io.systole.actors.fencer.wire.FencerMessage.DevicesLied;
import io.systole.actors.fencer.wire.FencerMessage.DevicesRehearsed;
import io.systole.actors.fencer.wire.FencerMessage.FencingAsked;
import io.systole.actors.fencer.wire.FencerMessage.FencingBegan;
import io.systole.actors.fencer.wire.FencerMessage.FencingsEnded;
import io.systole.actors.fencer.wire.FencerMessage.HostIntroduced;
import io.systole.actors.fencer.wire.LiedDevice;
import io.systole.actors.fencer.wire.RehearsedDevice;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
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
import org.slf4j.spi.LoggingEventBuilder;

/** Carries out what the core wants, and reads what the peers say; it decides nothing. */
final class FencerEffects implements FencerEffect.Port {
    private final Logger log;
    private final FencerPeers peers;
    private final DeviceExecutor devices;
    private final Consumer<FencingKey> askAgain;
    private final String bootId;
    private final DistrustStore distrust;
    private final SortedMap<FencingKey, List<ActorRef<FencingOutcome>>> waiting = new TreeMap<>();
    private final List<ActorRef<FencingRecord>> subscribers = new ArrayList<>();
    private final List<ActorRef<Fencer.ConfirmationOutcome>> confirming = new ArrayList<>();

    /** A node that joins is told the history: what ended before is no news, and nobody is to be called for it again. */
    private final Instant since = Instant.now();

    FencerEffects(
            Logger log,
            FencerPeers peers,
            DeviceExecutor devices,
            Consumer<FencingKey> askAgain,
            FencerSettings settings) {
        this.log = log;
        this.bootId = settings.bootId();
        this.distrust = settings.distrust();
        this.peers = peers;
        this.devices = devices;
        this.askAgain = askAgain;
    }

    void await(FencingKey key, ActorRef<FencingOutcome> replyTo) {
        waiting.computeIfAbsent(key, ignored -> new ArrayList<>()).add(replyTo);
    }

    void awaitConfirmation(ActorRef<Fencer.ConfirmationOutcome> replyTo) {
        confirming.add(replyTo);
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
        line(log.atInfo(), EventCode.FENCING_STARTED, request.reason())
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
    public void holdBack(FencerEffect.HoldBack effect) {
        log.atInfo()
                .addKeyValue("target", effect.target())
                .addKeyValue("waitMs", effect.held().toMillis())
                .log("this node waits before it fences: if the other lives, that one fences first");
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
    public void introduce(FencerEffect.Introduce effect) {
        if (!bootId.isEmpty() && peers.incarnation() != 0) {
            var message = new HostIntroduced(FencerMessage.FORMAT, peers.self().value(), peers.incarnation(), bootId);
            effect.to().forEach(node -> peers.tell(node, message));
        }
    }

    @Override
    public void reportLie(FencerEffect.ReportLie effect) {
        log.atError()
                .addKeyValue("code", EventCode.FENCING_NOT_PROVED)
                .addKeyValue("device", effect.lie().device())
                .addKeyValue("target", effect.lie().target())
                .addKeyValue("fencedAt", effect.lie().fencedAt())
                .addKeyValue("distrusted", effect.distrusted())
                .log("a device said that a node was fenced, but its host was never restarted");
    }

    @Override
    public void tellLies(FencerEffect.TellLies effect) {
        var message = new DevicesLied(
                FencerMessage.FORMAT, effect.lies().stream().map(LiedDevice::of).toList());
        effect.to().forEach(node -> peers.tell(node, message));
    }

    @Override
    public void remember(FencerEffect.Remember effect) {
        distrust.write(effect.proofs());
    }

    @Override
    public void tellTrust(FencerEffect.TellTrust effect) {
        var message = new DeviceTrusted(
                FencerMessage.FORMAT, effect.device().value(), effect.at().toEpochMilli());
        effect.to().forEach(node -> peers.tell(node, message));
    }

    @Override
    public void tellFindings(FencerEffect.TellFindings effect) {
        var message = new DevicesRehearsed(
                FencerMessage.FORMAT,
                peers.self().value(),
                effect.findings().stream().map(RehearsedDevice::of).toList());
        effect.to().forEach(node -> peers.tell(node, message));
    }

    @Override
    public void answerConfirmation(FencerEffect.AnswerConfirmation effect) {
        effect.noted()
                .forEach(noted -> log.atWarn()
                        .addKeyValue("code", EventCode.FENCING_CONFIRMED)
                        .addKeyValue("target", noted.target())
                        .addKeyValue("incarnation", noted.incarnation())
                        .addKeyValue("by", noted.requestedBy())
                        .log("a person says that this node is dead; no device has proved it"));
        confirming.forEach(person -> person.tell(new Fencer.ConfirmationOutcome(effect.refused())));
        confirming.clear();
    }

    @Override
    public void publish(FencerEffect.Publish effect) {
        var ended = effect.ended();
        if (ended.at().isBefore(since)) {
            log.atDebug()
                    .addKeyValue("target", ended.target())
                    .addKeyValue("at", ended.at())
                    .log("told of a fencing that ended before this node began");
        } else if (ended.outcome() instanceof Fenced done) {
            line(log.atInfo(), EventCode.FENCING_DONE, ended.reason())
                    .addKeyValue("target", ended.target())
                    .addKeyValue("incarnation", ended.incarnation())
                    .addKeyValue("by", done.by())
                    .addKeyValue("ledBy", done.executor())
                    .addKeyValue("ms", done.duration().toMillis())
                    .log("fencing done");
        } else if (ended.outcome() instanceof Failed failed) {
            line(log.atError(), EventCode.FENCING_FAILED, ended.reason())
                    .addKeyValue("target", ended.target())
                    .addKeyValue("incarnation", ended.incarnation())
                    .addKeyValue("why", failed.why())
                    .log("fencing failed");
        }
        subscribers.forEach(subscriber -> subscriber.tell(ended));
    }

    /** With the transition that wants the fencing, if one does. */
    private static LoggingEventBuilder line(LoggingEventBuilder line, EventCode code, String reason) {
        LoggingEventBuilder coded = line.addKeyValue("code", code);
        return FencingRequest.transitionOf(reason)
                .map(transition -> coded.addKeyValue("transition", transition))
                .orElse(coded);
    }

    /** The events that a peer's message stands for; none where it is not for the core. */
    List<FencerEvent> read(FencerMessage message, Instant at) {
        if (message instanceof DevicesRehearsed it && it.format() == FencerMessage.FORMAT) {
            var from = new NodeName(it.from());
            return it.devices().stream()
                    .<FencerEvent>map(device -> device.read(from))
                    .toList();
        }
        var event = readOne(message, at);
        return event == null ? List.of() : List.of(event);
    }

    private @Nullable FencerEvent readOne(FencerMessage message, Instant at) {
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
        if (message instanceof HostIntroduced it) {
            return new Introduced(new NodeName(it.from()), it.incarnation(), it.bootId(), bootId);
        }
        if (message instanceof DevicesLied it) {
            return new LiesHeard(it.devices().stream().map(LiedDevice::read).toList());
        }
        if (message instanceof DeviceTrusted it) {
            var since = it.atMs() == 0 ? at : Instant.ofEpochMilli(it.atMs());
            return new Trusted(new ResourceId(it.device()), since, false);
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
