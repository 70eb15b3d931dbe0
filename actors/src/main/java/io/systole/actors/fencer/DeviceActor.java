package io.systole.actors.fencer;

import io.systole.actors.resource.NodeClock;
import io.systole.cib.NodeName;
import io.systole.fencing.DeviceSettings.HostCheck;
import io.systole.fencing.FenceAction;
import io.systole.fencing.FenceAgentCall;
import io.systole.fencing.FenceAgentMetadata;
import io.systole.fencing.FenceAgentOperation;
import io.systole.fencing.FenceAgentResult;
import io.systole.fencing.FenceAgentRunner;
import io.systole.fencing.FenceDevice;
import io.systole.fencing.FenceMetadataAnswer;
import io.systole.fencing.core.HostQuestion;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/** Calls the fence devices from this node, each no more often at once than it bears. */
final class DeviceActor extends AbstractBehavior<DeviceActor.Command> {
    sealed interface Command {}

    /** Calls a device's agent, after a wait. */
    record Call(FenceAgentCall call, Duration delay, ActorRef<FenceAgentResult> replyTo) implements Command {}

    /** Finds out whether the device can fence the target. */
    record AskHosts(FenceDevice device, NodeName target, Duration timeout, ActorRef<HostsAnswer> replyTo)
            implements Command {}

    /** Whether it can; and if not, why. */
    record HostsAnswer(boolean capable, String why) {}

    /** Whether this node may fence now: a call that waited begins only if it may. */
    record MayFence(boolean may) implements Command {}

    private record DelayOver(DeviceQueue.Entry entry) implements Command {}

    private record CallEnded(
            DeviceQueue.Entry entry,
            @Nullable FenceAgentResult result,
            @Nullable Throwable failure) implements Command {}

    private record MetadataKnown(
            AskHosts question, @Nullable FenceAgentMetadata metadata) implements Command {}

    private record HostsAsked(AskHosts question, HostCheck check, FenceAgentResult result) implements Command {}

    /** What changes. */
    private record Memory(DeviceQueue queue, HostLists lists, boolean mayFence) {}

    private enum Look implements Command {
        NOW
    }

    /** Takes no node's power for a call that waited while this process was paused for longer than that; zero for never. */
    static Behavior<Command> create(FenceAgentRunner runner, NodeClock clock, Duration pauseMax) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            if (!pauseMax.isZero()) {
                timers.startTimerWithFixedDelay(Look.NOW, pauseMax.dividedBy(4));
            }
            return new DeviceActor(context, timers, runner, new PauseWatch(clock, pauseMax));
        }));
    }

    private final TimerScheduler<Command> timers;
    private final FenceAgentRunner runner;
    private final PauseWatch pauses;
    /** The handles of what runs; which of them run is in the state. */
    private final Map<DeviceQueue.Entry, FenceAgentOperation> operations = new HashMap<>();

    private Memory state = new Memory(DeviceQueue.empty(), HostLists.none(), false);

    private DeviceActor(
            ActorContext<Command> context, TimerScheduler<Command> timers, FenceAgentRunner runner, PauseWatch pauses) {
        super(context);
        this.pauses = pauses;
        this.timers = timers;
        this.runner = runner;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Call.class, this::onCall)
                .onMessage(AskHosts.class, this::onAskHosts)
                .onMessage(MayFence.class, this::onMayFence)
                .onMessage(DelayOver.class, it -> apply(state.queue().add(it.entry())))
                .onMessage(CallEnded.class, this::onCallEnded)
                .onMessage(MetadataKnown.class, this::onMetadata)
                .onMessage(HostsAsked.class, this::onHostsAsked)
                .onMessage(Look.class, look -> {
                    pauses.look();
                    return this;
                })
                .build();
    }

    private Behavior<Command> onCall(Call message) {
        var entry = new DeviceQueue.Entry(message.call(), message.replyTo(), pauses.now());
        if (message.delay().isZero()) {
            return apply(state.queue().add(entry));
        }
        timers.startSingleTimer(entry, new DelayOver(entry), message.delay());
        return this;
    }

    private Behavior<Command> onAskHosts(AskHosts message) {
        getContext()
                .pipeToSelf(
                        runner.metadata(message.device().agent()),
                        (answer, failure) -> new MetadataKnown(
                                message, answer instanceof FenceMetadataAnswer.Known known ? known.metadata() : null));
        return this;
    }

    private Behavior<Command> onMayFence(MayFence message) {
        state = new Memory(state.queue(), state.lists(), message.may());
        return this;
    }

    private Behavior<Command> onCallEnded(CallEnded message) {
        var entry = message.entry();
        operations.remove(entry);
        var result = message.result() != null ? message.result() : notRun(message.failure());
        if (state.queue().yields(entry) && result.kind() == FenceAgentResult.Kind.NOT_RUN) {
            apply(state.queue().ended(entry));
            return apply(state.queue().add(entry));
        }
        entry.replyTo().tell(result);
        return apply(state.queue().ended(entry));
    }

    private static FenceAgentResult notRun(@Nullable Throwable failure) {
        return new FenceAgentResult(
                FenceAgentResult.Kind.NOT_RUN, -1, "cannot run: " + failure, "", "", Instant.now(), Duration.ZERO);
    }

    private Behavior<Command> onMetadata(MetadataKnown message) {
        var question = message.question();
        var check = HostQuestion.check(question.device().settings(), message.metadata());
        return switch (check) {
            case NONE -> answer(question, true, "");
            case STATIC_LIST ->
                answer(
                        question,
                        question.device().settings().staticHosts().contains(question.target()),
                        "its list of hosts does not name " + question.target());
            case DYNAMIC_LIST -> askList(question);
            case STATUS -> ask(question, check, FenceAction.STATUS, question.target());
        };
    }

    private Behavior<Command> askList(AskHosts question) {
        var known = state.lists().of(question.device(), Instant.now());
        return known.isPresent()
                ? answerFrom(question, known.get())
                : ask(question, HostCheck.DYNAMIC_LIST, FenceAction.LIST, null);
    }

    private Behavior<Command> ask(AskHosts question, HostCheck check, FenceAction action, @Nullable NodeName target) {
        var timeout = question.device().settings().timeout(action, question.timeout());
        var adapter = adapter(result -> new HostsAsked(question, check, result));
        var call = new FenceAgentCall(question.device(), action, target, timeout);
        return apply(state.queue().add(new DeviceQueue.Entry(call, adapter, pauses.now())));
    }

    /** A message adapter would be one for the class of the result; each question needs an answer of its own. */
    private ActorRef<FenceAgentResult> adapter(Function<FenceAgentResult, Command> wrap) {
        var self = getContext().getSelf();
        return getContext().spawnAnonymous(Behaviors.receiveMessage((FenceAgentResult result) -> {
            self.tell(wrap.apply(result));
            return Behaviors.stopped();
        }));
    }

    private Behavior<Command> onHostsAsked(HostsAsked message) {
        var question = message.question();
        var result = message.result();
        if (message.check() == HostCheck.STATUS) {
            return answer(question, HostQuestion.isKnown(result), "status: " + result.why());
        }
        var lists = state.lists().with(question.device(), result, Instant.now());
        state = new Memory(state.queue(), lists, state.mayFence());
        if (!result.succeeded() && question.device().settings().hostCheck().isEmpty()) {
            // Nobody asked for the list but us, and it does not work: the status may.
            return ask(question, HostCheck.STATUS, FenceAction.STATUS, question.target());
        }
        return answerFrom(question, result);
    }

    private Behavior<Command> answerFrom(AskHosts question, FenceAgentResult list) {
        var plug = question.device().settings().plug(question.target());
        var why = list.succeeded() ? "its list does not name " + plug : "list: " + list.why();
        return answer(question, HostQuestion.isListed(list, plug, question.target()), why);
    }

    private Behavior<Command> answer(AskHosts question, boolean capable, String why) {
        question.replyTo().tell(new HostsAnswer(capable, capable ? "" : why));
        return this;
    }

    private Behavior<Command> apply(DeviceQueue.Turn turn) {
        state = new Memory(turn.queue(), state.lists(), state.mayFence());
        turn.start().forEach(this::start);
        for (var entry : turn.cancel()) {
            var operation = operations.get(entry);
            if (operation != null) {
                operation.cancel();
            }
        }
        return this;
    }

    private void start(DeviceQueue.Entry entry) {
        var overtaken = entry.takesPower() ? overtaken(entry) : null;
        if (overtaken != null) {
            var notBegun = notRun(new IllegalStateException(overtaken));
            getContext().getSelf().tell(new CallEnded(entry, notBegun, null));
            return;
        }
        var operation = runner.start(entry.call());
        operations.put(entry, operation);
        getContext().pipeToSelf(operation.result(), (result, failure) -> new CallEnded(entry, result, failure));
    }

    /** Why a call that waited is not to begin; null where it is. */
    private @Nullable String overtaken(DeviceQueue.Entry entry) {
        if (pauses.pausedAfter(entry.sinceNanos())) {
            return "this node was paused while the call waited";
        }
        return state.mayFence() ? null : "this node's side lost the right to fence while the call waited";
    }
}
