package io.systole.splitbrain.arbiter;

import io.systole.cib.NodeName;
import io.systole.event.EventCode;
import io.systole.splitbrain.arbiter.core.ArbiterCore;
import io.systole.splitbrain.arbiter.core.ArbiterEffect;
import io.systole.splitbrain.arbiter.core.ArbiterEvent;
import io.systole.splitbrain.arbiter.core.ArbiterNews;
import io.systole.splitbrain.arbiter.core.ArbiterSettings;
import io.systole.splitbrain.arbiter.core.ArbiterState;
import io.systole.splitbrain.arbiter.core.ArbiterStatus;
import io.systole.splitbrain.arbiter.core.QnetdMessage;
import io.systole.splitbrain.core.ArbiterVote;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.Ring;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/** The shell around {@link ArbiterCore}: holds the connection, and hands words of membership there and of the arbiter back. */
public final class ArbiterActor extends AbstractBehavior<ArbiterActor.Command> {
    public static final String NAME = "arbiter";

    private static final Duration TICK = Duration.ofMillis(100);

    /** What the arbiter's actor is told. */
    public sealed interface Command {}

    /** This node is in no cluster, and would found one with these (itself among them) and the arbiter's vote; or no more. */
    public record WantFounding(SortedSet<NodeName> heard) implements Command {
        public WantFounding {
            heard = Collections.unmodifiableSortedSet(new TreeSet<>(heard));
        }
    }

    /** What there is to be shown? */
    public record GetStatus(ActorRef<ArbiterStatus> replyTo) implements Command {}

    private record ViewChanged(MembershipView view) implements Command {}

    /** Of a line; of one that was given up nothing counts any more. */
    private record FromLine(long line, Function<Instant, ArbiterEvent> event) implements Command {}

    private record Checked(HeuristicsPort.Result result) implements Command {}

    private enum Tick implements Command {
        NOW
    }

    /**
     * Whom the actor hears and tells.
     *
     * @param subscribe has the actor told of every view of the membership
     * @param vote takes the arbiter's word
     */
    public record Ports(
            Consumer<ActorRef<MembershipView>> subscribe, Consumer<ArbiterVote> vote, HeuristicsPort heuristics) {}

    /** What changes: the core's state, and the line with its number. */
    private record Memory(ArbiterState core, @Nullable ArbiterLine line, long lines) {}

    public static Behavior<Command> create(ArbiterSettings settings, ArbiterAddress address, Ports ports) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new ArbiterActor(context, timers, settings, address, ports)));
    }

    private final ArbiterAddress address;
    private final Ports ports;
    private final ArbiterEffect.Port effects = new Effects();
    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();
    private Memory state;

    private ArbiterActor(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            ArbiterSettings settings,
            ArbiterAddress address,
            Ports ports) {
        super(context);
        context.setLoggerName(ArbiterActor.class);
        this.address = address;
        this.ports = ports;
        this.state = new Memory(ArbiterState.start(settings, now()), null, 0);
        ports.subscribe().accept(context.messageAdapter(MembershipView.class, ViewChanged::new));
        timers.startTimerWithFixedDelay(Tick.NOW, TICK);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(WantFounding.class, this::onWantFounding)
                .onMessage(GetStatus.class, this::onGetStatus)
                .onMessage(ViewChanged.class, this::onViewChanged)
                .onMessage(FromLine.class, this::onFromLine)
                .onMessage(Checked.class, this::onChecked)
                .onMessage(Tick.class, this::onTick)
                .onSignal(PostStop.class, this::onPostStop)
                .build();
    }

    private Behavior<Command> onWantFounding(WantFounding wish) {
        return apply(new ArbiterEvent.FoundingWanted(wish.heard(), now()));
    }

    private Behavior<Command> onGetStatus(GetStatus question) {
        question.replyTo().tell(state.core().status());
        return this;
    }

    private Behavior<Command> onViewChanged(ViewChanged message) {
        MembershipView view = message.view();
        ArbiterVote taken = view.quorum().facts().arbiter();
        return apply(new ArbiterEvent.SideSeen(Ring.of(view), view.quorate(), taken, now()));
    }

    private Behavior<Command> onFromLine(FromLine message) {
        boolean current = message.line() == state.lines() && state.line() != null;
        return current ? apply(message.event().apply(now())) : this;
    }

    private Behavior<Command> onChecked(Checked message) {
        HeuristicsPort.Result result = message.result();
        return apply(new ArbiterEvent.HeuristicsEnded(result.passed(), result.detail(), now()));
    }

    private Behavior<Command> onTick(Tick tick) {
        return apply(new ArbiterEvent.TimePassed(now()));
    }

    private Behavior<Command> onPostStop(PostStop signal) {
        if (state.line() != null) state.line().close();
        return this;
    }

    private Behavior<Command> apply(ArbiterEvent event) {
        var step = ArbiterCore.step(state.core(), event);
        state = new Memory(step.state(), state.line(), state.lines());
        step.effects().forEach(effect -> effect.runOn(effects));
        if (state.line() != null) state.line().flush();
        return this;
    }

    /** Steady: a clock that is set neither ends a wait nor makes it longer. */
    private Instant now() {
        return startedAt.plusNanos(System.nanoTime() - startedNanos);
    }

    /** Runs the core's effects. */
    private final class Effects implements ArbiterEffect.Port {
        @Override
        public void connect() {
            long number = state.lines() + 1;
            ActorRef<Command> self = getContext().getSelf();
            var line = ArbiterLine.open(address, state.core().settings().cluster(), new ArbiterLine.Listener() {
                @Override
                public void opened(boolean tls) {
                    self.tell(new FromLine(number, at -> new ArbiterEvent.LineOpened(tls, at)));
                }

                @Override
                public void heard(QnetdMessage.FromDaemon message) {
                    self.tell(new FromLine(number, at -> new ArbiterEvent.MessageHeard(message, at)));
                }

                @Override
                public void closed(String why, boolean certificate) {
                    self.tell(new FromLine(number, at -> new ArbiterEvent.LineClosed(why, certificate, at)));
                }
            });
            state = new Memory(state.core(), line, number);
        }

        @Override
        public void hangUp() {
            if (state.line() != null) state.line().close();
            state = new Memory(state.core(), null, state.lines());
        }

        @Override
        public void send(QnetdMessage.FromNode message) {
            if (state.line() != null) state.line().send(message);
        }

        @Override
        public void runHeuristics() {
            getContext()
                    .pipeToSelf(
                            ports.heuristics().run(),
                            (result, failure) -> new Checked(
                                    result != null
                                            ? result
                                            : new HeuristicsPort.Result(false, String.valueOf(failure))));
        }

        @Override
        public void tellVote(ArbiterVote vote) {
            ports.vote().accept(vote);
        }

        @Override
        public void report(ArbiterNews news, String detail) {
            var log = getContext().getLog();
            switch (news) {
                case CONNECTED ->
                    log.atInfo()
                            .addKeyValue("code", EventCode.ARBITER_CONNECTED)
                            .addKeyValue("arbiter", address)
                            .addKeyValue("detail", detail)
                            .log("connected to the arbiter");
                case LOST ->
                    log.atWarn()
                            .addKeyValue("code", EventCode.ARBITER_LOST)
                            .addKeyValue("arbiter", address)
                            .addKeyValue("why", detail)
                            .log("no connection to the arbiter");
                case CERTIFICATE_REFUSED ->
                    log.atWarn()
                            .addKeyValue("code", EventCode.ARBITER_CERTIFICATE)
                            .addKeyValue("arbiter", address)
                            .addKeyValue("why", detail)
                            .log("no secure connection to the arbiter");
                case VOTE_GIVEN ->
                    log.atInfo()
                            .addKeyValue("code", EventCode.ARBITER_VOTE_GIVEN)
                            .addKeyValue("side", detail)
                            .log("the arbiter gives this side its vote");
                case VOTE_REFUSED ->
                    log.atWarn()
                            .addKeyValue("code", EventCode.ARBITER_VOTE_REFUSED)
                            .addKeyValue("side", detail)
                            .log("the arbiter does not give this side its vote");
                case HEURISTICS_FAILED ->
                    log.atWarn()
                            .addKeyValue("code", EventCode.HEURISTICS_FAILED)
                            .addKeyValue("why", detail)
                            .log("heuristics failed on this node");
                case HEURISTICS_PASSED ->
                    log.atInfo()
                            .addKeyValue("code", EventCode.HEURISTICS_PASSED)
                            .log("heuristics pass on this node again");
            }
        }
    }
}
