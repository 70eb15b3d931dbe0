package io.systole.actors.policy;

import io.systole.actors.cib.Asker;
import io.systole.actors.cib.Author;
import io.systole.actors.cib.ChangeResult;
import io.systole.actors.cib.CibChanged;
import io.systole.actors.cib.CibProtocol;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.resource.NodeClock;
import io.systole.cib.Configuration;
import io.systole.cib.edit.CibEdit;
import io.systole.cib.edit.Moves;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Takes the constraints of moves and bans away when their end has come, on the DC. They do not count from then on whether it
 * gets to that or not; what is left over would only be in the way of who reads the configuration.
 */
public final class ExpiredMoves extends AbstractBehavior<ExpiredMoves.Command> {
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    /** What it hears. */
    public sealed interface Command {}

    private record CibHeard(CibChanged changed) implements Command {}

    private enum Due implements Command {
        INSTANCE
    }

    static Behavior<Command> create(ActorRef<CibCommand> cib, NodeClock clock) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new ExpiredMoves(context, timers, cib, clock)));
    }

    private final TimerScheduler<Command> timers;
    private final ActorRef<CibCommand> cib;
    private final NodeClock clock;
    private @Nullable Configuration state;

    private ExpiredMoves(
            ActorContext<Command> context, TimerScheduler<Command> timers, ActorRef<CibCommand> cib, NodeClock clock) {
        super(context);
        context.setLoggerName(ExpiredMoves.class);
        this.timers = timers;
        this.cib = cib;
        this.clock = clock;
        cib.tell(new CibProtocol.Subscribe(context.messageAdapter(CibChanged.class, CibHeard::new)));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(CibHeard.class, this::onCib)
                .onMessage(Due.class, this::onDue)
                .build();
    }

    private Behavior<Command> onCib(CibHeard heard) {
        Configuration configuration = heard.changed().cib().configuration();
        if (!configuration.equals(state)) {
            state = configuration;
            wake(configuration, Duration.ZERO);
        }
        return this;
    }

    private Behavior<Command> onDue(Due due) {
        Configuration configuration = state;
        if (configuration == null) {
            return this;
        }
        Instant now = clock.now();
        if (!Moves.expired(configuration, null, now).isEmpty()) {
            ActorRef<ChangeResult> nobody = getContext().getSystem().ignoreRef();
            var asker = new Asker(new Author("systole", "lifetimes"), null, "the lifetime of a move or ban is over");
            cib.tell(new CibProtocol.ModifyConfiguration(new CibEdit.ClearExpired(null, now), asker, nobody));
        }
        wake(configuration, AGAIN);
        return this;
    }

    /** Waits for the next end, but no shorter than that; a change that was refused is tried again. */
    private void wake(Configuration configuration, Duration atLeast) {
        Optional<Instant> end = Moves.nextEnd(configuration, clock.now());
        if (end.isEmpty()) {
            timers.cancel(Due.INSTANCE);
            return;
        }
        Duration in = Duration.between(clock.now(), end.get());
        Duration least = in.compareTo(atLeast) < 0 ? atLeast : in;
        timers.startSingleTimer(Due.INSTANCE, Due.INSTANCE, least.compareTo(LONGEST) < 0 ? least : LONGEST);
    }
}
