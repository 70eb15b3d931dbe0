package io.systole.actors.node;

import io.systole.actors.node.wire.LeaseCommand;
import io.systole.actors.node.wire.LeaseWord;
import io.systole.cib.NodeName;
import io.systole.splitbrain.SplitBrain;
import io.systole.splitbrain.core.ArbiterVote;
import io.systole.splitbrain.core.LeaseRules;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.Ring;
import io.systole.splitbrain.lease.core.LeaseCore;
import io.systole.splitbrain.lease.core.LeaseEffect;
import io.systole.splitbrain.lease.core.LeaseEvent;
import io.systole.splitbrain.lease.core.LeaseState;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.coordination.lease.javadsl.Lease;
import org.apache.pekko.coordination.lease.javadsl.LeaseProvider;
import org.jspecify.annotations.Nullable;

/**
 * The shell around {@link LeaseCore}: asks a lease of Pekko's Lease API, tells the downing provider what it said as an
 * arbiter's word, and the members of this side. Has the same path on every node. Its end ends the node: its last word would
 * count for ever.
 */
final class LeaseActor extends AbstractBehavior<LeaseCommand> {
    static final String NAME = "lease";

    private static final int SCHEMA = 1;
    private static final Duration TICK = Duration.ofMillis(200);

    private record ViewChanged(MembershipView view) implements LeaseCommand {}

    private record Answered(@Nullable Boolean has, @Nullable Throwable failure) implements LeaseCommand {}

    private enum Lost implements LeaseCommand {
        NOW
    }

    private enum Tick implements LeaseCommand {
        NOW
    }

    static Behavior<LeaseCommand> create(NodeSettings settings, LeaseRules rules) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new LeaseActor(context, timers, settings, rules)));
    }

    private final NodeSettings settings;
    private final SplitBrain splitBrain;
    private final Lease lease;
    private final LeaseEffect.Port effects = new Effects();
    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();
    private LeaseState state;

    private LeaseActor(
            ActorContext<LeaseCommand> context,
            TimerScheduler<LeaseCommand> timers,
            NodeSettings settings,
            LeaseRules rules) {
        super(context);
        context.setLoggerName(LeaseActor.class);
        this.settings = settings;
        this.splitBrain = SplitBrain.get(context.getSystem());
        this.lease = open(context, settings, rules);
        this.state = LeaseState.started(rules, now());
        splitBrain.subscribe(context.messageAdapter(MembershipView.class, ViewChanged::new));
        timers.startTimerWithFixedDelay(Tick.NOW, TICK);
    }

    /** Of one owner for each run of a node: what an earlier run had, this one does not have. */
    private static Lease open(ActorContext<?> context, NodeSettings settings, LeaseRules rules) {
        long run = Cluster.get(context.getSystem()).selfMember().uniqueAddress().longUid();
        try {
            return LeaseProvider.get(context.getSystem())
                    .getLease(
                            settings.clusterName() + "-systole-sbr",
                            rules.implementation(),
                            settings.self() + "-" + Long.toHexString(run));
        } catch (RuntimeException unusable) {
            throw new IllegalStateException(
                    "quorum.lease-majority.lease-implementation = " + rules.implementation()
                            + ": must be the path of a lease that Pekko's Lease API can make, with its lease-class on the"
                            + " class path: " + unusable,
                    unusable);
        }
    }

    @Override
    public Receive<LeaseCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(LeaseWord.class, this::onWord)
                .onMessage(ViewChanged.class, this::onViewChanged)
                .onMessage(Answered.class, this::onAnswered)
                .onMessage(Lost.class, lost -> apply(new LeaseEvent.Failed(now())))
                .onMessage(Tick.class, tick -> apply(new LeaseEvent.TimePassed(now())))
                .build();
    }

    private Behavior<LeaseCommand> onWord(LeaseWord word) {
        var runs = new TreeMap<NodeName, Long>();
        word.side().forEach(run -> runs.put(new NodeName(run.node()), run.incarnation()));
        return apply(new LeaseEvent.Told(new Ring(runs), word.has(), now()));
    }

    private Behavior<LeaseCommand> onViewChanged(ViewChanged message) {
        return apply(
                new LeaseEvent.SideSeen(message.view().lease(), message.view().selfLeads(), now()));
    }

    private Behavior<LeaseCommand> onAnswered(Answered answer) {
        if (answer.has() != null) {
            return apply(new LeaseEvent.Answered(answer.has(), now()));
        }
        getContext()
                .getLog()
                .atWarn()
                .addKeyValue("why", answer.failure())
                .log("the lease that decides who goes on could not be asked for");
        return apply(new LeaseEvent.Failed(now()));
    }

    private Behavior<LeaseCommand> apply(LeaseEvent event) {
        var step = LeaseCore.step(state, event);
        state = step.state();
        step.effects().forEach(effect -> effect.runOn(effects));
        return this;
    }

    /** Steady: a clock that is set neither ends a wait nor makes it longer. */
    private Instant now() {
        return startedAt.plusNanos(System.nanoTime() - startedNanos);
    }

    /** Runs the core's effects. */
    private final class Effects implements LeaseEffect.Port {
        @Override
        public void acquire() {
            ActorRef<LeaseCommand> self = getContext().getSelf();
            getContext().pipeToSelf(lease.acquire(why -> self.tell(Lost.NOW)), Answered::new);
        }

        @Override
        public void release() {
            getContext().getLog().info("the lease is given back: no member is missed any more");
            lease.release();
        }

        @Override
        public void vote(ArbiterVote vote) {
            getContext()
                    .getLog()
                    .atInfo()
                    .addKeyValue("has", vote.answer() == ArbiterVote.Answer.ACK)
                    .addKeyValue("side", vote.ring().runs().keySet())
                    .log("whether this side has the lease");
            splitBrain.arbiter(vote);
        }

        @Override
        public void tellSide(Ring ring, boolean has) {
            var runs = ring.runs().entrySet().stream()
                    .map(entry -> new LeaseWord.Run(entry.getKey().value(), entry.getValue()))
                    .toList();
            var word = new LeaseWord(SCHEMA, settings.self().value(), runs, has);
            ring.runs().keySet().stream()
                    .filter(name -> !name.equals(settings.self()))
                    .forEach(name -> leaseOf(name).tell(word));
        }

        private ActorRef<LeaseCommand> leaseOf(NodeName name) {
            NodeAddress place = settings.address(name);
            Address own = Cluster.get(getContext().getSystem()).selfMember().address();
            Address there = new Address(own.protocol(), own.system(), place.host(), place.port());
            return ActorRefResolver.get(getContext().getSystem()).resolveActorRef(there + "/user/" + NAME);
        }
    }
}
