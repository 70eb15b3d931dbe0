package io.systole.actors.alert;

import io.systole.actors.alert.AlertRunner.AlertOutcome;
import io.systole.actors.alert.core.AlertCall;
import io.systole.actors.alert.core.AlertCore;
import io.systole.actors.alert.core.AlertEffect;
import io.systole.actors.alert.core.AlertEvent;
import io.systole.actors.alert.core.AlertSettings;
import io.systole.actors.alert.core.AlertState;
import io.systole.actors.cib.CibChanged;
import io.systole.actors.cib.CibProtocol;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.fencer.Fencer;
import io.systole.actors.fencer.FencingRecord;
import io.systole.actors.resource.NodeClock;
import io.systole.actors.resource.OperationRecorded;
import io.systole.event.EventCode;
import io.systole.splitbrain.core.MembershipView;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The shell around {@link AlertCore}: hears what happens, and has agents called. It guards no data, so a fault of it ends no
 * node: it begins anew.
 */
public final class AlertActor extends AbstractBehavior<AlertActor.Command> {
    public static final String NAME = "alerts";

    /** What it hears; nobody asks it anything. */
    public sealed interface Command {}

    private record CibHeard(CibChanged change) implements Command {}

    private record ViewHeard(MembershipView view) implements Command {}

    private record FencingHeard(FencingRecord fencing) implements Command {}

    private record OperationHeard(OperationRecorded recorded) implements Command {}

    private record Called(
            AlertCall call,
            @Nullable AlertOutcome outcome,
            @Nullable Throwable failure) implements Command {}

    /**
     * What it listens to, and who calls the agents.
     *
     * @param views gives a subscriber each view of the membership
     */
    public record Ports(
            ActorRef<CibCommand> cib,
            ActorRef<Fencer.Command> fencer,
            Consumer<ActorRef<MembershipView>> views,
            AlertRunner runner,
            NodeClock clock) {}

    public static Behavior<Command> create(AlertSettings settings, Ports ports) {
        return Behaviors.supervise(Behaviors.<Command>setup(context -> new AlertActor(context, settings, ports)))
                .onFailure(SupervisorStrategy.restart());
    }

    private final NodeClock clock;
    private final Effects effects;
    private AlertState state;

    private AlertActor(ActorContext<Command> context, AlertSettings settings, Ports ports) {
        super(context);
        context.setLoggerName(AlertActor.class);
        this.clock = ports.clock();
        this.effects = new Effects(context, ports.runner());
        this.state = AlertState.first(settings);
        ports.views().accept(context.messageAdapter(MembershipView.class, ViewHeard::new));
        ports.cib().tell(new CibProtocol.Subscribe(context.messageAdapter(CibChanged.class, CibHeard::new)));
        ports.fencer().tell(new Fencer.Subscribe(context.messageAdapter(FencingRecord.class, FencingHeard::new)));
        context.getSystem()
                .eventStream()
                .tell(new EventStream.Subscribe<>(
                        OperationRecorded.class, context.messageAdapter(OperationRecorded.class, OperationHeard::new)));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(CibHeard.class, this::onCib)
                .onMessage(ViewHeard.class, this::onView)
                .onMessage(FencingHeard.class, this::onFencing)
                .onMessage(OperationHeard.class, this::onOperation)
                .onMessage(Called.class, this::onCalled)
                .build();
    }

    private Behavior<Command> onCib(CibHeard message) {
        return apply(new AlertEvent.CibSeen(message.change().cib(), clock.now()));
    }

    private Behavior<Command> onView(ViewHeard message) {
        return apply(new AlertEvent.ViewSeen(message.view(), clock.now()));
    }

    private Behavior<Command> onFencing(FencingHeard message) {
        return apply(new AlertEvent.FencingEnded(message.fencing(), clock.now()));
    }

    private Behavior<Command> onOperation(OperationHeard message) {
        OperationRecorded recorded = message.recorded();
        return apply(
                new AlertEvent.OperationEnded(recorded.node(), recorded.resource(), recorded.entry(), clock.now()));
    }

    private Behavior<Command> onCalled(Called message) {
        AlertOutcome outcome = message.outcome();
        if (outcome == null) {
            throw new IllegalStateException("a runner's stage never fails", message.failure());
        }
        if (!outcome.why().isEmpty()) {
            line(getContext().getLog().atWarn(), message.call())
                    .addKeyValue("code", EventCode.ALERT_FAILED)
                    .addKeyValue("why", outcome.why())
                    .log("alert agent failed");
        }
        line(getContext().getLog().atDebug(), message.call())
                .addKeyValue("printed", outcome.printed())
                .log("alert agent ended");
        return apply(new AlertEvent.CallEnded(message.call()));
    }

    private Behavior<Command> apply(AlertEvent event) {
        var step = AlertCore.step(state, event);
        state = step.state();
        step.effects().forEach(effect -> effect.runOn(effects));
        return this;
    }

    private static LoggingEventBuilder line(LoggingEventBuilder line, AlertCall call) {
        return line.addKeyValue("alert", call.alert())
                .addKeyValue("recipient", call.recipientId())
                .addKeyValue("event", call.event());
    }

    /** Carries the core's wishes out. */
    private record Effects(ActorContext<Command> context, AlertRunner runner) implements AlertEffect.Port {
        @Override
        public void call(AlertEffect.Call effect) {
            context.pipeToSelf(
                    runner.run(effect.call()), (outcome, failure) -> new Called(effect.call(), outcome, failure));
        }

        @Override
        public void drop(AlertEffect.Drop effect) {
            line(context.getLog().atWarn(), effect.call())
                    .addKeyValue("code", EventCode.ALERT_DROPPED)
                    .log("alert dropped: its agent is slower than what happens");
        }
    }
}
