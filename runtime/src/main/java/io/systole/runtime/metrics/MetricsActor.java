package io.systole.runtime.metrics;

import io.systole.actors.fencer.Fencer;
import io.systole.actors.fencer.FencingOutcome.Failed;
import io.systole.actors.fencer.FencingOutcome.Fenced;
import io.systole.actors.fencer.FencingRecord;
import io.systole.actors.policy.wire.TransitionSummary;
import io.systole.actors.resource.OperationTime;
import io.systole.cib.NodeName;
import io.systole.splitbrain.SplitBrain;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Hears what happens on a node and has it measured. What concerns the cluster is measured by one node alone, the one that did
 * it: plans and transitions by the DC, a fencing by the node that led it; a lost node is measured by each that missed it.
 */
public final class MetricsActor extends AbstractBehavior<MetricsActor.Command> {
    /** What it hears. */
    public sealed interface Command {}

    private record Ran(OperationTime time) implements Command {}

    private record TransitionHeard(TransitionSummary transition) implements Command {}

    private record FencingEnded(FencingRecord fencing) implements Command {}

    private record MembershipHeard(MembershipView view) implements Command {}

    public static Behavior<Command> create(NodeName self, ActorRef<Fencer.Command> fencer, Meters meters) {
        return Behaviors.setup(context -> new MetricsActor(context, self, fencer, meters));
    }

    private final NodeName self;
    private final Meters meters;
    private final Instant since = Instant.now();
    /** Since when nodes are silent that do not count as lost yet. */
    private SortedMap<NodeName, NodeView> state = Collections.emptySortedMap();

    private MetricsActor(ActorContext<Command> context, NodeName self, ActorRef<Fencer.Command> fencer, Meters meters) {
        super(context);
        context.setLoggerName(MetricsActor.class);
        this.self = self;
        this.meters = meters;
        var events = context.getSystem().eventStream();
        events.tell(new EventStream.Subscribe<>(
                OperationTime.class, context.messageAdapter(OperationTime.class, Ran::new)));
        events.tell(new EventStream.Subscribe<>(
                TransitionSummary.class, context.messageAdapter(TransitionSummary.class, TransitionHeard::new)));
        fencer.tell(new Fencer.Subscribe(context.messageAdapter(FencingRecord.class, FencingEnded::new)));
        SplitBrain.get(context.getSystem())
                .subscribe(context.messageAdapter(MembershipView.class, MembershipHeard::new));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Ran.class, this::onRan)
                .onMessage(TransitionHeard.class, this::onTransition)
                .onMessage(FencingEnded.class, this::onFencingEnded)
                .onMessage(MembershipHeard.class, this::onMembership)
                .build();
    }

    private Behavior<Command> onRan(Ran ran) {
        OperationTime time = ran.time();
        meters.operation(time.agent(), time.operation(), time.status().name().toLowerCase(Locale.ROOT), time.took());
        return this;
    }

    private Behavior<Command> onTransition(TransitionHeard heard) {
        TransitionSummary transition = heard.transition();
        if (!transition.outcome().equals(TransitionSummary.RUNNING)) {
            meters.planned(transition.planning());
            meters.transition(firstWord(transition.outcome()), transition.took());
        }
        return this;
    }

    private static String firstWord(String outcome) {
        String word = outcome.split("[^a-z]", 2)[0];
        return word.equals("complete") || word.equals("aborted") ? word : "failed";
    }

    private Behavior<Command> onFencingEnded(FencingEnded ended) {
        FencingRecord fencing = ended.fencing();
        if (fencing.at().isBefore(since)) {
            // The history, which a node is told that joins: it was measured by the process before.
            return this;
        }
        String target = fencing.target().value();
        if (fencing.outcome() instanceof Fenced done && done.executor().equals(self)) {
            meters.fenced(target, done.by(), true, done.duration());
        } else if (fencing.outcome() instanceof Failed failed && self.equals(failed.ledBy())) {
            meters.fenced(target, "", false, failed.duration());
        }
        return this;
    }

    private Behavior<Command> onMembership(MembershipHeard heard) {
        var before = state;
        var now = new TreeMap<NodeName, NodeView>();
        for (NodeView node : heard.view().nodes()) {
            now.put(node.name(), node);
            NodeView earlier = before.get(node.name());
            if (node.standing() == Standing.LOST && earlier != null && earlier.standing() != Standing.LOST) {
                Instant silent = earlier.standing() == Standing.SUSPECT ? earlier.since() : node.since();
                meters.detected(node.name().value(), Duration.between(silent, node.since()));
            }
        }
        state = now;
        return this;
    }
}
