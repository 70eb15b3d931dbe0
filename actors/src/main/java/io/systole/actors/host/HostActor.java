package io.systole.actors.host;

import io.systole.actors.host.wire.AskHost;
import io.systole.actors.host.wire.AskHostPart;
import io.systole.actors.host.wire.HostCommand;
import io.systole.actors.host.wire.HostPart;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Answers what other nodes ask about this node's host, in parts that fit into messages. It guards no data, so a fault of it
 * ends no node: it begins anew.
 */
public final class HostActor extends AbstractBehavior<HostCommand> {
    /** The name of the actor, below {@code /system}. */
    public static final String NAME = "host";
    /** What one message carries at most, in bytes. */
    public static final int PART = 60_000;
    /** The longest answer, in bytes. */
    public static final int ANSWER_MAX = 64 * 1024 * 1024;
    /** So many long answers are kept for those who fetch them; an older one goes. */
    private static final int KEPT_MAX = 3;
    /** Who does not ask for the next part by then asks for no more. */
    private static final Duration KEPT_FOR = Duration.ofMinutes(2);

    private record Ran(@Nullable ByteString bytes, @Nullable Throwable failure, ActorRef<HostPart> replyTo)
            implements HostCommand {}

    private record Forget(String answer) implements HostCommand {}

    /**
     * The desk of a host.
     *
     * @param chores by their names
     */
    public static Behavior<HostCommand> create(SortedMap<String, HostChore> chores) {
        return Behaviors.supervise(Behaviors.<HostCommand>setup(context ->
                        Behaviors.withTimers(timers -> new HostActor(context, timers, new TreeMap<>(chores)))))
                .onFailure(SupervisorStrategy.restart());
    }

    /** A long answer that is fetched. */
    private record Kept(ByteString bytes, long number) {}

    private final SortedMap<String, HostChore> chores;
    private final TimerScheduler<HostCommand> timers;
    private SortedMap<String, Kept> state = Collections.emptySortedMap();

    private HostActor(
            ActorContext<HostCommand> context,
            TimerScheduler<HostCommand> timers,
            SortedMap<String, HostChore> chores) {
        super(context);
        context.setLoggerName(HostActor.class);
        this.timers = timers;
        this.chores = chores;
    }

    @Override
    public Receive<HostCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(AskHost.class, this::onAsk)
                .onMessage(Ran.class, this::onRan)
                .onMessage(AskHostPart.class, this::onAskPart)
                .onMessage(Forget.class, this::onForget)
                .build();
    }

    private Behavior<HostCommand> onAsk(AskHost ask) {
        HostChore chore = chores.get(ask.chore());
        if (chore == null) {
            ask.replyTo()
                    .tell(HostPart.failed(
                            "this node does not know what " + ask.chore() + " is: it runs another version of Systole"));
            return this;
        }
        getContext()
                .pipeToSelf(
                        chore.run(ask.words()),
                        (bytes, failure) ->
                                new Ran(bytes == null ? null : ByteString.fromArray(bytes), failure, ask.replyTo()));
        return this;
    }

    private Behavior<HostCommand> onRan(Ran ran) {
        ByteString bytes = ran.bytes();
        if (bytes == null) {
            ran.replyTo().tell(HostPart.failed(why(ran.failure())));
        } else if (bytes.size() > ANSWER_MAX) {
            ran.replyTo()
                    .tell(HostPart.failed(
                            "the answer has " + bytes.size() + " bytes, more than " + ANSWER_MAX + ": ask for less"));
        } else if (bytes.size() <= PART) {
            ran.replyTo().tell(HostPart.of("", bytes.toArray(), bytes.size()));
        } else {
            String name = UUID.randomUUID().toString();
            keep(name, bytes);
            ran.replyTo().tell(HostPart.of(name, bytes.slice(0, PART).toArray(), bytes.size()));
        }
        return this;
    }

    private static String why(@Nullable Throwable failure) {
        Throwable cause = failure == null || failure.getCause() == null ? failure : failure.getCause();
        return cause == null || cause.getMessage() == null ? String.valueOf(cause) : cause.getMessage();
    }

    private void keep(String name, ByteString bytes) {
        var kept = new TreeMap<>(state);
        long number = kept.values().stream().mapToLong(Kept::number).max().orElse(0) + 1;
        kept.put(name, new Kept(bytes, number));
        kept.values().removeIf(each -> each.number() <= number - KEPT_MAX);
        state = kept;
        timers.startSingleTimer(name, new Forget(name), KEPT_FOR);
    }

    private Behavior<HostCommand> onAskPart(AskHostPart ask) {
        Kept kept = state.get(ask.answer());
        if (kept == null) {
            ask.replyTo().tell(HostPart.failed("the answer is not kept any more: ask again"));
            return this;
        }
        ByteString bytes = kept.bytes();
        int from = (int) Math.max(0, Math.min(bytes.size(), ask.offset()));
        int to = Math.min(bytes.size(), from + PART);
        ask.replyTo().tell(HostPart.of(ask.answer(), bytes.slice(from, to).toArray(), bytes.size()));
        if (to == bytes.size()) {
            return onForget(new Forget(ask.answer()));
        }
        timers.startSingleTimer(ask.answer(), new Forget(ask.answer()), KEPT_FOR);
        return this;
    }

    private Behavior<HostCommand> onForget(Forget forget) {
        var kept = new TreeMap<>(state);
        kept.remove(forget.answer());
        state = kept;
        timers.cancel(forget.answer());
        return this;
    }
}
