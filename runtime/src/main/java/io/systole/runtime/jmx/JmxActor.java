package io.systole.runtime.jmx;

import io.systole.actors.fencer.FencingNews;
import io.systole.actors.fencer.FencingOutcome.Failed;
import io.systole.actors.fencer.FencingOutcome.Fenced;
import io.systole.actors.policy.TransitionTeller;
import io.systole.actors.policy.wire.TransitionNews;
import io.systole.actors.resource.wire.TransitionKey;
import io.systole.cib.NodeName;
import io.systole.splitbrain.SplitBrain;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/** Hears what happens on a node and has JMX clients notified. */
final class JmxActor extends AbstractBehavior<JmxActor.Command> {
    /** A Fencer that joins is told of old fencings, which are no news. */
    private static final Duration FENCING_IS_NEWS = Duration.ofMinutes(1);

    /** Where news go. */
    interface Listeners {
        void tell(News news, String message, Map<String, Object> fields);
    }

    sealed interface Command {}

    private record TransitionHeard(TransitionTeller.Heard heard) implements Command {}

    private record FencingHeard(FencingNews news) implements Command {}

    private record MembershipHeard(MembershipView view) implements Command {}

    /**
     * What was heard last.
     *
     * @param transition the name of the transition that began last; empty before the first
     */
    private record Known(@Nullable MembershipView view, String transition, Instant began) {
        Known saw(MembershipView now) {
            return new Known(now, transition, began);
        }

        Known began(String name, Instant at) {
            return new Known(view, name, at);
        }

        /** -1 for one whose beginning was not heard. */
        long tookMs(String name, Instant ended) {
            return name.equals(transition)
                    ? Math.max(0, Duration.between(began, ended).toMillis())
                    : -1;
        }
    }

    static Behavior<Command> create(Listeners listeners) {
        return Behaviors.setup(context -> new JmxActor(context, listeners));
    }

    private final Listeners listeners;
    private Known state = new Known(null, "", Instant.EPOCH);

    private JmxActor(ActorContext<Command> context, Listeners listeners) {
        super(context);
        context.setLoggerName(JmxActor.class);
        this.listeners = listeners;
        var events = context.getSystem().eventStream();
        events.tell(new EventStream.Subscribe<>(
                TransitionTeller.Heard.class,
                context.messageAdapter(TransitionTeller.Heard.class, TransitionHeard::new)));
        events.tell(new EventStream.Subscribe<>(
                FencingNews.class, context.messageAdapter(FencingNews.class, FencingHeard::new)));
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

    private Behavior<Command> onTransition(TransitionHeard message) {
        TransitionNews transition = message.heard().news();
        String name = TransitionKey.transitionId(
                transition.number(), TransitionKey.dc(transition.dc().value(), transition.term()));
        var fields = new TreeMap<String, Object>();
        fields.put("name", name);
        fields.put("number", (long) transition.number());
        fields.put("dc", transition.dc().value());
        fields.put("reason", transition.reason());
        if (transition.stage().equals(TransitionNews.BEGUN)) {
            state = state.began(name, transition.at());
            fields.put("actions", (long) transition.total());
            fields.put("summary", String.join("\n", transition.summary()));
            listeners.tell(News.TRANSITION_STARTED, "transition " + name + " started: " + transition.reason(), fields);
        } else if (transition.stage().equals(TransitionNews.ENDED)) {
            fields.put("outcome", transition.outcome());
            fields.put("done", (long) transition.done());
            fields.put("actions", (long) transition.total());
            fields.put("tookMs", state.tookMs(name, transition.at()));
            listeners.tell(News.TRANSITION_ENDED, "transition " + name + " " + transition.outcome(), fields);
        }
        return this;
    }

    private Behavior<Command> onFencing(FencingHeard message) {
        FencingNews fencing = message.news();
        if (fencing.at().isBefore(Instant.now().minus(FENCING_IS_NEWS))) {
            return this;
        }
        NodeName leader = fencing.leader();
        var fields = new TreeMap<String, Object>();
        fields.put("target", fencing.target().value());
        fields.put("action", fencing.action().word());
        fields.put("reason", fencing.reason());
        fields.put("requestedBy", fencing.requestedBy());
        fields.put("leader", leader == null ? "" : leader.value());
        if (fencing.stage() == FencingNews.Stage.BEGUN) {
            listeners.tell(
                    News.FENCING_STARTED,
                    "fencing of " + fencing.target() + " (" + fencing.action().word() + ") started"
                            + (leader == null ? "" : ", led by " + leader) + ": " + fencing.reason(),
                    fields);
        } else if (fencing.stage() == FencingNews.Stage.ENDED) {
            boolean done = fencing.outcome() instanceof Fenced;
            String detail = fencing.outcome() instanceof Fenced fenced
                    ? "by " + fenced.executor() + " with " + fenced.by()
                    : fencing.outcome() instanceof Failed failed ? failed.why() : "";
            fields.put("outcome", done ? "done" : "failed");
            fields.put("detail", detail);
            listeners.tell(
                    News.FENCING_ENDED,
                    "fencing of " + fencing.target() + (done ? " done, " : " failed: ") + detail,
                    fields);
        }
        return this;
    }

    private Behavior<Command> onMembership(MembershipHeard heard) {
        MembershipView before = state.view();
        MembershipView now = heard.view();
        state = state.saw(now);
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
