package io.systole.runtime.jmx;

import io.systole.actors.fencer.Fencer;
import io.systole.actors.fencer.FencingOutcome.Failed;
import io.systole.actors.fencer.FencingOutcome.Fenced;
import io.systole.actors.fencer.FencingRecord;
import io.systole.actors.policy.wire.TransitionSummary;
import io.systole.splitbrain.SplitBrain;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import java.util.Locale;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/** Hears what happens on a node and has JMX clients notified. */
final class JmxActor extends AbstractBehavior<JmxActor.Command> {
    /** Where news go. */
    interface Listeners {
        void tell(News news, String message, Map<String, Object> fields);
    }

    sealed interface Command {}

    private record TransitionHeard(TransitionSummary transition) implements Command {}

    private record FencingHeard(FencingRecord fencing) implements Command {}

    private record MembershipHeard(MembershipView view) implements Command {}

    static Behavior<Command> create(ActorRef<Fencer.Command> fencer, Listeners listeners) {
        return Behaviors.setup(context -> new JmxActor(context, fencer, listeners));
    }

    private final Listeners listeners;
    /** What was told last. */
    private @Nullable MembershipView state;

    private JmxActor(ActorContext<Command> context, ActorRef<Fencer.Command> fencer, Listeners listeners) {
        super(context);
        context.setLoggerName(JmxActor.class);
        this.listeners = listeners;
        context.getSystem()
                .eventStream()
                .tell(new EventStream.Subscribe<>(
                        TransitionSummary.class,
                        context.messageAdapter(TransitionSummary.class, TransitionHeard::new)));
        fencer.tell(new Fencer.Subscribe(context.messageAdapter(FencingRecord.class, FencingHeard::new)));
        SplitBrain.get(context.getSystem())
                .subscribe(context.messageAdapter(MembershipView.class, MembershipHeard::new));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(TransitionHeard.class, this::onTransition)
                .onMessage(FencingHeard.class, this::onFencing)
                .onMessage(MembershipHeard.class, this::onMembership)
                .build();
    }

    private Behavior<Command> onTransition(TransitionHeard heard) {
        TransitionSummary transition = heard.transition();
        if (transition.outcome().equals(TransitionSummary.RUNNING)) {
            listeners.tell(
                    News.TRANSITION_STARTED,
                    "transition " + transition.number() + " started: " + transition.reason(),
                    Map.of(
                            "number", (long) transition.number(),
                            "reason", transition.reason(),
                            "summary", String.join("\n", transition.summary())));
        } else {
            listeners.tell(
                    News.TRANSITION_ENDED,
                    "transition " + transition.number() + " " + transition.outcome(),
                    Map.of(
                            "number", (long) transition.number(),
                            "reason", transition.reason(),
                            "outcome", transition.outcome(),
                            "planningMs", transition.planning().toMillis(),
                            "tookMs", transition.took().toMillis()));
        }
        return this;
    }

    private Behavior<Command> onFencing(FencingHeard heard) {
        FencingRecord fencing = heard.fencing();
        boolean done = fencing.outcome() instanceof Fenced;
        String detail = fencing.outcome() instanceof Fenced fenced
                ? "by " + fenced.executor() + " with " + fenced.by()
                : fencing.outcome() instanceof Failed failed ? failed.why() : "";
        listeners.tell(
                News.FENCING_ENDED,
                "fencing of " + fencing.target() + (done ? " done, " : " failed: ") + detail,
                Map.of(
                        "target", fencing.target().value(),
                        "action", fencing.action().word(),
                        "outcome", done ? "done" : "failed",
                        "reason", fencing.reason(),
                        "requestedBy", fencing.requestedBy(),
                        "detail", detail));
        return this;
    }

    private Behavior<Command> onMembership(MembershipHeard heard) {
        MembershipView before = state;
        MembershipView now = heard.view();
        state = now;
        if (before == null) return this;
        for (NodeView node : now.nodes()) {
            String was = standing(before, node);
            String is = word(node);
            if (!is.equals(was)) {
                listeners.tell(
                        News.NODE_CHANGED,
                        "node " + node.name() + " is " + is + ", was " + was,
                        Map.of("node", node.name().value(), "standing", is, "before", was));
            }
        }
        if (before.quorate() != now.quorate()) {
            listeners.tell(
                    News.QUORUM_CHANGED,
                    now.quorate() ? "quorum gained" : "quorum lost",
                    Map.of("quorate", now.quorate(), "detail", now.quorum().reason()));
        }
        return this;
    }

    private static String standing(MembershipView view, NodeView node) {
        return view.nodes().stream()
                .filter(each -> each.name().equals(node.name()))
                .findFirst()
                .map(JmxActor::word)
                .orElse("absent");
    }

    private static String word(NodeView node) {
        return node.standing().name().toLowerCase(Locale.ROOT);
    }
}
