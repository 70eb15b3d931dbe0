package io.systole.splitbrain;

import io.systole.cib.NodeName;
import io.systole.event.EventCode;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.Phase;
import io.systole.splitbrain.core.Refusal;
import io.systole.splitbrain.core.Step;
import io.systole.splitbrain.core.SurvivorCore;
import io.systole.splitbrain.core.SurvivorEffect;
import io.systole.splitbrain.core.SurvivorEvent;
import io.systole.splitbrain.core.SurvivorSettings;
import io.systole.splitbrain.core.SurvivorState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.StashBuffer;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.remote.artery.ThisActorSystemQuarantinedEvent;
import org.jspecify.annotations.Nullable;

/**
 * The shell around {@link SurvivorCore}: hears the gossip, measures its own pauses, asks for fencing, downs, and publishes
 * the view. It shares the cluster's dispatcher, so nothing here may wait.
 */
final class SplitBrainActor extends AbstractBehavior<SplitBrainActor.Command> {
    /** How often time is looked at: the resolution of measured pauses, and of all waits but the first look at a loss. */
    private static final Duration TICK = Duration.ofMillis(50);

    sealed interface Command {}

    record Configure(NodeName self, List<MemberPlace> places, SurvivorSettings settings) implements Command {}

    record ChangeSettings(SurvivorSettings settings) implements Command {}

    record OpenPort(FencingPort port) implements Command {}

    record Confirm(NodeName node, long incarnation) implements Command {}

    record Inherit(boolean seenAll, boolean settled) implements Command {}

    enum InStep implements Command {
        NOW
    }

    record Support(SortedSet<NodeName> supporters) implements Command {}

    record Refused(SortedSet<Refusal> refusals) implements Command {}

    /** Something that the core is to know, at the time at which it is heard. */
    record Told(Function<Instant, SurvivorEvent> event) implements Command {}

    record Subscribe(ActorRef<MembershipView> subscriber) implements Command {}

    private record Gossiped(ClusterEvent.ClusterDomainEvent event) implements Command {}

    private record Quarantine(String by) implements Command {}

    private record FencingAnswered(NodeName node, long incarnation, FencingOutcome outcome) implements Command {}

    private enum Tick implements Command {
        NOW
    }

    /** The moment has come at which the core wanted to look again. */
    private enum Due implements Command {
        NOW
    }

    /** What changes: the core's state, who is told, what they were told last, and when time was last looked at. */
    private record Memory(
            SurvivorState core,
            @Nullable FencingPort port,
            List<ActorRef<MembershipView>> subscribers,
            @Nullable MembershipView told,
            long tickedAtNanos) {}

    static Behavior<Command> create() {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> Behaviors.withStash(1000, stash -> {
            SplitBrain.get(context.getSystem()).attach(context.getSelf());
            return unconfigured(context, timers, stash);
        })));
    }

    private static Behavior<Command> unconfigured(
            ActorContext<Command> context, TimerScheduler<Command> timers, StashBuffer<Command> stash) {
        return Behaviors.receive(Command.class)
                .onMessage(Configure.class, command -> stash.unstashAll(new SplitBrainActor(context, timers, command)))
                .onAnyMessage(command -> {
                    stash.stash(command);
                    return Behaviors.same();
                })
                .build();
    }

    private final Cluster cluster;
    private final GossipTranslation translation;
    private final TimerScheduler<Command> timers;
    private final SurvivorEffect.Port effects = new Effects();
    private Memory state;

    private SplitBrainActor(ActorContext<Command> context, TimerScheduler<Command> timers, Configure command) {
        super(context);
        context.setLoggerName(SplitBrainActor.class);
        this.timers = timers;
        cluster = Cluster.get(Adapter.toClassic(context.getSystem()));
        translation = new GossipTranslation(command.places());
        SurvivorState core = SurvivorState.started(command.self(), command.settings(), Instant.now());
        state = new Memory(core, null, List.of(), null, System.nanoTime());
        ActorRef<ClusterEvent.ClusterDomainEvent> gossip =
                context.messageAdapter(ClusterEvent.ClusterDomainEvent.class, Gossiped::new);
        cluster.subscribe(
                Adapter.toClassic(gossip),
                ClusterEvent.initialStateAsEvents(),
                ClusterEvent.MemberEvent.class,
                ClusterEvent.ReachabilityChanged.class);
        ActorRef<ThisActorSystemQuarantinedEvent> quarantine = context.messageAdapter(
                ThisActorSystemQuarantinedEvent.class, event -> new Quarantine(translation.run(event.remoteAddress())));
        context.getSystem()
                .eventStream()
                .tell(new EventStream.Subscribe<>(ThisActorSystemQuarantinedEvent.class, quarantine));
        timers.startTimerWithFixedDelay(Tick.NOW, TICK);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Configure.class, this::onConfigure)
                .onMessage(ChangeSettings.class, this::onChangeSettings)
                .onMessage(OpenPort.class, this::onOpenPort)
                .onMessage(Confirm.class, this::onConfirm)
                .onMessage(Inherit.class, this::onInherit)
                .onMessage(InStep.class, this::onInStep)
                .onMessage(Support.class, this::onSupport)
                .onMessage(Refused.class, this::onRefused)
                .onMessage(Told.class, told -> apply(told.event().apply(Instant.now())))
                .onMessage(Subscribe.class, this::onSubscribe)
                .onMessage(Gossiped.class, this::onGossiped)
                .onMessage(Quarantine.class, this::onQuarantine)
                .onMessage(FencingAnswered.class, this::onFencingAnswered)
                .onMessage(Tick.class, this::onTick)
                .onMessage(Due.class, due -> lookAtTheClock())
                .onSignal(PostStop.class, this::onPostStop)
                .build();
    }

    private Behavior<Command> onConfigure(Configure command) {
        throw new IllegalStateException("configured twice, the second time as " + command.self());
    }

    private Behavior<Command> onChangeSettings(ChangeSettings command) {
        return apply(new SurvivorEvent.SettingsChanged(command.settings(), Instant.now()));
    }

    private Behavior<Command> onOpenPort(OpenPort command) {
        state = new Memory(state.core(), command.port(), state.subscribers(), state.told(), state.tickedAtNanos());
        return apply(new SurvivorEvent.FencingPortOpened(Instant.now()));
    }

    private Behavior<Command> onConfirm(Confirm command) {
        return apply(new SurvivorEvent.FencingConfirmed(command.node(), command.incarnation(), Instant.now()));
    }

    private Behavior<Command> onInherit(Inherit command) {
        return apply(new SurvivorEvent.JoinedRunningCluster(command.seenAll(), command.settled(), Instant.now()));
    }

    private Behavior<Command> onInStep(InStep command) {
        return apply(new SurvivorEvent.Synchronised(Instant.now()));
    }

    private Behavior<Command> onSupport(Support command) {
        return apply(new SurvivorEvent.SupportersChanged(command.supporters(), Instant.now()));
    }

    private Behavior<Command> onRefused(Refused command) {
        lookAtTheClock();
        return apply(new SurvivorEvent.RefusalsChanged(command.refusals(), Instant.now()));
    }

    /** A subscriber that asks anew after a pause must not be told the view from before it. */
    private Behavior<Command> onSubscribe(Subscribe command) {
        lookAtTheClock();
        List<ActorRef<MembershipView>> subscribers = state.subscribers();
        if (!subscribers.contains(command.subscriber())) {
            subscribers = Stream.concat(subscribers.stream(), Stream.of(command.subscriber()))
                    .toList();
        }
        state = new Memory(state.core(), state.port(), subscribers, state.told(), state.tickedAtNanos());
        command.subscriber().tell(SurvivorCore.view(state.core()));
        return this;
    }

    private Behavior<Command> onGossiped(Gossiped command) {
        Instant now = Instant.now();
        if (command.event() instanceof ClusterEvent.ReachabilityChanged changed) {
            return apply(new SurvivorEvent.ReachabilityChanged(translation.cuts(changed.reachability()), now));
        }
        if (command.event() instanceof ClusterEvent.MemberRemoved removed) {
            boolean cleanly = removed.previousStatus().equals(MemberStatus.exiting());
            return translation
                    .name(removed.member().address())
                    .map(name -> apply(new SurvivorEvent.MemberRemoved(name, uid(removed.member()), cleanly, now)))
                    .orElse(this);
        }
        Member member = ((ClusterEvent.MemberEvent) command.event()).member();
        Phase phase = GossipTranslation.phase(member.status());
        return translation
                .name(member.address())
                .map(name -> apply(new SurvivorEvent.MemberSeen(name, uid(member), phase, member.upNumber(), now)))
                .orElseGet(() -> refuseStranger(member));
    }

    private Behavior<Command> refuseStranger(Member member) {
        getContext()
                .getLog()
                .atError()
                .addKeyValue("address", member.address())
                .log("a node that is not in the node list joined the cluster; it gets no vote and no work");
        return this;
    }

    /** A sick peer says it with every message that it gets; the log has it when it matters. */
    private Behavior<Command> onQuarantine(Quarantine command) {
        boolean calm = !SurvivorCore.view(state.core()).asleep();
        apply(new SurvivorEvent.Quarantined(command.by(), Instant.now()));
        if (calm && SurvivorCore.view(state.core()).asleep()) {
            getContext()
                    .getLog()
                    .atWarn()
                    .addKeyValue("code", EventCode.NODE_DOUBTED)
                    .addKeyValue("by", command.by())
                    .log("a member holds this node for dead; it acts on nothing until enough others say otherwise");
        }
        return this;
    }

    private Behavior<Command> onFencingAnswered(FencingAnswered answer) {
        Instant now = Instant.now();
        if (answer.outcome().confirmed()) {
            return apply(new SurvivorEvent.FencingConfirmed(answer.node(), answer.incarnation(), now));
        }
        getContext()
                .getLog()
                .atError()
                .addKeyValue("target", answer.node())
                .addKeyValue("why", answer.outcome().detail())
                .log("fencing of a lost node failed; it stays in the membership and nothing of it is taken over");
        String why = answer.outcome().detail();
        return apply(new SurvivorEvent.FencingFailed(answer.node(), answer.incarnation(), why, now));
    }

    private Behavior<Command> onTick(Tick tick) {
        return lookAtTheClock();
    }

    /** A gap since the last look that is longer than others wait for this node means that it was paused. */
    private Behavior<Command> lookAtTheClock() {
        long nowNanos = System.nanoTime();
        Duration gap = Duration.ofNanos(nowNanos - state.tickedAtNanos());
        state = new Memory(state.core(), state.port(), state.subscribers(), state.told(), nowNanos);
        if (gap.compareTo(state.core().settings().times().detection()) > 0) {
            getContext()
                    .getLog()
                    .atWarn()
                    .addKeyValue("code", EventCode.NODE_PAUSED)
                    .addKeyValue("paused", gap)
                    .log("this node did not run for longer than others wait for it; it acts on nothing for now");
            return apply(new SurvivorEvent.Slept(gap, Instant.now()));
        }
        return apply(new SurvivorEvent.TimePassed(Instant.now()));
    }

    private Behavior<Command> onPostStop(PostStop signal) {
        cluster.unsubscribe(Adapter.toClassic(getContext().getSelf()));
        return this;
    }

    private Behavior<Command> apply(SurvivorEvent event) {
        Step<SurvivorState, SurvivorEffect> step = SurvivorCore.step(state.core(), event);
        MembershipView view = SurvivorCore.view(step.state());
        boolean news = !view.equals(state.told());
        state = new Memory(step.state(), state.port(), state.subscribers(), view, state.tickedAtNanos());
        if (news) {
            state.subscribers().forEach(subscriber -> subscriber.tell(view));
        }
        step.effects().forEach(effect -> effect.runOn(effects));
        Instant next = SurvivorCore.nextLook(step.state());
        if (next != null && event.at().isBefore(next)) {
            timers.startSingleTimer(Due.NOW, Duration.between(event.at(), next));
        }
        return this;
    }

    private static long uid(Member member) {
        return member.uniqueAddress().longUid();
    }

    /** Runs the core's effects. */
    private final class Effects implements SurvivorEffect.Port {
        @Override
        public void requestFencing(NodeName node, long incarnation, boolean gone, String reason) {
            FencingPort port = Objects.requireNonNull(state.port(), "the core asks only after the port was opened");
            getContext()
                    .getLog()
                    .atWarn()
                    .addKeyValue("code", EventCode.FENCING_ASKED)
                    .addKeyValue("target", node)
                    .addKeyValue("incarnation", incarnation)
                    .addKeyValue("reason", reason)
                    .log("fencing of a lost node asked for");
            getContext()
                    .pipeToSelf(
                            port.fence(node, incarnation, gone, reason),
                            (outcome, failure) -> new FencingAnswered(node, incarnation, outcome(outcome, failure)));
        }

        private FencingOutcome outcome(@Nullable FencingOutcome outcome, @Nullable Throwable failure) {
            return outcome != null ? outcome : FencingOutcome.failedBecause("no answer of the fencer: " + failure);
        }

        @Override
        public void down(NodeName node, long incarnation, String reason) {
            for (Member member : cluster.state().getMembers()) {
                boolean meant = uid(member) == incarnation
                        && translation.name(member.address()).equals(Optional.of(node));
                if (meant && !member.status().equals(MemberStatus.down())) {
                    getContext()
                            .getLog()
                            .atWarn()
                            .addKeyValue("code", EventCode.MEMBER_DOWNED)
                            .addKeyValue("target", node)
                            .addKeyValue("incarnation", incarnation)
                            .addKeyValue("reason", reason)
                            .log("a lost node is taken out of the membership");
                    cluster.down(member.address());
                    FencedFailureDetector.markFenced(cluster, member.address());
                }
            }
        }

        /** The node's own parts see it in the view, stop what runs here or restart the host, and end the node. */
        @Override
        public void downSelf(String reason) {
            getContext()
                    .getLog()
                    .atError()
                    .addKeyValue("code", EventCode.NODE_EXPELLED)
                    .addKeyValue("reason", reason)
                    .log("this node is no member any more and ends");
        }
    }
}
