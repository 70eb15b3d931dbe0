package io.systole.actors.resource;

import io.systole.actors.cib.CibChanged;
import io.systole.actors.cib.CibProtocol;
import io.systole.actors.cib.StatusChange;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.resource.core.OwnMembership;
import io.systole.actors.resource.core.OwnStatus;
import io.systole.actors.resource.core.Throttle;
import io.systole.actors.resource.wire.AskOutputs;
import io.systole.actors.resource.wire.AskTerm;
import io.systole.actors.resource.wire.ClearFailures;
import io.systole.actors.resource.wire.DcCommand;
import io.systole.actors.resource.wire.ExecuteOperation;
import io.systole.actors.resource.wire.FailureOutput;
import io.systole.actors.resource.wire.FailureOutputs;
import io.systole.actors.resource.wire.ForgetResources;
import io.systole.actors.resource.wire.OperationOrder;
import io.systole.actors.resource.wire.OperationReport;
import io.systole.actors.resource.wire.OperationReport.Outcome;
import io.systole.actors.resource.wire.RecordAttributes;
import io.systole.actors.resource.wire.ResourceCommand;
import io.systole.actors.resource.wire.ResourceForgotten;
import io.systole.actors.resource.wire.ShutDownNode;
import io.systole.actors.resource.wire.TransitionKey;
import io.systole.actors.resource.wire.Withdraw;
import io.systole.cib.NodeName;
import io.systole.splitbrain.core.MembershipView;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Takes the orders for this node's resources: gives each to the resource's own actor, keeps to the number of operations
 * that the node can bear, refuses the orders of a DC that was replaced, and freezes everything while it is not sure that
 * this node is a member.
 */
public final class ResourceSupervisor extends AbstractBehavior<ResourceCommand> {
    /** The path below {@code /user} that it has on every node. */
    public static final String NAME = "resources";

    /** What resources tell: of their use of the node, and of what their agents print. */
    sealed interface FromResource extends ResourceCommand {}

    record AskSlot(ActorRef<ResourceActor.Command> resource) implements FromResource {}

    enum FreeSlot implements FromResource {
        INSTANCE
    }

    /** An operation that this node gives itself, because no DC can be heard (no-quorum-policy). */
    public record OrderLocally(OperationOrder order, ActorRef<OperationReport> replyTo) implements ResourceCommand {}

    /** Something has happened to the resource: its recurring operations run now. */
    public record LookAt(String resource) implements ResourceCommand {}

    /** An operation failed, and its agent had printed something. */
    record Printed(FailureOutput output) implements FromResource {}

    /** The beginning or the result of an operation was told to the CIB. */
    record Recorded(StatusChange.PutHistory put) implements FromResource {}

    private record CibHeard(CibChanged changed) implements ResourceCommand {}

    private record MembershipHeard(MembershipView view) implements ResourceCommand {}

    private enum Tick implements ResourceCommand {
        INSTANCE
    }

    /**
     * Whom it needs.
     *
     * @param memos what resources go on with
     * @param elsewhere takes orders for remote nodes
     * @param load what runs or waits for a processor of the host, on average
     */
    public record Ports(
            ActorRef<CibCommand> cib,
            OperationRunner runner,
            Consumer<ActorRef<MembershipView>> membership,
            ActorRef<ShutdownGranted> shutdown,
            DoubleSupplier load,
            NodeClock clock,
            Memos memos,
            Elsewhere elsewhere) {}

    public static Behavior<ResourceCommand> create(ResourceSettings settings, Ports ports) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new ResourceSupervisor(context, timers, settings, ports)));
    }

    private final ResourceSettings settings;
    private final Ports ports;
    private final ActorRef<MembershipView> membershipAdapter;
    private final SortedMap<String, ActorRef<ResourceActor.Command>> resources = new TreeMap<>();
    private final Deque<ActorRef<ResourceActor.Command>> waiting = new ArrayDeque<>();
    private final KeptOutputs outputs = new KeptOutputs();
    private SupervisorState state;

    private ResourceSupervisor(
            ActorContext<ResourceCommand> context,
            TimerScheduler<ResourceCommand> timers,
            ResourceSettings settings,
            Ports ports) {
        super(context);
        context.setLoggerName(ResourceSupervisor.class);
        this.settings = settings;
        this.ports = ports;
        long now = ports.clock().nanos();
        state = SupervisorState.first(settings.lastCallId(), now);
        membershipAdapter = context.messageAdapter(MembershipView.class, MembershipHeard::new);
        ports.membership().accept(membershipAdapter);
        ports.cib().tell(new CibProtocol.Subscribe(context.messageAdapter(CibChanged.class, CibHeard::new)));
        timers.startTimerWithFixedDelay(Tick.INSTANCE, tick());
        ports.memos().known().keySet().forEach(this::resource);
    }

    @Override
    public Receive<ResourceCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(ExecuteOperation.class, this::onExecute)
                .onMessage(Withdraw.class, this::onWithdraw)
                .onMessage(ClearFailures.class, this::onClearFailures)
                .onMessage(ForgetResources.class, this::onForget)
                .onMessage(RecordAttributes.class, this::onRecordAttributes)
                .onMessage(ShutDownNode.class, this::onShutDown)
                .onMessage(AskTerm.class, this::onAskTerm)
                .onMessage(OrderLocally.class, this::onOrderLocally)
                .onMessage(LookAt.class, this::onLookAt)
                .onMessage(AskSlot.class, this::onAskSlot)
                .onMessage(FreeSlot.class, this::onFreeSlot)
                .onMessage(Printed.class, this::onPrinted)
                .onMessage(Recorded.class, this::onRecorded)
                .onMessage(AskOutputs.class, this::onAskOutputs)
                .onMessage(CibHeard.class, this::onCib)
                .onMessage(MembershipHeard.class, this::onMembership)
                .onMessage(Tick.class, this::onTick)
                .build();
    }

    private Behavior<ResourceCommand> onExecute(ExecuteOperation command) {
        look();
        if (settings.isAnotherRun(command.incarnation())) {
            OrderNews.ofEarlierRun(getContext().getLog(), command.order());
            return this;
        }
        if (isOutdated(command)) {
            refuse(command.order().transitionKey(), command.replyTo());
            return this;
        }
        if (passedOn(command.order().node(), command)) {
            return this;
        }
        return perform(command.order(), command.replyTo());
    }

    private Behavior<ResourceCommand> onWithdraw(Withdraw command) {
        look();
        if (!isOutdated(command) && !passedOn(command.order().node(), command)) {
            resource(command.order().resource()).tell(new ResourceActor.Drop(command.order(), command.replyTo()));
        }
        return this;
    }

    private boolean passedOn(@Nullable String node, ResourceCommand command) {
        if (node == null || node.equals(settings.self().value())) {
            return false;
        }
        ports.elsewhere().pass(new NodeName(node), command);
        return true;
    }

    private Behavior<ResourceCommand> onLookAt(LookAt command) {
        ActorRef<ResourceActor.Command> resource = resources.get(command.resource());
        if (resource != null) {
            resource.tell(ResourceActor.LookNow.INSTANCE);
        }
        return this;
    }

    private Behavior<ResourceCommand> onOrderLocally(OrderLocally command) {
        look();
        return perform(command.order(), command.replyTo());
    }

    private Behavior<ResourceCommand> perform(OperationOrder order, ActorRef<OperationReport> replyTo) {
        state = state.withCallId(state.lastCallId() + 1);
        resource(order.resource()).tell(new ResourceActor.Perform(order, state.lastCallId(), replyTo));
        return this;
    }

    private Behavior<ResourceCommand> onClearFailures(ClearFailures command) {
        if (isOutdated(command)) {
            refuse(command.transitionKey(), command.replyTo());
            return this;
        }
        if (passedOn(command.ward(), command)) {
            return this;
        }
        String resource = command.resource();
        outputs.forget(resource);
        resource(resource).tell(new ResourceActor.ClearFailures(state.own().failureAttributes(resource)));
        command.replyTo().tell(new OperationReport(command.transitionKey(), Outcome.DONE, 0, 0, ""));
        return this;
    }

    private Behavior<ResourceCommand> onForget(ForgetResources command) {
        if (isOutdated(command) || passedOn(command.ward(), command)) {
            return this;
        }
        var forgotten = state.own().matching(command.resources());
        forgotten.forEach(resource -> {
            outputs.forget(resource);
            resource(resource).tell(new ResourceActor.Forget(state.own().failureAttributes(resource)));
        });
        command.replyTo().tell(new ResourceForgotten(settings.self(), forgotten));
        return this;
    }

    private Behavior<ResourceCommand> onRecordAttributes(RecordAttributes command) {
        if (!isOutdated(command) && !passedOn(command.ward(), command)) {
            var changes = new ArrayList<StatusChange>();
            command.attributes().forEach((name, value) -> changes.add(new StatusChange.PutAttribute(name, value)));
            ports.cib().tell(new CibProtocol.RecordStatus(changes));
        }
        return this;
    }

    private Behavior<ResourceCommand> onShutDown(ShutDownNode command) {
        if (isOutdated(command)) {
            refuse(command.transitionKey(), command.replyTo());
            return this;
        }
        OrderNews.mayLeave(getContext().getLog(), command.transitionKey());
        ports.shutdown().tell(new ShutdownGranted());
        command.replyTo().tell(new OperationReport(command.transitionKey(), Outcome.DONE, 0, 0, ""));
        return this;
    }

    /** Whoever asks has lost sight of this node, and waits only for what has begun: the rest may have been given to others. */
    private Behavior<ResourceCommand> onAskTerm(AskTerm command) {
        boolean known = command.term() == state.term();
        if (!isOutdated(command) && known) {
            resources.values().forEach(resource -> resource.tell(ResourceActor.Supersede.INSTANCE));
        }
        getContext().spawnAnonymous(TermAnswering.create(settings.self(), state.term(), command, resources.values()));
        return this;
    }

    private Behavior<ResourceCommand> onAskSlot(AskSlot command) {
        waiting.add(command.resource());
        return grant();
    }

    private Behavior<ResourceCommand> onFreeSlot(FreeSlot command) {
        state = state.withSlots(state.slotsUsed() - 1);
        return grant();
    }

    private Behavior<ResourceCommand> onPrinted(Printed message) {
        outputs.keep(message.output());
        return this;
    }

    private Behavior<ResourceCommand> onRecorded(Recorded message) {
        var recorded = new OperationRecorded(
                settings.self(), message.put().resource().id(), message.put().entry());
        getContext().getSystem().eventStream().tell(new EventStream.Publish<>(recorded));
        return this;
    }

    private Behavior<ResourceCommand> onAskOutputs(AskOutputs command) {
        if (!passedOn(command.ward(), command)) {
            command.replyTo().tell(new FailureOutputs(settings.self(), outputs.of(command.resource())));
        }
        return this;
    }

    private Behavior<ResourceCommand> onCib(CibHeard command) {
        state = state.withOwn(OwnStatus.of(settings.self(), command.changed().cib()));
        return grant();
    }

    /** A view that comes after a pause says whether this node is still a member. */
    private Behavior<ResourceCommand> onMembership(MembershipHeard command) {
        OwnMembership.Heard heard = state.membership().hears(command.view(), settings.member());
        if (heard.revokes()) {
            getContext().getLog().info("dropped what was ordered before: this node was paused or expelled");
            resources.values().forEach(resource -> resource.tell(ResourceActor.Revoke.INSTANCE));
        }
        freeze(heard.known());
        return grant();
    }

    private Behavior<ResourceCommand> onTick(Tick tick) {
        look();
        return this;
    }

    /** Notices that this process did not run for longer than others wait for it. */
    private void look() {
        long now = ports.clock().nanos();
        boolean paused =
                now - state.seenNanos() > settings.pauseMax().plus(tick()).toNanos();
        state = state.withSeen(now);
        if (paused) {
            getContext().getLog().warn("this process was paused; waiting for word of the membership");
            freeze(state.membership().afterPause());
            ports.membership().accept(membershipAdapter);
        }
    }

    private void freeze(OwnMembership known) {
        boolean before = state.frozen();
        state = state.withMembership(known);
        if (state.frozen() != before) {
            resources.values().forEach(resource -> resource.tell(new ResourceActor.SetFrozen(state.frozen())));
        }
    }

    private boolean isOutdated(DcCommand command) {
        if (command.term() < state.term()) {
            OrderNews.ofReplacedDc(getContext().getLog(), command, state.term());
            return true;
        }
        if (command.term() > state.term()) {
            resources.values().forEach(resource -> resource.tell(ResourceActor.Supersede.INSTANCE));
            ports.elsewhere().superseded(command.term());
        }
        state = state.withTerm(command.term());
        return false;
    }

    private void refuse(TransitionKey key, ActorRef<OperationReport> replyTo) {
        replyTo.tell(
                new OperationReport(key, Outcome.REFUSED, 1, 9, settings.self() + " follows the DC of a newer term"));
    }

    private Behavior<ResourceCommand> grant() {
        look();
        int limit = waiting.isEmpty() ? 0 : limit();
        while (!state.frozen() && !waiting.isEmpty() && state.slotsUsed() < limit) {
            state = state.withSlots(state.slotsUsed() + 1);
            waiting.remove().tell(ResourceActor.SlotGranted.INSTANCE);
        }
        return this;
    }

    private int limit() {
        int most = state.own().actionLimit() > 0 ? state.own().actionLimit() : settings.slots();
        int processors = Runtime.getRuntime().availableProcessors();
        double load = ports.load().getAsDouble();
        return Throttle.operations(
                most, load, state.slotsUsed(), processors, state.own().loadThreshold());
    }

    /** An actor of ours that dies takes this one along: the node must not go on with half its knowledge. */
    private ActorRef<ResourceActor.Command> resource(String name) {
        return resources.computeIfAbsent(name, missing -> {
            ActorRef<ResourceActor.Command> created = getContext()
                    .spawnAnonymous(ResourceActor.create(
                            missing,
                            state.frozen(),
                            ports,
                            getContext().getSelf().narrow()));
            getContext().watch(created);
            return created;
        });
    }

    private Duration tick() {
        return settings.pauseMax().dividedBy(4);
    }
}
