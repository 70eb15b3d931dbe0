package io.systole.actors.resource;

import io.systole.actors.cib.CibProtocol;
import io.systole.actors.cib.StatusChange;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.resource.OperationRunner.Ran;
import io.systole.actors.resource.core.HistoryEntries;
import io.systole.actors.resource.core.Memo;
import io.systole.actors.resource.core.OperationResult;
import io.systole.actors.resource.core.ResourceCore;
import io.systole.actors.resource.core.ResourceEffect;
import io.systole.actors.resource.core.ResourceEvent;
import io.systole.actors.resource.core.ResourceState;
import io.systole.actors.resource.core.Task;
import io.systole.actors.resource.wire.FailureOutput;
import io.systole.actors.resource.wire.OperationOrder;
import io.systole.actors.resource.wire.OperationReport;
import io.systole.actors.resource.wire.TransitionKey;
import io.systole.cib.OpHistory;
import io.systole.event.EventCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Runs the operations of one resource on this node, in order; {@link ResourceCore} decides, this does. */
final class ResourceActor extends AbstractBehavior<ResourceActor.Command> {
    /** What the supervisor tells it, and what comes back from its agents and timers. */
    sealed interface Command {}

    record Perform(OperationOrder order, long callId, ActorRef<OperationReport> replyTo) implements Command {}

    record Drop(OperationOrder order, ActorRef<OperationReport> replyTo) implements Command {}

    enum SlotGranted implements Command {
        INSTANCE
    }

    /** Another DC took over. */
    enum Supersede implements Command {
        INSTANCE
    }

    /** What was ordered and has not begun is void. */
    enum Revoke implements Command {
        INSTANCE
    }

    record TellUnderway(ActorRef<Underway> replyTo) implements Command {}

    /** The last order that was begun and that the history shows, if there is one. */
    record Underway(Optional<TransitionKey> order) {}

    record SetFrozen(boolean frozen) implements Command {}

    /** Runs what recurs now. */
    enum LookNow implements Command {
        INSTANCE
    }

    record ClearFailures(List<String> attributes) implements Command {}

    record Forget(List<String> attributes) implements Command {}

    private record Done(@Nullable Ran ran, @Nullable Throwable failure) implements Command {}

    private record Due(String operationKey, int generation) implements Command {}

    static Behavior<Command> create(
            String resource,
            boolean frozen,
            ResourceSupervisor.Ports ports,
            ActorRef<ResourceSupervisor.FromResource> supervisor) {
        ResourceState resumed = Memo.resumed(resource, frozen, ports.memos().of(resource));
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new ResourceActor(context, timers, resumed, ports, supervisor)));
    }

    private final TimerScheduler<Command> timers;
    private final OperationRunner runner;
    private final ActorRef<CibCommand> cib;
    private final ActorRef<ResourceSupervisor.FromResource> supervisor;
    private final NodeClock clock;
    private final Memos memos;
    private final Map<String, ActorRef<OperationReport>> answerTo = new TreeMap<>();
    private final Effects effects = new Effects();
    private ResourceState state;

    private ResourceActor(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            ResourceState state,
            ResourceSupervisor.Ports ports,
            ActorRef<ResourceSupervisor.FromResource> supervisor) {
        super(context);
        context.setLoggerName(ResourceActor.class);
        this.timers = timers;
        this.state = state;
        this.runner = ports.runner();
        this.cib = ports.cib();
        this.memos = ports.memos();
        this.supervisor = supervisor;
        this.clock = ports.clock();
        Memo.wakes(state).forEach(effect -> effect.runOn(effects));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Perform.class, this::onPerform)
                .onMessage(Drop.class, this::onDrop)
                .onMessage(SlotGranted.class, granted -> apply(new ResourceEvent.SlotGranted(clock.now())))
                .onMessage(Supersede.class, superseded -> apply(new ResourceEvent.Superseded()))
                .onMessage(Revoke.class, revoked -> apply(new ResourceEvent.Revoked()))
                .onMessage(TellUnderway.class, this::onTellUnderway)
                .onMessage(SetFrozen.class, this::onSetFrozen)
                .onMessage(LookNow.class, now -> apply(new ResourceEvent.Hurried(clock.now())))
                .onMessage(ClearFailures.class, e -> apply(new ResourceEvent.FailuresCleared(e.attributes())))
                .onMessage(Forget.class, e -> apply(new ResourceEvent.Forgotten(e.attributes())))
                .onMessage(Done.class, this::onDone)
                .onMessage(
                        Due.class, e -> apply(new ResourceEvent.RunDue(e.operationKey(), e.generation(), clock.now())))
                .build();
    }

    private Behavior<Command> onPerform(Perform command) {
        answerTo.put(command.order().transitionKey().toString(), command.replyTo());
        return apply(new ResourceEvent.Ordered(command.order(), command.callId(), clock.now()));
    }

    private Behavior<Command> onDrop(Drop command) {
        answerTo.put(command.order().transitionKey().toString(), command.replyTo());
        return apply(new ResourceEvent.Withdrawn(command.order()));
    }

    private Behavior<Command> onTellUnderway(TellUnderway query) {
        query.replyTo().tell(new Underway(Optional.ofNullable(state.begun())));
        return this;
    }

    private Behavior<Command> onSetFrozen(SetFrozen command) {
        return apply(command.frozen() ? new ResourceEvent.Froze() : new ResourceEvent.Thawed(clock.now()));
    }

    private Behavior<Command> onDone(Done command) {
        Ran ran = command.ran();
        if (ran == null) {
            throw new IllegalStateException("a runner's stage never fails", command.failure());
        }
        Task task = state.running();
        if (task != null && !ran.printed().isEmpty()) {
            tellPrinted(task.order(), ran);
        }
        return apply(new ResourceEvent.Ended(ran.result(), ran.traits(), clock.now()));
    }

    private void tellPrinted(OperationOrder order, Ran ran) {
        OperationResult result = ran.result();
        if (!OperationResult.meets(result.rc(), order.transitionKey().targetRc())) {
            supervisor.tell(new ResourceSupervisor.Printed(new FailureOutput(
                    order.resource(),
                    order.operationKey(),
                    result.rc(),
                    result.exitReason(),
                    result.started().plus(result.took()),
                    ran.printed())));
            getContext()
                    .getLog()
                    .atInfo()
                    .addKeyValue("transition", order.transitionKey().transitionId())
                    .addKeyValue("resource", order.instance())
                    .addKeyValue("operation", order.operationKey())
                    .addKeyValue("printed", ran.printed().strip().replace("\n", " | "))
                    .log("what the agent printed");
        }
    }

    private Behavior<Command> apply(ResourceEvent event) {
        ResourceState before = state;
        ResourceCore.Step step = ResourceCore.step(state, event);
        state = step.state();
        remember(before);
        step.effects().forEach(effect -> effect.runOn(effects));
        return this;
    }

    private void remember(ResourceState before) {
        if (memos != Memos.NONE && !Memo.of(before).equals(Memo.of(state))) {
            memos.keep(state.resource(), Memo.of(state));
        }
    }

    /** Carries the core's wishes out. */
    private final class Effects implements ResourceEffect.Port {

        @Override
        public void askSlot(ResourceEffect.AskSlot effect) {
            supervisor.tell(new ResourceSupervisor.AskSlot(getContext().getSelf()));
        }

        @Override
        public void freeSlot(ResourceEffect.FreeSlot effect) {
            supervisor.tell(ResourceSupervisor.FreeSlot.INSTANCE);
        }

        @Override
        public void runAgent(ResourceEffect.RunAgent effect) {
            OperationOrder order = effect.task().order();
            if (!effect.task().repeat()) {
                log().atInfo()
                        .addKeyValue("transition", order.transitionKey().transitionId())
                        .addKeyValue("resource", order.instance())
                        .addKeyValue("operation", order.operationKey())
                        .log("operation started");
            }
            getContext().pipeToSelf(runner.run(order), Done::new);
        }

        @Override
        public void recordStatus(ResourceEffect.RecordStatus effect) {
            cib.tell(new CibProtocol.RecordStatus(effect.changes()));
            // a failure has two entries, which say the same
            effect.changes().stream()
                    .filter(StatusChange.PutHistory.class::isInstance)
                    .map(StatusChange.PutHistory.class::cast)
                    .findFirst()
                    .ifPresent(put -> supervisor.tell(new ResourceSupervisor.Recorded(put)));
            for (StatusChange change : effect.changes()) {
                if (change instanceof StatusChange.PutHistory put && HistoryEntries.isFailure(put)) {
                    log().atWarn()
                            .addKeyValue("code", EventCode.OPERATION_FAILED)
                            .addKeyValue("transition", transition(put.entry()))
                            .addKeyValue("resource", state.resource())
                            .addKeyValue("operation", put.entry().operationKey())
                            .addKeyValue("rc", put.entry().rcCode())
                            .addKeyValue("status", put.entry().opStatus())
                            .addKeyValue("why", put.entry().exitReason())
                            .log("operation failed");
                }
            }
        }

        @Override
        public void wakeForRun(ResourceEffect.WakeForRun effect) {
            Duration in = effect.in();
            timers.startSingleTimer(effect.operationKey(), new Due(effect.operationKey(), effect.generation()), in);
        }

        @Override
        public void forgetRun(ResourceEffect.ForgetRun effect) {
            timers.cancel(effect.operationKey());
        }

        @Override
        public void answer(ResourceEffect.Answer effect) {
            OperationReport report = effect.report();
            TransitionKey key = report.transitionKey();
            if (report.outcome() == OperationReport.Outcome.RECORDED) {
                log().atInfo()
                        .addKeyValue("transition", key.transitionId())
                        .addKeyValue("resource", state.resource())
                        .addKeyValue("key", key)
                        .addKeyValue("rc", report.rc())
                        .addKeyValue("expected", key.targetRc())
                        .addKeyValue("why", report.why())
                        .log("operation ended");
            }
            ActorRef<OperationReport> to = answerTo.remove(key.toString());
            if (to != null) {
                to.tell(report);
            }
        }

        /** The transition that ordered it; of what recurs, the one that had it begin. */
        private static String transition(OpHistory entry) {
            return TransitionKey.parse(entry.transitionKey() == null ? "" : entry.transitionKey())
                    .map(TransitionKey::transitionId)
                    .orElse("");
        }

        private Logger log() {
            return getContext().getLog();
        }
    }
}
