package io.systole.actors.node;

import io.systole.actors.cib.CibChanged;
import io.systole.actors.cib.CibProtocol;
import io.systole.actors.cib.StatusChange;
import io.systole.actors.fencer.Fencer;
import io.systole.actors.fencer.FencerView;
import io.systole.actors.fencer.FencingOutcome;
import io.systole.actors.fencer.FencingRecord;
import io.systole.actors.node.NodeStatus.FormationPhase;
import io.systole.actors.node.NodeStatus.FormationStatus;
import io.systole.actors.node.core.MembershipOptions;
import io.systole.actors.node.core.OwnResources;
import io.systole.actors.policy.PlannerAdapter;
import io.systole.actors.policy.PolicyPorts;
import io.systole.actors.resource.ShutdownGranted;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.event.EventCode;
import io.systole.fencing.FenceAction;
import io.systole.splitbrain.SplitBrain;
import io.systole.splitbrain.core.LeaseRules;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.typed.Cluster;
import org.jspecify.annotations.Nullable;

/** Owns one node: spawns and wires its parts, tells them of the membership, and lets the node go only when it runs nothing. */
public final class NodeActor extends AbstractBehavior<NodeActor.Command> {
    /** What a node is asked for or told. */
    public sealed interface Command {}

    public record GetStatus(ActorRef<NodeStatus> replyTo) implements Command {}

    public record GetParts(ActorRef<NodeParts> replyTo) implements Command {}

    /** Fence a node by an operator's hand; answered when it is done or has failed. */
    public record FenceNode(
            NodeName target,
            FenceAction action,
            Duration tolerance,
            String requestedBy,
            ActorRef<FencingOutcome> replyTo)
            implements Command {}

    /** A person says that the node is dead as membership knows it now. */
    public record ConfirmFenced(NodeName target, String by, ActorRef<Fencer.ConfirmationOutcome> replyTo)
            implements Command {}

    /**
     * Have all resources moved off this node, and take no more. The end of the actor system asks for it by itself; to ask
     * twice does no harm.
     */
    public record Leave(ActorRef<ReadyToLeave> replyTo) implements Command {}

    /** Nothing runs here any more ({@code drained}), or the wait for it is over. */
    public record ReadyToLeave(boolean drained, String detail) {}

    private record ViewChanged(MembershipView view) implements Command {}

    private record FormationChanged(FormationStatus status) implements Command {}

    private record ConfigurationChanged(CibChanged change) implements Command {}

    private record FencingHeard(FencingRecord fencing) implements Command {}

    private enum Granted implements Command {
        NOW
    }

    private enum Escalated implements Command {
        NOW
    }

    private enum FenceSelf implements Command {
        NOW
    }

    /** What changes: the last views, what the CIB says about membership, and who waits for the node to be empty. */
    private record Memory(
            @Nullable MembershipView view,
            FormationStatus formation,
            @Nullable Cib cib,
            MembershipOptions options,
            List<ActorRef<ReadyToLeave>> leaving,
            boolean fencesItself) {
        Memory fencingItself() {
            return new Memory(view, formation, cib, options, leaving, true);
        }

        Memory withView(MembershipView changed) {
            return new Memory(changed, formation, cib, options, leaving, fencesItself);
        }

        Memory withFormation(FormationStatus changed) {
            return new Memory(view, changed, cib, options, leaving, fencesItself);
        }

        Memory withCib(Cib changed, MembershipOptions read) {
            return new Memory(view, formation, changed, read, leaving, fencesItself);
        }

        Memory withLeaving(List<ActorRef<ReadyToLeave>> changed) {
            return new Memory(view, formation, cib, options, changed, fencesItself);
        }
    }

    /** The root actor of a node's actor system. */
    public static Behavior<Command> create(NodeSettings settings) {
        return create(settings, PlannerAdapter.planning(), SelfWatch.NONE);
    }

    /** The same with another planner, and a watch that ends this node when it may not live on. */
    public static Behavior<Command> create(NodeSettings settings, PolicyPorts.Planning planner, SelfWatch watch) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new NodeActor(context, timers, settings, planner, watch)));
    }

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final NodeSettings settings;
    private final TimerScheduler<Command> timers;
    private final SplitBrain splitBrain;
    private final NodeParts parts;
    private final MembershipNews news;
    private final SelfFencing selfFencing;
    private final SelfWatch watch;
    /** What the CIB wants done to a lost node; read by the downing provider on another thread. */
    private final AtomicReference<MembershipOptions> wanted = new AtomicReference<>(MembershipOptions.defaults());

    private Memory state;

    private NodeActor(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            NodeSettings settings,
            PolicyPorts.Planning planner,
            SelfWatch watch) {
        super(context);
        context.setLoggerName(NodeActor.class);
        this.settings = settings;
        this.timers = timers;
        this.watch = watch;
        this.splitBrain = SplitBrain.get(context.getSystem());
        this.news = new MembershipNews(context.getLog());
        this.selfFencing = SelfFencing.of(settings.selfFence(), context.getSystem(), context.getLog());
        FormationStatus starting = new FormationStatus(FormationPhase.SEARCHING, "starting", List.of());
        this.state = new Memory(null, starting, null, MembershipOptions.defaults(), List.of(), false);
        Membership.configure(context.getSystem(), settings);
        ActorRef<MembershipView> views = context.messageAdapter(MembershipView.class, ViewChanged::new);
        splitBrain.subscribe(views);
        this.parts = NodeChildren.spawn(
                context,
                settings,
                planner,
                context.messageAdapter(ShutdownGranted.class, granted -> Granted.NOW),
                views,
                watch);
        parts.cib()
                .tell(new CibProtocol.Subscribe(context.messageAdapter(CibChanged.class, ConfigurationChanged::new)));
        parts.fencer().tell(new Fencer.Subscribe(context.messageAdapter(FencingRecord.class, FencingHeard::new)));
        var delay = new PriorityDelay(
                context.getSystem(), parts.cib(), planner, NodeChildren.planning(context.getSystem()));
        splitBrain.register(new FencerPort(context.getSystem(), parts.fencer(), settings.self(), wanted::get, delay));
        ActorRef<FormationStatus> statuses = context.messageAdapter(FormationStatus.class, FormationChanged::new);
        context.watch(context.spawn(
                FormationActor.create(settings, statuses, parts.cib(), parts.arbiter()), FormationActor.NAME));
        context.watch(context.spawn(PeerWatchActor.create(settings), PeerWatchActor.NAME));
        LeaseRules lease = settings.quorum().rules().lease();
        if (lease != null) {
            context.watch(context.spawn(LeaseActor.create(settings, lease), LeaseActor.NAME));
        }
        Drain.register(context.getSystem(), context.getSelf(), settings.shutdownEscalation(), watch::drained);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(GetStatus.class, this::onGetStatus)
                .onMessage(GetParts.class, this::onGetParts)
                .onMessage(FenceNode.class, this::onFenceNode)
                .onMessage(ConfirmFenced.class, this::onConfirmFenced)
                .onMessage(Leave.class, this::onLeave)
                .onMessage(ViewChanged.class, this::onViewChanged)
                .onMessage(FormationChanged.class, this::onFormationChanged)
                .onMessage(ConfigurationChanged.class, this::onConfigurationChanged)
                .onMessage(FencingHeard.class, this::onFencingHeard)
                .onMessage(Granted.class, this::onGranted)
                .onMessage(Escalated.class, this::onEscalated)
                .onMessage(FenceSelf.class, this::onFenceSelf)
                .onSignal(Terminated.class, this::onPartEnded)
                .build();
    }

    private Behavior<Command> onGetStatus(GetStatus command) {
        Cib cib = state.cib();
        FormationStatus formation = state.leaving().isEmpty()
                ? state.formation()
                : new FormationStatus(FormationPhase.LEAVING, "resources are being moved off", List.of());
        command.replyTo()
                .tell(new NodeStatus(
                        settings.clusterName(),
                        settings.self(),
                        formation,
                        state.view(),
                        cib == null ? null : OwnResources.dc(cib),
                        cib == null ? List.of() : OwnResources.active(cib, settings.self()),
                        watch.report().orElse(null)));
        return this;
    }

    private Behavior<Command> onGetParts(GetParts command) {
        command.replyTo().tell(parts);
        return this;
    }

    /** The run of the node that is meant is the one that membership knows now; 0 for one that was never seen. */
    private long incarnation(NodeName node) {
        MembershipView view = state.view();
        return view == null ? 0 : view.node(node).map(NodeView::incarnation).orElse(0L);
    }

    private Behavior<Command> onFenceNode(FenceNode command) {
        long incarnation = incarnation(command.target());
        var fence = new Fencer.Fence(
                command.target(),
                incarnation,
                command.action(),
                "asked for by " + command.requestedBy(),
                command.requestedBy(),
                Duration.ZERO,
                command.replyTo());
        parts.fencer().tell(new Fencer.FenceUnlessDone(fence, command.tolerance()));
        return this;
    }

    private Behavior<Command> onConfirmFenced(ConfirmFenced command) {
        parts.fencer()
                .tell(new Fencer.Confirm(
                        command.target(), incarnation(command.target()), command.by(), command.replyTo()));
        return this;
    }

    private Behavior<Command> onLeave(Leave command) {
        boolean first = state.leaving().isEmpty();
        state = state.withLeaving(Stream.concat(state.leaving().stream(), Stream.of(command.replyTo()))
                .toList());
        if (state.formation().phase() != FormationPhase.MEMBER) {
            return ready(true, "the node is no member of the cluster");
        }
        if (first) {
            getContext()
                    .getLog()
                    .atInfo()
                    .addKeyValue("code", EventCode.NODE_LEAVES)
                    .log("leaving: resources are being moved off");
            String now = Long.toString(Instant.now().getEpochSecond());
            parts.cib().tell(new CibProtocol.RecordStatus(List.of(new StatusChange.PutAttribute("shutdown", now))));
            timers.startSingleTimer(Escalated.NOW, settings.shutdownEscalation());
        }
        return leaveIfLeftAlone();
    }

    private Behavior<Command> onViewChanged(ViewChanged message) {
        MembershipView before = state.view();
        boolean hadQuorum = before != null && before.quorate();
        news.tell(before, message.view());
        state = state.withView(message.view());
        parts.fencer().tell(new Fencer.MembersChanged(fencerView(message.view())));
        watchQuorum(hadQuorum, message.view().quorate());
        return leaveIfLeftAlone();
    }

    /** A loss of quorum that lasts, and is no matter of leaving, is what no-quorum-policy=fence is about. */
    private void watchQuorum(boolean before, boolean now) {
        if (now) {
            timers.cancel(FenceSelf.NOW);
        } else if (before && state.options().selfFence() && state.leaving().isEmpty()) {
            Duration lasts = settings.profile().times().detection().multipliedBy(2);
            timers.startSingleTimer(FenceSelf.NOW, FenceSelf.NOW, lasts);
        }
    }

    private FencerView fencerView(MembershipView view) {
        Address own = Cluster.get(getContext().getSystem()).selfMember().address();
        SortedMap<NodeName, Address> reachable = new TreeMap<>();
        for (NodeName name : view.online()) {
            NodeAddress place = settings.address(name);
            reachable.put(name, new Address(own.protocol(), own.system(), place.host(), place.port()));
        }
        return new FencerView(reachable, view.mayFence(), incarnation(settings.self()), view.rival());
    }

    private Behavior<Command> onFormationChanged(FormationChanged message) {
        state = state.withFormation(message.status());
        return this;
    }

    private Behavior<Command> onConfigurationChanged(ConfigurationChanged message) {
        Cib cib = message.change().cib();
        MembershipOptions options = MembershipOptions.of(cib);
        if (!options.equals(state.options())) {
            splitBrain.changeSettings(Membership.settings(settings)
                    .withFencingEnabled(options.fencingEnabled())
                    .withIgnoreQuorum(options.ignoreQuorum())
                    .withStartupWait(options.startupWait()));
        }
        if (options.fencingEnabled() != state.options().fencingEnabled()) {
            getContext()
                    .getLog()
                    .atWarn()
                    .addKeyValue("code", EventCode.FENCING_DISABLED)
                    .addKeyValue("fencing-enabled", options.fencingEnabled())
                    .log("without fencing a lost node is believed to be dead, and resources may run twice");
        }
        wanted.set(options);
        state = state.withCib(cib, options);
        parts.fencer().tell(new Fencer.DevicesChanged(cib));
        return leaveIfLeftAlone();
    }

    private Behavior<Command> onFencingHeard(FencingHeard message) {
        FencingRecord fencing = message.fencing();
        if (fencing.outcome() instanceof FencingOutcome.Fenced
                && fencing.action().takesPower()) {
            splitBrain.confirmFenced(fencing.target(), fencing.incarnation());
        }
        return this;
    }

    private Behavior<Command> onGranted(Granted message) {
        return ready(true, "all resources were moved off");
    }

    private Behavior<Command> onEscalated(Escalated message) {
        return state.leaving().isEmpty()
                ? this
                : ready(false, "the resources were not moved off within " + settings.shutdownEscalation());
    }

    /** The resources are stopped by the partition's own policy; this looks until none is left. */
    private Behavior<Command> onFenceSelf(FenceSelf due) {
        Cib cib = state.cib();
        if (!state.fencesItself()) {
            selfFencing.begin("no quorum, and no-quorum-policy is fence");
            state = state.fencingItself();
        }
        if (cib != null && OwnResources.active(cib, settings.self()).isEmpty()) {
            Drain.endWithoutLeave(getContext().getSystem());
        } else {
            timers.startSingleTimer(FenceSelf.NOW, FenceSelf.NOW, LOOK_AGAIN);
        }
        return this;
    }

    /** A leaving node that may not act with others plans nothing more than to stop: when nothing is left, it goes. */
    private Behavior<Command> leaveIfLeftAlone() {
        MembershipView view = state.view();
        Cib cib = state.cib();
        boolean free = !state.leaving().isEmpty() && view != null && cib != null && OwnResources.mayGo(cib, view);
        return free ? ready(true, "nothing runs here, and this side has no quorum") : this;
    }

    private Behavior<Command> ready(boolean drained, String detail) {
        state.leaving().forEach(waiting -> waiting.tell(new ReadyToLeave(drained, detail)));
        state = state.withLeaving(List.of());
        timers.cancel(Escalated.NOW);
        return this;
    }

    /** A node whose part died must not go on on a guess; it goes without a word, so that the others fence it. */
    private Behavior<Command> onPartEnded(Terminated signal) {
        getContext()
                .getLog()
                .atError()
                .addKeyValue("code", EventCode.NODE_BROKEN)
                .addKeyValue("part", signal.getRef().path().name())
                .log("a part of this node died, the node ends");
        Drain.endWithoutLeave(getContext().getSystem());
        return this;
    }
}
