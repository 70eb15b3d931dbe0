package io.systole.runtime.events;

import io.systole.actors.cib.CibChanged;
import io.systole.actors.cib.CibProtocol;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.fencer.FencingNews;
import io.systole.actors.policy.TransitionTeller;
import io.systole.splitbrain.SplitBrain;
import io.systole.splitbrain.core.MembershipView;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.QueueOfferResult;
import org.jspecify.annotations.Nullable;

/**
 * Hears what happens and hands it to the listeners, each by a buffer of its own. A listener whose buffer is full is let go: it
 * comes back with the id of what it had last, and nothing here ever waits for it. Many changes of the state in a moment are
 * one.
 */
public final class EventActor extends AbstractBehavior<EventActor.Command> {
    /** How many may listen to one node. */
    public static final int LISTENERS_MAX = 200;

    /** Also without a change the state is looked at again: time alone makes a failure expire, or a certificate end. */
    public static final Duration LOOK_AGAIN = Duration.ofSeconds(15);

    /** Changes of the state within this time are one. */
    static final Duration SETTLING = Duration.ofMillis(100);

    /** A Fencer that joins is told of old fencings, which are no news. */
    private static final Duration FENCING_IS_NEWS = Duration.ofMinutes(1);

    private static final String SETTLE = "settle";

    /** What it is asked for and hears. */
    public sealed interface Command {}

    /**
     * From now on a listener is told of everything, beginning with what it missed.
     *
     * @param after the id of what it heard last; null for one that is new
     * @param replyTo told whether there was room for it
     */
    public record Listen(
            BoundedSourceQueue<Numbered> listener, @Nullable String after, ActorRef<Boolean> replyTo)
            implements Command {}

    /** The node ends: all listeners are let go, and no more are taken. */
    public enum Close implements Command {
        INSTANCE
    }

    private record StateHeard() implements Command {}

    private record TransitionHeard(TransitionTeller.Heard heard) implements Command {}

    private record FencingHeard(FencingNews news) implements Command {}

    private enum Settle implements Command {
        INSTANCE
    }

    private enum LookAgain implements Command {
        INSTANCE
    }

    /**
     * To be spawned once on every node.
     *
     * @param run names this run of the node, unlike any other
     */
    public static Behavior<Command> create(ActorRef<CibCommand> cib, String run) {
        return Behaviors.supervise(Behaviors.<Command>setup(
                        context -> Behaviors.withTimers(timers -> new EventActor(context, timers, cib, run))))
                .onFailure(SupervisorStrategy.restart());
    }

    private final TimerScheduler<Command> timers;
    private final Set<BoundedSourceQueue<Numbered>> listeners = Collections.newSetFromMap(new IdentityHashMap<>());
    private Remembered state;

    private EventActor(
            ActorContext<Command> context, TimerScheduler<Command> timers, ActorRef<CibCommand> cib, String run) {
        super(context);
        context.setLoggerName(EventActor.class);
        this.timers = timers;
        // After a restart of this actor numbers begin anew, so ids must be others.
        state = Remembered.nothing(run + Long.toString(System.nanoTime() & 0xfffffff, 36));
        cib.tell(new CibProtocol.Subscribe(context.messageAdapter(CibChanged.class, changed -> new StateHeard())));
        SplitBrain.get(context.getSystem())
                .subscribe(context.messageAdapter(MembershipView.class, view -> new StateHeard()));
        var events = context.getSystem().eventStream();
        events.tell(new EventStream.Subscribe<>(
                TransitionTeller.Heard.class,
                context.messageAdapter(TransitionTeller.Heard.class, TransitionHeard::new)));
        events.tell(new EventStream.Subscribe<>(
                FencingNews.class, context.messageAdapter(FencingNews.class, FencingHeard::new)));
        timers.startTimerWithFixedDelay(LookAgain.INSTANCE, LOOK_AGAIN);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Listen.class, this::onListen)
                .onMessage(Close.class, this::onClose)
                .onMessage(StateHeard.class, heard -> stateMoved())
                .onMessage(TransitionHeard.class, this::onTransition)
                .onMessage(FencingHeard.class, this::onFencing)
                .onMessage(Settle.class, settle -> tell(Happening.StateChanged.INSTANCE))
                .onMessage(LookAgain.class, look -> stateMoved())
                .onSignal(PostStop.class, stopped -> letAllGo())
                .build();
    }

    private Behavior<Command> onListen(Listen message) {
        listeners.removeIf(BoundedSourceQueue::isCompleted);
        boolean room = listeners.size() < LISTENERS_MAX;
        if (room) {
            listeners.add(message.listener());
            state.first(message.after()).forEach(numbered -> offer(message.listener(), numbered));
        } else {
            message.listener().complete();
        }
        message.replyTo().tell(room);
        return this;
    }

    private Behavior<Command> onClose(Close message) {
        letAllGo();
        return Behaviors.stopped();
    }

    private Behavior<Command> onTransition(TransitionHeard message) {
        tell(new Happening.TransitionMoved(message.heard().news()));
        return stateMoved();
    }

    private Behavior<Command> onFencing(FencingHeard message) {
        if (message.news().at().isAfter(Instant.now().minus(FENCING_IS_NEWS))) {
            tell(new Happening.FencingMoved(message.news()));
        }
        return stateMoved();
    }

    private Behavior<Command> stateMoved() {
        if (!timers.isTimerActive(SETTLE)) {
            timers.startSingleTimer(SETTLE, Settle.INSTANCE, SETTLING);
        }
        return this;
    }

    private Behavior<Command> tell(Happening happening) {
        state = state.with(happening);
        var numbered = state.newest(happening);
        listeners.removeIf(listener -> !offer(listener, numbered));
        return this;
    }

    private static boolean offer(BoundedSourceQueue<Numbered> listener, Numbered numbered) {
        if (listener.isCompleted()) {
            return false;
        }
        QueueOfferResult result = listener.offer(numbered);
        if (result.isEnqueued()) {
            return true;
        }
        if (result.equals(QueueOfferResult.dropped())) {
            listener.complete();
        }
        return false;
    }

    private Behavior<Command> letAllGo() {
        listeners.forEach(listener -> {
            if (!listener.isCompleted()) {
                listener.complete();
            }
        });
        listeners.clear();
        return this;
    }
}
