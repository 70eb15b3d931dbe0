package io.systole.actors.node;

import io.systole.actors.cib.Asker;
import io.systole.actors.cib.Author;
import io.systole.actors.cib.ChangeResult;
import io.systole.actors.cib.CibChanged;
import io.systole.actors.cib.CibProtocol;
import io.systole.actors.cib.StatusChange;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.node.core.WatchedMembership;
import io.systole.cib.Cib;
import io.systole.cib.edit.CibEdit;
import io.systole.splitbrain.SplitBrain;
import io.systole.splitbrain.core.MembershipView;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Tells the node's watch again and again what membership says, so that a membership that hangs is noticed; and tells the
 * cluster that this node has a watchdog, by an attribute and, where fencing by watchdog is wished for, by have-watchdog.
 */
final class SelfWatchActor extends AbstractBehavior<SelfWatchActor.Command> {
    static final String NAME = "self-watch";

    /** What it hears. */
    sealed interface Command {}

    private record ViewChanged(MembershipView view) implements Command {}

    private record ConfigurationChanged(Cib cib) implements Command {}

    private record OptionSet(ChangeResult result) implements Command {}

    private enum Look implements Command {
        NOW
    }

    /** What it knows; {@code asked}: have-watchdog is just being set. */
    private record Memory(
            @Nullable MembershipView view, @Nullable Cib cib, boolean asked) {}

    static Behavior<Command> create(SelfWatch watch, Duration every, ActorRef<CibCommand> cib) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new SelfWatchActor(context, timers, watch, every, cib)));
    }

    private final SelfWatch watch;
    private final ActorRef<CibCommand> cib;
    private Memory state = new Memory(null, null, false);

    private SelfWatchActor(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            SelfWatch watch,
            Duration every,
            ActorRef<CibCommand> cib) {
        super(context);
        context.setLoggerName(SelfWatchActor.class);
        this.watch = watch;
        this.cib = cib;
        SplitBrain.get(context.getSystem()).subscribe(context.messageAdapter(MembershipView.class, ViewChanged::new));
        cib.tell(new CibProtocol.Subscribe(
                context.messageAdapter(CibChanged.class, change -> new ConfigurationChanged(change.cib()))));
        timers.startTimerWithFixedDelay(Look.NOW, every);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(ViewChanged.class, this::onView)
                .onMessage(ConfigurationChanged.class, this::onConfiguration)
                .onMessage(OptionSet.class, this::onOptionSet)
                .onMessage(Look.class, this::onLook)
                .build();
    }

    private Behavior<Command> onView(ViewChanged message) {
        state = new Memory(message.view(), state.cib(), state.asked());
        announce();
        return onLook(Look.NOW);
    }

    private Behavior<Command> onConfiguration(ConfigurationChanged message) {
        state = new Memory(state.view(), message.cib(), state.asked());
        announce();
        return this;
    }

    /** It is tried again with the next change, should it have failed. */
    private Behavior<Command> onOptionSet(OptionSet message) {
        state = new Memory(state.view(), state.cib(), false);
        return this;
    }

    private Behavior<Command> onLook(Look due) {
        MembershipView view = state.view();
        if (view != null) {
            watch.heard(WatchedMembership.sight(view));
        }
        return this;
    }

    private void announce() {
        MembershipView view = state.view();
        Cib known = state.cib();
        Duration watchdog = watch.watchdog().orElse(null);
        if (view == null || known == null || watchdog == null || !view.mayAct()) return;
        String timeout = Long.toString(watchdog.toMillis());
        if (!WatchedMembership.attribute(known, view.self()).equals(timeout)) {
            cib.tell(new CibProtocol.RecordStatus(
                    List.of(new StatusChange.PutAttribute(WatchedMembership.ATTRIBUTE, timeout))));
        }
        if (view.selfLeads() && view.quorate() && !state.asked() && WatchedMembership.lacksHaveWatchdog(known)) {
            state = new Memory(view, known, true);
            cib.tell(new CibProtocol.ModifyConfiguration(
                    new CibEdit.SetOption("have-watchdog", "true"),
                    Asker.of(new Author("systole", "watchdog")),
                    getContext().messageAdapter(ChangeResult.class, OptionSet::new)));
        }
    }
}
