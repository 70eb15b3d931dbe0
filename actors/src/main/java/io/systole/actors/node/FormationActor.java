package io.systole.actors.node;

import io.systole.actors.node.NodeStatus.FormationPhase;
import io.systole.actors.node.NodeStatus.FormationStatus;
import io.systole.actors.node.wire.FormationCommand;
import io.systole.actors.node.wire.Hello;
import io.systole.actors.node.wire.HelloAnswer;
import io.systole.cib.NodeName;
import io.systole.event.EventCode;
import io.systole.splitbrain.SplitBrain;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.pekko.actor.Address;
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
    private static final int REFUSALS_LOGGED_MAX = 100;
    private static final Duration TICK = Duration.ofMillis(100);
    /** How long a node that asked to be let in counts as a supporter without asking again. */
    private static final Duration SUPPORT_LASTS = Duration.ofSeconds(1);

    private record Answered(HelloAnswer answer) implements FormationCommand {}

    private record ViewChanged(MembershipView view) implements FormationCommand {}

    private enum Tick implements FormationCommand {
        NOW
    }

    /** What changes: the core's state, the last view, who asked when to be let in, whose refusal was logged, and what the node was told last. */
    private record Memory(
            FormationState core,
            @Nullable MembershipView view,
            SortedMap<NodeName, Instant> knocks,
            SortedSet<NodeName> supporters,
            SortedSet<String> refused,
            @Nullable FormationStatus told) {}

    static Behavior<FormationCommand> create(NodeSettings settings, ActorRef<FormationStatus> node) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new FormationActor(context, timers, settings, node)));
    }

    private final NodeSettings settings;
    private final ActorRef<FormationStatus> node;
    private final ActorRef<HelloAnswer> answers;
    private final Cluster cluster;
    private final FormationEffect.Port effects = new Effects();
    private Memory state;

    private FormationActor(
            ActorContext<FormationCommand> context,
            TimerScheduler<FormationCommand> timers,
            NodeSettings settings,
            ActorRef<FormationStatus> node) {
        super(context);
        context.setLoggerName(FormationActor.class);
        this.settings = settings;
        this.node = node;
        this.answers = context.messageAdapter(HelloAnswer.class, Answered::new);
        this.cluster = Cluster.get(Adapter.toClassic(context.getSystem()));
        FormationState core = FormationState.started(settings.self(), settings.quorum(), Instant.now());
        this.state = new Memory(core, null, new TreeMap<>(), new TreeSet<>(), new TreeSet<>(), null);
        SplitBrain.get(context.getSystem()).subscribe(context.messageAdapter(MembershipView.class, ViewChanged::new));
        timers.startTimerWithFixedDelay(Tick.NOW, TICK);
        context.getSelf().tell(Tick.NOW);
    }

    @Override
    public Receive<FormationCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(Hello.class, this::onHello)
                .onMessage(Answered.class, this::onAnswered)
                .onMessage(ViewChanged.class, this::onViewChanged)
                .onMessage(Tick.class, this::onTick)
                .build();
    }

    private Behavior<FormationCommand> onHello(Hello hello) {
        String refusal = refusal(hello);
        if (refusal != null) {
            logOnce(hello, refusal);
        } else {
            noteKnock(hello);
        }
        hello.replyTo().tell(answer(hello, refusal));
        return this;
    }

    /** A foreign node asks again and again; the log says it once for each place and reason. */
    private void logOnce(Hello hello, String refusal) {
        String line = hello.from() + " " + hello.host() + ":" + hello.port() + " " + refusal;
        if (state.refused().contains(line) || state.refused().size() >= REFUSALS_LOGGED_MAX) return;
        var refused = new TreeSet<>(state.refused());
        refused.add(line);
        state = new Memory(state.core(), state.view(), state.knocks(), state.supporters(), refused, state.told());
        getContext()
                .getLog()
                .atWarn()
                .addKeyValue("code", EventCode.STRANGER_REFUSED)
                .addKeyValue("from", hello.from())
                .addKeyValue("address", hello.host() + ":" + hello.port())
                .addKeyValue("why", refusal)
                .log("a foreign node was refused");
    }

    private void noteKnock(Hello hello) {
        MembershipView view = state.view();
        boolean wantsIn =
                view != null && hello.joining() != null && view.online().contains(new NodeName(hello.joining()));
        var knocks = new TreeMap<>(state.knocks());
        if (wantsIn) {
            knocks.put(new NodeName(hello.from()), Instant.now());
        } else {
            knocks.remove(new NodeName(hello.from()));
        }
        state = new Memory(state.core(), state.view(), knocks, state.supporters(), state.refused(), state.told());
    }

    private @Nullable String refusal(Hello hello) {
        if (!hello.cluster().equals(settings.clusterName())) {
            return "this is cluster " + settings.clusterName() + ", not " + hello.cluster()
                    + ": correct the cluster name, or the node list, of one of the two";
        }
        Optional<NodeAddress> listed = settings.nodes().stream()
                .filter(address -> address.name().value().equals(hello.from()))
                .findFirst();
        if (listed.isEmpty()) {
            return "node " + hello.from() + " is not in the node list of " + settings.self() + ": add it there";
        }
        NodeAddress place = listed.get();
        if (!place.host().equals(hello.host()) || place.port() != hello.port()) {
            return "the name " + hello.from() + " is taken by the node at " + place.host() + ":" + place.port()
                    + ": give the node at " + hello.host() + ":" + hello.port() + " another name";
        }
        return null;
    }

    private HelloAnswer answer(Hello hello, @Nullable String refusal) {
        MembershipView view = state.view();
        NodeName supported = refusal == null ? FormationCore.supported(state.core(), Instant.now()) : null;
        return new HelloAnswer(
                SCHEMA,
                settings.self().value(),
                refusal,
                state.core().stage().name(),
                supported == null ? null : supported.value(),
                state.core().members().stream().map(NodeName::value).toList(),
                view != null && knows(view, hello),
                view != null && view.quorate(),
                view != null && view.seenAll(),
                view != null && view.settled());
    }

    private static boolean knows(MembershipView view, Hello hello) {
        return view.nodes().stream()
                .anyMatch(known -> known.name().value().equals(hello.from())
                        && known.incarnation() == hello.incarnation()
                        && !known.standing().surelyDown());
    }

    private Behavior<FormationCommand> onAnswered(Answered message) {
        HelloAnswer answer = message.answer();
        Instant now = Instant.now();
        NodeName from = new NodeName(answer.from());
        if (answer.refusal() != null) {
            return apply(new FormationEvent.RefusedBy(from, answer.refusal(), now));
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
                now)));
    }

    private Behavior<FormationCommand> onViewChanged(ViewChanged message) {
        MembershipView view = message.view();
        state = new Memory(state.core(), view, state.knocks(), state.supporters(), state.refused(), state.told());
        List<NodeName> heard = view.nodes().stream()
                .filter(known -> isHeard(known.standing()))
                .map(NodeView::name)
                .toList();
        return apply(new FormationEvent.MembershipSeen(heard, view.quorate(), Instant.now()));
    }

    private static boolean isHeard(Standing standing) {
        return standing == Standing.PENDING || standing == Standing.ONLINE || standing == Standing.LEAVING;
    }

    private Behavior<FormationCommand> onTick(Tick tick) {
        Instant now = Instant.now();
        var supporters = new TreeSet<NodeName>();
        state.knocks().forEach((name, at) -> {
            if (!now.isAfter(at.plus(SUPPORT_LASTS))) supporters.add(name);
        });
        if (!supporters.equals(state.supporters())) {
            SplitBrain.get(getContext().getSystem()).supportedBy(supporters);
        }
        state = new Memory(state.core(), state.view(), state.knocks(), supporters, state.refused(), state.told());
        return apply(new FormationEvent.TimePassed(now));
    }

    private Behavior<FormationCommand> apply(FormationEvent event) {
        Step<FormationState, FormationEffect> step = FormationCore.step(state.core(), event);
        FormationStatus status = status(step.state(), event.at());
        if (!status.equals(state.told())) {
            node.tell(status);
            log(status);
        }
        state = new Memory(step.state(), state.view(), state.knocks(), state.supporters(), state.refused(), status);
        step.effects().forEach(effect -> effect.runOn(effects));
        return this;
    }

    private void log(FormationStatus status) {
        var log = getContext().getLog();
        var line = status.phase() == FormationPhase.REFUSED ? log.atError() : log.atInfo();
        line.addKeyValue("code", EventCode.FORMATION)
                .addKeyValue("phase", status.phase().name().toLowerCase(Locale.ROOT))
                .addKeyValue("detail", status.detail())
                .log("formation");
    }

    private static FormationStatus status(FormationState core, Instant at) {
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
        return new FormationStatus(phase, detail);
    }

    /** Runs the core's effects. */
    private final class Effects implements FormationEffect.Port {
        @Override
        public void askAround(List<NodeName> nodes) {
            NodeAddress self = settings.selfAddress();
            NodeName joining = state.core().target();
            Hello hello = new Hello(
                    SCHEMA,
                    settings.clusterName(),
                    settings.self().value(),
                    cluster.selfUniqueAddress().longUid(),
                    self.host(),
                    self.port(),
                    joining == null ? null : joining.value(),
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
            cluster.down(cluster.selfAddress());
        }
    }
}
