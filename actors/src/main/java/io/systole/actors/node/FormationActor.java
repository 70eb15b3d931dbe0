package io.systole.actors.node;

import io.systole.actors.cib.CibProtocol;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.node.NodeStatus.FormationPhase;
import io.systole.actors.node.NodeStatus.FormationStatus;
import io.systole.actors.node.core.Knocks;
import io.systole.actors.node.core.ProtocolRange;
import io.systole.actors.node.core.RefusedPeers;
import io.systole.actors.node.wire.FormationCommand;
import io.systole.actors.node.wire.Hello;
import io.systole.actors.node.wire.HelloAnswer;
import io.systole.cib.NodeName;
import io.systole.event.EventCode;
import io.systole.splitbrain.SplitBrain;
import io.systole.splitbrain.arbiter.ArbiterActor;
import io.systole.splitbrain.core.ArbiterVote;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.Standing;
import io.systole.splitbrain.core.Step;
import io.systole.splitbrain.core.formation.Answer;
import io.systole.splitbrain.core.formation.FormationCore;
import io.systole.splitbrain.core.formation.FormationEffect;
import io.systole.splitbrain.core.formation.FormationEvent;
import io.systole.splitbrain.core.formation.FormationState;
import io.systole.splitbrain.core.formation.Stage;
import io.systole.splitbrain.core.formation.Unblocking;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.Cluster;
import org.jspecify.annotations.Nullable;

/** The shell around {@link FormationCore}: asks around, answers those who ask, founds or joins. Has the same path on every node. */
final class FormationActor extends AbstractBehavior<FormationCommand> {
    static final String NAME = "formation";

    private static final int SCHEMA = 1;
    private static final Duration TICK = Duration.ofMillis(100);

    /** An operator says that this node need not wait for all. */
    record Unblock(boolean dryRun, ActorRef<QuorumActor.Answer> replyTo) implements FormationCommand {}

    private record Answered(HelloAnswer answer) implements FormationCommand {}

    private record StoreRead(CibProtocol.StoreReports reports) implements FormationCommand {}

    private record ViewChanged(MembershipView view) implements FormationCommand {}

    private enum Tick implements FormationCommand {
        NOW
    }

    /**
     * What changes: the core's state, the last view, who asked when to be let in, who was refused, what the node was told
     * last, and for whom the arbiter was to be asked last.
     */
    private record Memory(
            FormationState core,
            @Nullable MembershipView view,
            Knocks knocks,
            SortedSet<NodeName> supporters,
            RefusedPeers refused,
            @Nullable FormationStatus told,
            SortedSet<NodeName> asked) {
        Memory withRefused(RefusedPeers changed) {
            return new Memory(core, view, knocks, supporters, changed, told, asked);
        }

        Memory withView(MembershipView changed) {
            return new Memory(core, changed, knocks, supporters, refused, told, asked);
        }

        Memory withKnocks(Knocks changed, SortedSet<NodeName> support) {
            return new Memory(core, view, changed, support, refused, told, asked);
        }

        Memory stepped(FormationState changed, FormationStatus status) {
            return new Memory(changed, view, knocks, supporters, refused, status, asked);
        }

        Memory withAsked(SortedSet<NodeName> changed) {
            return new Memory(core, view, knocks, supporters, refused, told, changed);
        }
    }

    /** The node's CIB actor is asked whether its store is whole; until it answers, it is not known to be. */
    static Behavior<FormationCommand> create(
            NodeSettings settings,
            ActorRef<FormationStatus> node,
            ActorRef<CibCommand> cib,
            @Nullable ActorRef<ArbiterActor.Command> arbiter) {
        return Behaviors.setup(context -> {
            cib.tell(new CibProtocol.GetStoreReports(
                    context.messageAdapter(CibProtocol.StoreReports.class, StoreRead::new)));
            return Behaviors.withTimers(timers -> new FormationActor(context, timers, settings, node, arbiter));
        });
    }

    private final NodeSettings settings;
    private final Admission admission;
    private final ActorRef<FormationStatus> node;
    private final @Nullable ActorRef<ArbiterActor.Command> arbiter;
    private final ActorRef<HelloAnswer> answers;
    private final Cluster cluster;
    private final SteadyClock clock = SteadyClock.started();
    private final FormationEffect.Port effects = new Effects();
    private Memory state;

    private FormationActor(
            ActorContext<FormationCommand> context,
            TimerScheduler<FormationCommand> timers,
            NodeSettings settings,
            ActorRef<FormationStatus> node,
            @Nullable ActorRef<ArbiterActor.Command> arbiter) {
        super(context);
        context.setLoggerName(FormationActor.class);
        this.settings = settings;
        this.admission = new Admission(settings);
        this.node = node;
        this.arbiter = arbiter;
        this.answers = context.messageAdapter(HelloAnswer.class, Answered::new);
        this.cluster = Cluster.get(Adapter.toClassic(context.getSystem()));
        FormationState core = FormationState.reading(settings.self(), settings.quorum(), clock.now());
        this.state = new Memory(core, null, Knocks.none(), new TreeSet<>(), RefusedPeers.none(), null, new TreeSet<>());
        SplitBrain.get(context.getSystem()).subscribe(context.messageAdapter(MembershipView.class, ViewChanged::new));
        timers.startTimerWithFixedDelay(Tick.NOW, TICK);
        context.getSelf().tell(Tick.NOW);
    }

    @Override
    public Receive<FormationCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(Hello.class, this::onHello)
                .onMessage(Unblock.class, this::onUnblock)
                .onMessage(Answered.class, this::onAnswered)
                .onMessage(StoreRead.class, this::onStoreRead)
                .onMessage(ViewChanged.class, this::onViewChanged)
                .onMessage(Tick.class, this::onTick)
                .build();
    }

    private Behavior<FormationCommand> onHello(Hello hello) {
        MembershipView view = state.view();
        if (view != null && view.quorum().facts().expelled() != null) return this; // it is about to end
        String refusal = admission.refusal(hello);
        if (refusal == null) noteKnock(hello);
        else noteRefusal(hello.from(), hello.host() + ":" + hello.port(), refusal);
        hello.replyTo().tell(answer(hello, refusal));
        return this;
    }

    /** A foreign node asks again and again; the log says it once for each place and reason. */
    private void noteRefusal(String from, String address, String why) {
        String line = "node " + from + " at " + address + " is refused: " + why;
        boolean isNews = state.refused().isNews(line);
        state = state.withRefused(state.refused().met(line, clock.now()));
        if (!isNews) return;
        getContext()
                .getLog()
                .atWarn()
                .addKeyValue("code", EventCode.STRANGER_REFUSED)
                .addKeyValue("from", from)
                .addKeyValue("address", address)
                .addKeyValue("why", why)
                .log("a foreign node was refused");
    }

    private void noteKnock(Hello hello) {
        NodeName asked = hello.joining() == null ? null : new NodeName(hello.joining());
        var knocks = state.knocks().heard(new NodeName(hello.from()), asked, state.view(), clock.now());
        state = state.withKnocks(knocks, state.supporters());
    }

    private HelloAnswer answer(Hello hello, @Nullable String refusal) {
        MembershipView view = state.view();
        Duration age = FormationCore.clusterAge(state.core(), clock.now());
        NodeName supported = refusal == null ? FormationCore.supported(state.core(), clock.now()) : null;
        return new HelloAnswer(
                SCHEMA,
                settings.self().value(),
                refusal,
                state.core().stage().name(),
                supported == null ? null : supported.value(),
                state.core().members().stream().map(NodeName::value).toList(),
                view != null && Admission.knows(view, hello),
                view != null && view.quorate(),
                view != null && view.seenAll(),
                view != null && view.settled(),
                age == null ? null : age.toMillis(),
                state.core().damaged(),
                ProtocolRange.OURS.oldest(),
                ProtocolRange.OURS.newest());
    }

    private Behavior<FormationCommand> onUnblock(Unblock wish) {
        Unblocking answer = FormationCore.unblocking(state.core(), clock.now());
        wish.replyTo().tell(new QuorumActor.Answer(answer.possible(), answer.words()));
        return answer.possible() && !wish.dryRun() ? apply(new FormationEvent.Unblocked(clock.now())) : this;
    }

    private Behavior<FormationCommand> onAnswered(Answered message) {
        HelloAnswer answer = message.answer();
        Instant now = clock.now();
        NodeName from = new NodeName(answer.from());
        if (answer.refusal() != null) {
            return apply(new FormationEvent.RefusedBy(from, answer.refusal(), now));
        }
        String incompatible = ProtocolRange.OURS.incompatible(settings.self().value(), answer.speaks(), answer.from());
        if (incompatible != null) {
            noteRefusal(answer.from(), admission.placeOf(answer.from()), incompatible);
            return apply(new FormationEvent.RefusedBy(from, incompatible, now));
        }
        return apply(new FormationEvent.Answered(new Answer(
                from,
                Stage.valueOf(answer.stage()),
                answer.supports() == null ? null : new NodeName(answer.supports()),
                answer.members().stream().map(NodeName::new).toList(),
                answer.knowsAsker(),
                answer.quorate(),
                answer.seenAll(),
                answer.settled(),
                answer.clusterAgeMs() == null ? null : Duration.ofMillis(answer.clusterAgeMs()),
                answer.damaged(),
                now)));
    }

    private Behavior<FormationCommand> onStoreRead(StoreRead message) {
        return apply(new FormationEvent.StoreRead(message.reports().damaged(), clock.now()));
    }

    private Behavior<FormationCommand> onViewChanged(ViewChanged message) {
        MembershipView view = message.view();
        state = state.withView(view).withKnocks(state.knocks().in(view), state.supporters());
        ArbiterVote vote = view.quorum().facts().arbiter();
        if (!vote.equals(state.core().arbiter())) {
            apply(new FormationEvent.ArbiterSpoke(vote, clock.now()));
        }
        List<NodeName> heard = view.nodes().stream()
                .filter(known -> isHeard(known.standing()))
                .map(NodeView::name)
                .toList();
        boolean full = view.online().contains(settings.self());
        return apply(new FormationEvent.MembershipSeen(heard, view.quorate(), full, clock.now()));
    }

    private static boolean isHeard(Standing standing) {
        return standing == Standing.PENDING || standing == Standing.ONLINE || standing == Standing.LEAVING;
    }

    private Behavior<FormationCommand> onTick(Tick tick) {
        Instant now = clock.now();
        var supporters = state.knocks().supporters(now);
        if (!supporters.equals(state.supporters())) {
            SplitBrain.get(getContext().getSystem()).supportedBy(supporters);
        }
        state = state.withKnocks(state.knocks(), supporters);
        return apply(new FormationEvent.TimePassed(now));
    }

    private Behavior<FormationCommand> apply(FormationEvent event) {
        Step<FormationState, FormationEffect> step = FormationCore.step(state.core(), event);
        FormationStatus status =
                status(step.state(), event.at(), state.refused().current(event.at()));
        if (!status.equals(state.told())) {
            node.tell(status);
            logProgress(status);
        }
        state = state.stepped(step.state(), status);
        step.effects().forEach(effect -> effect.runOn(effects));
        askArbiter(event.at());
        return this;
    }

    private void askArbiter(Instant at) {
        SortedSet<NodeName> asked = FormationCore.arbiterAskedFor(state.core(), at);
        if (arbiter == null || asked.equals(state.asked())) return;
        state = state.withAsked(asked);
        arbiter.tell(new ArbiterActor.WantFounding(asked));
    }

    private void logProgress(FormationStatus status) {
        FormationStatus before = state.told();
        if (before != null
                && before.phase() == status.phase()
                && before.detail().equals(status.detail())) return;
        var log = getContext().getLog();
        var line = status.phase() == FormationPhase.REFUSED ? log.atError() : log.atInfo();
        line.addKeyValue("code", EventCode.FORMATION)
                .addKeyValue("phase", status.phase().name().toLowerCase(Locale.ROOT))
                .addKeyValue("detail", status.detail())
                .log("formation");
    }

    private static FormationStatus status(FormationState core, Instant at, List<String> refused) {
        FormationPhase phase =
                switch (core.stage()) {
                    case SEARCHING -> core.refusal() == null ? FormationPhase.SEARCHING : FormationPhase.REFUSED;
                    case FORMING -> FormationPhase.FORMING;
                    case JOINING -> FormationPhase.JOINING;
                    case MEMBER -> FormationPhase.MEMBER;
                    case REFUSED -> FormationPhase.REFUSED;
                };
        String detail =
                phase == FormationPhase.REFUSED ? String.valueOf(core.refusal()) : FormationCore.detail(core, at);
        return new FormationStatus(phase, detail, refused);
    }

    /** Why the node ends: its cluster gives way to another. What it runs is stopped first. */
    private static final class GivesWay implements CoordinatedShutdown.Reason {}

    /** Runs the core's effects. */
    private final class Effects implements FormationEffect.Port {
        @Override
        public void askAround(List<NodeName> nodes) {
            NodeAddress self = settings.selfAddress();
            NodeName joining = FormationCore.asked(state.core(), clock.now());
            Hello hello = new Hello(
                    SCHEMA,
                    settings.clusterName(),
                    settings.self().value(),
                    cluster.selfUniqueAddress().longUid(),
                    self.host(),
                    self.port(),
                    joining == null ? null : joining.value(),
                    ProtocolRange.OURS.oldest(),
                    ProtocolRange.OURS.newest(),
                    answers);
            nodes.forEach(name -> formationOf(name).tell(hello));
        }

        private ActorRef<FormationCommand> formationOf(NodeName name) {
            String path = address(name) + "/user/" + NAME;
            return ActorRefResolver.get(getContext().getSystem()).resolveActorRef(path);
        }

        private Address address(NodeName name) {
            NodeAddress place = settings.address(name);
            Address own = cluster.selfAddress();
            return new Address(own.protocol(), own.system(), place.host(), place.port());
        }

        @Override
        public void form() {
            boolean unblocked =
                    settings.quorum().waitForAll() && !state.core().quorum().waitForAll();
            if (unblocked) {
                SplitBrain.get(getContext().getSystem()).joinedRunningCluster(true, false);
            }
            cluster.join(cluster.selfAddress());
        }

        @Override
        public void join(NodeName member, boolean seenAll, boolean settled) {
            SplitBrain.get(getContext().getSystem()).joinedRunningCluster(seenAll, settled);
            cluster.joinSeedNodes(List.of(address(member)));
        }

        @Override
        public void rejoin(NodeName other, String reason) {
            getContext()
                    .getLog()
                    .atError()
                    .addKeyValue("other", other)
                    .addKeyValue("reason", reason)
                    .log("this node gives up its cluster and has to be started anew");
            CoordinatedShutdown.get(getContext().getSystem()).runAll(new GivesWay());
        }
    }
}
