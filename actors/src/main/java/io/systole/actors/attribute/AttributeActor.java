package io.systole.actors.attribute;

import io.systole.actors.attribute.core.AttributeCore;
import io.systole.actors.attribute.core.AttributeEffect;
import io.systole.actors.attribute.core.AttributeEvent;
import io.systole.actors.attribute.core.AttributeKey;
import io.systole.actors.attribute.core.AttributeState;
import io.systole.actors.attribute.core.AttributeWish;
import io.systole.actors.attribute.core.Held;
import io.systole.actors.attribute.wire.AskAttributes;
import io.systole.actors.attribute.wire.AttributeAnswer;
import io.systole.actors.attribute.wire.AttributeCommand;
import io.systole.actors.attribute.wire.ChangeAttribute;
import io.systole.actors.cib.CibChanged;
import io.systole.actors.cib.CibProtocol;
import io.systole.actors.cib.StatusChange;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.splitbrain.core.MembershipView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * The shell around {@link AttributeCore}: takes changes of this node's attributes, and of those of the remote nodes that it
 * speaks for; passes others on to whoever does. Has the same path on every node.
 */
public final class AttributeActor extends AbstractBehavior<AttributeCommand> {
    public static final String NAME = "attributes";

    /** A node that leaves or dies just now does not answer any more. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(4);

    private record CibHeard(CibChanged change) implements AttributeCommand {}

    private record ViewHeard(MembershipView view) implements AttributeCommand {}

    private record DelayOver(AttributeKey key) implements AttributeCommand {}

    /**
     * Whom the actor works with.
     *
     * @param views gives a subscriber each view of the membership
     */
    public record Ports(ActorRef<CibCommand> cib, Consumer<ActorRef<MembershipView>> views, Finder peers) {
        /** Finds the attribute actor of another node. */
        public interface Finder {
            Optional<ActorRef<AttributeCommand>> of(NodeName node);
        }
    }

    private record Memory(
            AttributeState core,
            @Nullable Cib cib,
            @Nullable MembershipView view) {}

    public static Behavior<AttributeCommand> create(NodeName self, Ports ports) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new AttributeActor(context, timers, self, ports)));
    }

    private final NodeName self;
    private final Ports ports;
    private final AttributeEffect.Port effects;
    private Memory state = new Memory(AttributeState.none(), null, null);

    private AttributeActor(
            ActorContext<AttributeCommand> context,
            TimerScheduler<AttributeCommand> timers,
            NodeName self,
            Ports ports) {
        super(context);
        context.setLoggerName(AttributeActor.class);
        this.self = self;
        this.ports = ports;
        this.effects = new Effects(self, ports.cib(), timers);
        ports.cib().tell(new CibProtocol.Subscribe(context.messageAdapter(CibChanged.class, CibHeard::new)));
        ports.views().accept(context.messageAdapter(MembershipView.class, ViewHeard::new));
    }

    @Override
    public Receive<AttributeCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(ChangeAttribute.class, this::onChange)
                .onMessage(AskAttributes.class, this::onAsk)
                .onMessage(CibHeard.class, this::onCib)
                .onMessage(ViewHeard.class, this::onView)
                .onMessage(DelayOver.class, this::onDelayOver)
                .build();
    }

    private Behavior<AttributeCommand> onChange(ChangeAttribute change) {
        NodeName node = new NodeName(change.node());
        if (!speaksFor(node)) {
            passOn(node, change::toPassOn, change.passedOn(), change.replyTo());
            return this;
        }
        String name = change.name();
        if (name == null) {
            apply(new AttributeEvent.RefreshWished(node));
            change.replyTo().tell(new AttributeAnswer(1, null, List.of()));
            return this;
        }
        var key = new AttributeKey(node, name);
        var wish = new AttributeWish(
                AttributeWish.Kind.valueOf(change.kind()),
                change.value(),
                change.delayMs() == null ? null : Duration.ofMillis(change.delayMs()),
                change.isPrivate());
        var wished = new AttributeEvent.Wished(key, wish, CibAttributes.value(state.cib(), key));
        String refusal = AttributeCore.refusal(state.core(), wished);
        if (refusal != null) {
            change.replyTo().tell(AttributeAnswer.refused(refusal));
            return this;
        }
        apply(wished);
        Held held = state.core().held().get(key);
        change.replyTo().tell(new AttributeAnswer(1, null, held == null ? List.of() : List.of(shown(name, held))));
        return this;
    }

    private Behavior<AttributeCommand> onAsk(AskAttributes ask) {
        NodeName node = new NodeName(ask.node());
        if (speaksFor(node)) {
            ask.replyTo()
                    .tell(new AttributeAnswer(
                            1,
                            null,
                            state.core().of(node).entrySet().stream()
                                    .map(entry -> shown(entry.getKey(), entry.getValue()))
                                    .toList()));
        } else {
            passOn(node, ask::toPassOn, ask.passedOn(), ask.replyTo());
        }
        return this;
    }

    private static AttributeAnswer.Value shown(String name, Held held) {
        Duration delay = held.delay();
        return new AttributeAnswer.Value(
                name, held.value(), delay == null ? 0 : delay.toMillis(), held.isPrivate(), held.waiting());
    }

    private boolean speaksFor(NodeName node) {
        return node.equals(self)
                || CibAttributes.speaker(state.cib(), node).filter(self::equals).isPresent();
    }

    private void passOn(
            NodeName node,
            Function<ActorRef<AttributeAnswer>, AttributeCommand> message,
            boolean again,
            ActorRef<AttributeAnswer> replyTo) {
        NodeName speaker = CibAttributes.speaker(state.cib(), node).orElse(node);
        MembershipView view = state.view();
        boolean online = view != null && view.online().contains(speaker);
        Optional<ActorRef<AttributeCommand>> peer =
                online && !again ? ports.peers().of(speaker) : Optional.empty();
        if (peer.isPresent()) {
            AskPattern.ask(
                            peer.get(),
                            message::apply,
                            ANSWER_WITHIN,
                            getContext().getSystem().scheduler())
                    .whenComplete((answer, failure) -> replyTo.tell(failure == null ? answer : unanswered(speaker)));
        } else if (again) {
            replyTo.tell(AttributeAnswer.refused(self + " does not speak for node " + node + " any more: try again"));
        } else {
            replyTo.tell(AttributeAnswer.refused("node " + node
                    + " cannot be reached, and nobody else may write its transient attributes: bring it back first"));
        }
    }

    private static AttributeAnswer unanswered(NodeName speaker) {
        return AttributeAnswer.refused("node " + speaker + " did not answer within " + ANSWER_WITHIN.toSeconds()
                + " s: it may have taken the change or not; look before asking again");
    }

    private Behavior<AttributeCommand> onCib(CibHeard message) {
        Cib cib = message.change().cib();
        state = new Memory(state.core(), cib, state.view());
        if (state.core().held().isEmpty()) {
            return this;
        }
        var spokenFor = new TreeSet<NodeName>();
        var values = new TreeMap<AttributeKey, String>();
        for (AttributeKey key : state.core().held().keySet()) {
            if (speaksFor(key.node())) {
                spokenFor.add(key.node());
            }
            String value = CibAttributes.value(cib, key);
            if (value != null) {
                values.put(key, value);
            }
        }
        return apply(new AttributeEvent.CibSeen(values, spokenFor));
    }

    private Behavior<AttributeCommand> onView(ViewHeard message) {
        state = new Memory(state.core(), state.cib(), message.view());
        return this;
    }

    private Behavior<AttributeCommand> onDelayOver(DelayOver message) {
        return apply(new AttributeEvent.DelayPassed(message.key()));
    }

    private Behavior<AttributeCommand> apply(AttributeEvent event) {
        var step = AttributeCore.step(state.core(), event);
        state = new Memory(step.state(), state.cib(), state.view());
        step.effects().forEach(effect -> effect.runOn(effects));
        return this;
    }

    /** Runs the core's effects. */
    private record Effects(NodeName self, ActorRef<CibCommand> cib, TimerScheduler<AttributeCommand> timers)
            implements AttributeEffect.Port {
        @Override
        public void tell(AttributeKey key, @Nullable String value) {
            List<StatusChange> changes = List.of(new StatusChange.PutAttribute(key.name(), value));
            cib.tell(
                    key.node().equals(self)
                            ? new CibProtocol.RecordStatus(changes)
                            : new CibProtocol.RecordWard(key.node(), changes));
        }

        @Override
        public void startDelay(AttributeKey key, Duration length) {
            timers.startSingleTimer(key, new DelayOver(key), length);
        }

        @Override
        public void stopDelay(AttributeKey key) {
            timers.cancel(key);
        }
    }
}
