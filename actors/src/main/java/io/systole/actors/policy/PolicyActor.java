package io.systole.actors.policy;

import io.systole.actors.cib.CibChanged;
import io.systole.actors.cib.CibProtocol;
import io.systole.actors.cib.Terms;
import io.systole.actors.policy.core.ActionRef;
import io.systole.actors.policy.core.PlannedTransition;
import io.systole.actors.policy.core.PolicyCore;
import io.systole.actors.policy.core.PolicyEffect;
import io.systole.actors.policy.core.PolicyEvent;
import io.systole.actors.policy.core.PolicyState;
import io.systole.actors.policy.wire.Cleanup;
import io.systole.actors.policy.wire.GetPlanState;
import io.systole.actors.policy.wire.GetTransitions;
import io.systole.actors.policy.wire.PolicyCommand;
import io.systole.actors.resource.wire.AskTerm;
import io.systole.actors.resource.wire.ExecuteOperation;
import io.systole.actors.resource.wire.OperationReport;
import io.systole.actors.resource.wire.OperationReport.Outcome;
import io.systole.actors.resource.wire.RecordAttributes;
import io.systole.actors.resource.wire.ResourceCommand;
import io.systole.actors.resource.wire.TermAnswer;
import io.systole.actors.resource.wire.TransitionKey;
import io.systole.actors.resource.wire.Withdraw;
import io.systole.cib.NodeName;
import io.systole.splitbrain.core.MembershipView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/** The policy: plans on every change of the CIB and has the plan carried out; {@link PolicyCore} decides, this does. */
public final class PolicyActor extends AbstractBehavior<PolicyCommand> {
    /** The name of the cluster singleton. */
    public static final String NAME = "policy";

    private static final Duration RESEND = Duration.ofSeconds(5);
    private static final Duration REPORT_SHOWS = Duration.ofSeconds(2);
    private static final Duration FENCING_SHOWS = Duration.ofSeconds(3);
    private static final String RECHECK = "recheck";

    /** Whether it plans for the whole cluster, or for a partition without quorum and without a DC. */
    public enum Mode {
        DC,
        INQUORATE
    }

    /** The singleton moves to another node. */
    public enum Stop implements PolicyCommand {
        INSTANCE
    }

    private record Granted(long term) implements PolicyCommand {}

    private record CibHeard(CibChanged changed) implements PolicyCommand {}

    private record MembershipHeard(MembershipView view) implements PolicyCommand {}

    private record Planned(
            int request,
            Duration took,
            @Nullable PlannedTransition plan,
            @Nullable Throwable failure) implements PolicyCommand {}

    private record Reported(OperationReport report) implements PolicyCommand {}

    private record TermHeard(TermAnswer answer) implements PolicyCommand {}

    private record FencingEnded(PolicyEffect.FenceNode asked, String failure) implements PolicyCommand {}

    private record Timed(Function<Instant, PolicyEvent> event) implements PolicyCommand {}

    private enum Tick implements PolicyCommand {
        INSTANCE
    }

    private enum Resend implements PolicyCommand {
        INSTANCE
    }

    public static Behavior<PolicyCommand> create(PolicySettings settings, PolicyPorts ports, Mode mode) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new PolicyActor(context, timers, settings, ports, mode)));
    }

    private record Memory(PolicyState core, long seenNanos) {}

    private final TimerScheduler<PolicyCommand> timers;
    private final PolicySettings settings;
    private final PolicyPorts ports;
    private final Mode mode;
    private final ActorRef<MembershipView> membershipAdapter;
    private final ActorRef<OperationReport> reportAdapter;
    private final ActorRef<TermAnswer> termAdapter;
    private final SortedMap<ActionRef, PolicyEffect.SendOrder> outstanding = new TreeMap<>();
    private final Effects effects = new Effects();
    private final PolicyNews news;
    private final RemoteOrders remotes;
    private Memory state;

    private PolicyActor(
            ActorContext<PolicyCommand> context,
            TimerScheduler<PolicyCommand> timers,
            PolicySettings settings,
            PolicyPorts ports,
            Mode mode) {
        super(context);
        context.setLoggerName(PolicyActor.class);
        this.timers = timers;
        this.settings = settings;
        this.ports = ports;
        this.mode = mode;
        var events = context.getSystem().eventStream();
        news = new PolicyNews(context.getLog(), said -> events.tell(new EventStream.Publish<>(said)), mode == Mode.DC);
        remotes = new RemoteOrders(
                ports, () -> state.core().cib(), context.getSystem().ignoreRef());
        var setup = new PolicyState.Setup(settings.self(), settings.operationsPerNode(), settings.transitionsKept());
        state = new Memory(PolicyState.initial(setup), ports.clock().nanos());
        membershipAdapter = context.messageAdapter(MembershipView.class, MembershipHeard::new);
        reportAdapter = context.messageAdapter(OperationReport.class, Reported::new);
        termAdapter = context.messageAdapter(TermAnswer.class, TermHeard::new);
        ports.membership().accept(membershipAdapter);
        ports.cib().tell(new CibProtocol.Subscribe(context.messageAdapter(CibChanged.class, CibHeard::new)));
        takeTerm();
        timers.startTimerWithFixedDelay(Tick.INSTANCE, settings.pauseMax().dividedBy(4));
        timers.startTimerWithFixedDelay(Resend.INSTANCE, RESEND);
    }

    /** A partition without quorum has a term aside of the DC's, see {@link Terms#aside}. */
    private void takeTerm() {
        if (mode == Mode.DC) {
            ports.cib()
                    .tell(new CibProtocol.BecomeWriter(getContext()
                            .messageAdapter(CibProtocol.WriterGranted.class, granted -> new Granted(granted.term()))));
        } else {
            ports.supervisors().of(settings.self()).ifPresent(own -> own.tell(new AskTerm(0, termAdapter)));
        }
    }

    @Override
    public Receive<PolicyCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(Stop.class, stop -> Behaviors.stopped())
                .onMessage(Granted.class, e -> apply(new PolicyEvent.TermGranted(e.term(), now())))
                .onMessage(CibHeard.class, this::onCib)
                .onMessage(MembershipHeard.class, e -> apply(new PolicyEvent.MembershipArrived(e.view(), now())))
                .onMessage(Planned.class, this::onPlanned)
                .onMessage(Reported.class, e -> apply(new PolicyEvent.OperationReported(e.report(), now())))
                .onMessage(TermHeard.class, this::onTerm)
                .onMessage(FencingEnded.class, this::onFencingEnded)
                .onMessage(Timed.class, e -> apply(e.event().apply(now())))
                .onMessage(Tick.class, this::onTick)
                .onMessage(Resend.class, this::onResend)
                .onMessage(GetPlanState.class, this::onGetPlanState)
                .onMessage(GetTransitions.class, this::onGetTransitions)
                .onMessage(Cleanup.class, this::onCleanup)
                .onSignal(PostStop.class, this::onPostStop)
                .build();
    }

    private Behavior<PolicyCommand> onCib(CibHeard heard) {
        return apply(new PolicyEvent.CibArrived(heard.changed().cib(), now()));
    }

    private Behavior<PolicyCommand> onPlanned(Planned command) {
        PlannedTransition plan = command.plan();
        return apply(
                plan == null
                        ? new PolicyEvent.PlanFailed(command.request(), String.valueOf(command.failure()), now())
                        : new PolicyEvent.PlanMade(command.request(), plan, command.took(), now()));
    }

    private Behavior<PolicyCommand> onTerm(TermHeard command) {
        TermAnswer answer = command.answer();
        if (mode == Mode.INQUORATE && state.core().term() == 0) {
            return apply(new PolicyEvent.TermGranted(Terms.aside(answer.newest()), now()));
        }
        return apply(new PolicyEvent.TermAnswered(answer, now()));
    }

    private Behavior<PolicyCommand> onFencingEnded(FencingEnded command) {
        PolicyEffect.FenceNode asked = command.asked();
        return apply(new PolicyEvent.FencingAnswered(
                asked.target(), asked.incarnation(), asked.action(), command.failure(), now()));
    }

    private Behavior<PolicyCommand> onTick(Tick tick) {
        look();
        effects.askTerms(new PolicyEffect.AskTerms(state.core().unheard()));
        return this;
    }

    /** Orders are done once however often they are sent; a message that was lost must not cost a minute. */
    private Behavior<PolicyCommand> onResend(Resend resend) {
        look();
        forgetEnded();
        if (mode == Mode.DC && state.core().isDeposedInVain()) return create(settings, ports, mode);
        if (state.core().mayAct()) outstanding.values().forEach(this::send);
        return this;
    }

    private Behavior<PolicyCommand> onGetPlanState(GetPlanState query) {
        query.replyTo().tell(PolicyViews.planState(state.core()));
        return this;
    }

    private Behavior<PolicyCommand> onGetTransitions(GetTransitions query) {
        query.replyTo().tell(PolicyViews.transitions(state.core()));
        return this;
    }

    private Behavior<PolicyCommand> onCleanup(Cleanup command) {
        getContext().spawnAnonymous(Cleaning.create(state.core(), command, ports));
        return this;
    }

    private Behavior<PolicyCommand> onPostStop(PostStop signal) {
        if (mode == Mode.DC && state.core().term() > 0) {
            ports.cib().tell(new CibProtocol.StopBeingWriter(state.core().term()));
        }
        return this;
    }

    private Behavior<PolicyCommand> apply(PolicyEvent event) {
        look();
        step(event);
        return this;
    }

    private void step(PolicyEvent event) {
        var step = PolicyCore.step(state.core(), event);
        news.follow(state.core(), step, now());
        state = new Memory(step.state(), state.seenNanos());
        step.effects().forEach(effect -> effect.runOn(effects));
    }

    /** Notices that this process did not run for longer than others wait for it, before anything else is done. */
    private void look() {
        long nanos = ports.clock().nanos();
        boolean paused = nanos - state.seenNanos()
                > settings.pauseMax().plus(settings.pauseMax().dividedBy(4)).toNanos();
        state = new Memory(state.core(), nanos);
        if (paused) {
            step(new PolicyEvent.Paused(now()));
            ports.membership().accept(membershipAdapter);
        }
    }

    private Instant now() {
        return ports.clock().now();
    }

    private void send(PolicyEffect.SendOrder effect) {
        var command = new ExecuteOperation(state.core().term(), effect.order(), effect.incarnation(), reportAdapter);
        ports.supervisors().of(effect.executor()).ifPresent(node -> node.tell(command));
    }

    private void forgetEnded() {
        var open = state.core().transition().inFlight().stream()
                .map(sent -> sent.ref())
                .toList();
        outstanding.keySet().retainAll(open);
    }

    /** Carries the core's wishes out. */
    private final class Effects implements PolicyEffect.Port {

        @Override
        public void computePlan(PolicyEffect.ComputePlan effect) {
            long begun = ports.clock().nanos();
            var planned = CompletableFuture.supplyAsync(
                    () -> ports.planner().plan(effect.cib(), effect.at()), ports.planning());
            getContext().pipeToSelf(planned, (plan, failure) -> {
                Duration took = Duration.ofNanos(ports.clock().nanos() - begun);
                return new Planned(effect.request(), took, plan, failure);
            });
        }

        @Override
        public void sendOrder(PolicyEffect.SendOrder effect) {
            outstanding.put(effect.ref(), effect);
            later(effect.ref(), effect.patience(), at -> new PolicyEvent.PatienceEnded(effect.ref(), at));
            send(effect);
        }

        @Override
        public void withdrawOrder(PolicyEffect.WithdrawOrder effect) {
            PolicyEffect.SendOrder order = outstanding.get(effect.ref());
            if (order == null) {
                return;
            }
            later(effect.ref(), order.patience(), at -> new PolicyEvent.PatienceEnded(effect.ref(), at));
            var withdraw = new Withdraw(state.core().term(), order.order(), reportAdapter);
            ports.supervisors().of(order.executor()).ifPresent(node -> node.tell(withdraw));
        }

        @Override
        public void fence(PolicyEffect.FenceNode effect) {
            var asked = FencingAsk.of(getContext().getSystem(), ports.fencer(), effect, settings.self());
            getContext()
                    .pipeToSelf(
                            asked,
                            (why, failure) -> new FencingEnded(effect, why == null ? String.valueOf(failure) : why));
        }

        @Override
        public void markUnfenced(PolicyEffect.MarkUnfenced effect) {
            var mark = new RecordAttributes(state.core().term(), effect.attributes(), remotes.ward(effect.target()));
            remotes.supervisor(effect.target()).ifPresent(node -> node.tell(mark));
        }

        @Override
        public void noteFenced(PolicyEffect.NoteFenced effect) {
            remotes.noteFenced(effect.target());
        }

        @Override
        public void clusterAction(PolicyEffect.ClusterAction effect) {
            TransitionKey key = effect.key();
            later(effect.ref(), effect.patience(), at -> new PolicyEvent.PatienceEnded(effect.ref(), at));
            NodeName node = effect.action().onNode();
            var supervisor = node == null ? Optional.<ActorRef<ResourceCommand>>empty() : remotes.supervisor(node);
            String ward = node == null ? null : remotes.ward(node);
            var command = ClusterActions.command(effect, state.core().term(), ward, reportAdapter);
            if (supervisor.isPresent() && command.isPresent()) {
                supervisor.get().tell(command.get());
                return;
            }
            boolean done = node != null && remotes.forget(effect, node);
            Outcome outcome = done ? Outcome.DONE : Outcome.REFUSED;
            String why = done ? "" : "nobody can do this";
            getContext().getSelf().tell(new Reported(new OperationReport(key, outcome, 0, 0, why)));
        }

        @Override
        public void awaitReport(PolicyEffect.AwaitReport effect) {
            OperationReport report = effect.report();
            later(report.transitionKey(), REPORT_SHOWS, at -> new PolicyEvent.ReportOverdue(report, at));
        }

        @Override
        public void awaitFenced(PolicyEffect.AwaitFenced effect) {
            later(
                    "fenced " + effect.target(),
                    FENCING_SHOWS,
                    at -> new PolicyEvent.FencingOverdue(effect.target(), effect.incarnation(), effect.action(), at));
        }

        @Override
        public void wakeForFencing(PolicyEffect.WakeForFencing effect) {
            later("fence " + effect.target(), effect.in(), at -> new PolicyEvent.FencingDue(effect.target(), at));
        }

        @Override
        public void wakeForRecheck(PolicyEffect.WakeForRecheck effect) {
            later(RECHECK, effect.in(), at -> new PolicyEvent.RecheckDue(effect.reason(), at));
        }

        @Override
        public void askTerms(PolicyEffect.AskTerms effect) {
            for (NodeName node : effect.nodes()) {
                ports.supervisors()
                        .of(node)
                        .ifPresent(asked -> asked.tell(new AskTerm(state.core().term(), termAdapter)));
            }
        }

        @Override
        public void keepInput(PolicyEffect.KeepInput effect) {
            ports.inputs().accept(effect.input());
        }

        @Override
        public void tell(PolicyEffect.Tell effect) {
            news.tell(effect, state.core().dc());
        }

        private void later(Object key, Duration in, Function<Instant, PolicyEvent> event) {
            timers.startSingleTimer(key, new Timed(event), in);
        }
    }
}
