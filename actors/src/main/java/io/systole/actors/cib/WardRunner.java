package io.systole.actors.cib;

import io.systole.actors.cib.CibProtocol.ClaimWard;
import io.systole.actors.cib.CibProtocol.RecordWard;
import io.systole.actors.cib.CibProtocol.WardGranted;
import io.systole.actors.cib.CibProtocol.WardLost;
import io.systole.actors.cib.CibProtocol.WatchWards;
import io.systole.actors.cib.core.CibEvent;
import io.systole.actors.cib.core.Ward;
import io.systole.actors.cib.core.WardEffect;
import io.systole.actors.cib.core.WardEvent;
import io.systole.actors.cib.wire.AskWard;
import io.systole.actors.cib.wire.WardCommand;
import io.systole.actors.cib.wire.WardDelta;
import io.systole.actors.cib.wire.WardNumber;
import io.systole.actors.cib.wire.WardNumbers;
import io.systole.actors.cib.wire.WardTold;
import io.systole.actors.cib.wire.WardWord;
import io.systole.cib.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** Carries out what concerns nodes that do not speak for themselves, and knows who waits for word of them. */
final class WardRunner implements WardEffect.Port {
    private final NodeName self;
    private final Peers peers;
    private final SortedMap<NodeName, List<ActorRef<WardGranted>>> claimants = new TreeMap<>();
    private final List<ActorRef<WardLost>> watchers = new ArrayList<>();

    WardRunner(NodeName self, Peers peers) {
        this.self = self;
        this.peers = peers;
    }

    /** A command as an event; empty for one that is none, or that this node does not understand. */
    Optional<CibEvent> event(WardCommand command) {
        WardEvent event = null;
        if (command instanceof ClaimWard claim) {
            claimants
                    .computeIfAbsent(claim.node(), missing -> new ArrayList<>())
                    .add(claim.replyTo());
            event = new WardEvent.Claimed(claim.node(), claim.floor(), claim.changes());
        } else if (command instanceof RecordWard change) {
            event = new WardEvent.Recorded(change.node(), change.changes());
        } else if (command instanceof WatchWards watch) {
            watchers.add(watch.watcher());
        } else if (command instanceof WardWord word) {
            event = heard(word).orElse(null);
        }
        return Optional.ofNullable(event).map(CibEvent.OfWard::new);
    }

    private static Optional<WardEvent> heard(WardWord word) {
        WardEvent event = null;
        if (word instanceof AskWard ask) {
            event = new WardEvent.Asked(new NodeName(ask.from()), new NodeName(ask.node()), ask.claim());
        } else if (word instanceof WardTold told) {
            event = Translation.ward(told)
                    .map(ward -> new WardEvent.Told(new NodeName(told.from()), new NodeName(told.node()), ward))
                    .orElse(null);
        } else if (word instanceof WardDelta delta) {
            event = new WardEvent.DeltaTold(
                    new NodeName(delta.from()),
                    new NodeName(delta.node()),
                    delta.epoch(),
                    delta.sequence(),
                    Translation.changes(delta.changes()));
        } else if (word instanceof WardNumbers numbers) {
            var known = new TreeMap<NodeName, Ward>();
            numbers.numbers().forEach(number -> known.put(new NodeName(number.node()), numbered(number)));
            event = new WardEvent.NumbersTold(new NodeName(numbers.from()), known);
        }
        return Optional.ofNullable(event);
    }

    private static Ward numbered(WardNumber number) {
        NodeName owner = number.owner() == null ? null : new NodeName(number.owner());
        return new Ward(number.epoch(), number.sequence(), owner, false, new TreeMap<>(), null, null);
    }

    @Override
    public void ask(WardEffect.Ask effect) {
        var message =
                new AskWard(Translation.SCHEMA, self.value(), effect.node().value(), effect.claim());
        effect.to().forEach(node -> peers.tell(node, message));
    }

    @Override
    public void tell(WardEffect.Tell effect) {
        Ward ward = effect.ward();
        var message = new WardTold(
                Translation.SCHEMA,
                self.value(),
                effect.node().value(),
                ward.epoch(),
                ward.sequence(),
                name(ward.owner()),
                ward.fields(),
                Translation.ward(effect.node(), ward));
        effect.to().forEach(node -> peers.tell(node, message));
    }

    @Override
    public void tellDelta(WardEffect.TellDelta effect) {
        var message = new WardDelta(
                Translation.SCHEMA,
                self.value(),
                effect.node().value(),
                effect.epoch(),
                effect.sequence(),
                Translation.toWire(effect.changes()));
        effect.to().forEach(node -> peers.tell(node, message));
    }

    @Override
    public void tellNumbers(WardEffect.TellNumbers effect) {
        var numbers = new ArrayList<WardNumber>();
        effect.known()
                .forEach((node, ward) ->
                        numbers.add(new WardNumber(node.value(), ward.epoch(), name(ward.owner()), ward.sequence())));
        var message = new WardNumbers(Translation.SCHEMA, self.value(), numbers);
        effect.to().forEach(node -> peers.tell(node, message));
    }

    @Override
    public void grant(WardEffect.Grant effect) {
        List<ActorRef<WardGranted>> waiting = claimants.remove(effect.node());
        if (waiting != null) {
            var granted = new WardGranted(effect.node(), effect.epoch(), effect.state());
            waiting.forEach(claimant -> claimant.tell(granted));
        }
    }

    @Override
    public void lose(WardEffect.Lose effect) {
        watchers.forEach(watcher -> watcher.tell(new WardLost(effect.node())));
    }

    private static @Nullable String name(@Nullable NodeName node) {
        return node == null ? null : node.value();
    }
}
