package io.systole.actors.policy;

import io.systole.actors.policy.wire.PolicyCommand;
import io.systole.cib.NodeName;
import io.systole.event.EventCode;
import io.systole.splitbrain.core.MembershipView;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a partition without quorum does what no-quorum-policy says, even where the cluster's DC is on the other
 * side of the cut: no new singleton starts here before the others are removed, which without quorum never happens. So
 * the leader of such a partition runs a policy of its own. It writes no configuration, has a term aside of the DC's (what that
 * one had sent before the cut is void here), and plans with have-quorum=false as the CIB says, so it stops, freezes or demotes, and fences nobody.
 */
public final class LocalQuorumGuard extends AbstractBehavior<LocalQuorumGuard.Command> {
    private static final String GRACE = "grace";

    /** What it hears. */
    public sealed interface Command {}

    private record MembershipHeard(MembershipView view) implements Command {}

    private enum GraceOver implements Command {
        INSTANCE
    }

    /**
     * A guard for one node.
     *
     * @param grace how long the partition must be without quorum and DC, so that a short break does not stop anything
     */
    public static Behavior<Command> create(PolicySettings settings, PolicyPorts ports, Duration grace) {
        return Behaviors.setup(context -> create(
                ports,
                grace,
                () -> dc(context.getSystem()),
                PolicyActor.create(settings, ports, PolicyActor.Mode.INQUORATE)));
    }

    /** With a DC and a policy of one's own choice. */
    static Behavior<Command> create(
            PolicyPorts ports, Duration grace, Supplier<Optional<NodeName>> dc, Behavior<PolicyCommand> policy) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new LocalQuorumGuard(context, timers, ports, grace, dc, policy)));
    }

    private record Memory(
            @Nullable MembershipView view, @Nullable ActorRef<PolicyCommand> policy) {}

    private final TimerScheduler<Command> timers;
    private final Duration grace;
    private final Supplier<Optional<NodeName>> dc;
    private final Behavior<PolicyCommand> policy;
    private Memory state = new Memory(null, null);

    private LocalQuorumGuard(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            PolicyPorts ports,
            Duration grace,
            Supplier<Optional<NodeName>> dc,
            Behavior<PolicyCommand> policy) {
        super(context);
        context.setLoggerName(LocalQuorumGuard.class);
        this.timers = timers;
        this.grace = grace;
        this.dc = dc;
        this.policy = policy;
        ports.membership().accept(context.messageAdapter(MembershipView.class, MembershipHeard::new));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(MembershipHeard.class, this::onMembership)
                .onMessage(GraceOver.class, this::onGraceOver)
                .build();
    }

    private Behavior<Command> onMembership(MembershipHeard command) {
        state = new Memory(command.view(), state.policy());
        ActorRef<PolicyCommand> running = state.policy();
        if (!isOnItsOwn(command.view())) {
            timers.cancel(GRACE);
            if (running != null) {
                getContext().getLog().info("quorum or a DC is back, the partition's own policy ends");
                getContext().stop(running);
                state = new Memory(command.view(), null);
            }
        } else if (running == null && !timers.isTimerActive(GRACE)) {
            timers.startSingleTimer(GRACE, GraceOver.INSTANCE, grace);
        }
        return this;
    }

    private Behavior<Command> onGraceOver(GraceOver over) {
        MembershipView view = state.view();
        if (view != null && isOnItsOwn(view) && state.policy() == null) {
            getContext()
                    .getLog()
                    .atWarn()
                    .addKeyValue("code", EventCode.QUORUM_POLICY_HERE)
                    .log("no quorum and no DC on this side of the cut: no-quorum-policy is carried out here");
            ActorRef<PolicyCommand> started = getContext().spawnAnonymous(policy);
            state = new Memory(view, started);
        }
        return this;
    }

    private boolean isOnItsOwn(MembershipView view) {
        boolean hasDc = dc.get().map(node -> view.online().contains(node)).orElse(false);
        return !view.quorate() && view.selfLeads() && !hasDc;
    }

    /** The singleton is where the oldest member is. */
    private static Optional<NodeName> dc(ActorSystem<?> system) {
        Member oldest = null;
        for (Member member : Cluster.get(system).state().getMembers()) {
            boolean counts =
                    member.status().equals(MemberStatus.up()) || member.status().equals(MemberStatus.leaving());
            if (counts && (oldest == null || member.isOlderThan(oldest))) {
                oldest = member;
            }
        }
        return Optional.ofNullable(oldest).flatMap(LocalQuorumGuard::name);
    }

    private static Optional<NodeName> name(Member member) {
        for (String role : member.getRoles()) {
            if (role.startsWith("node-")) {
                return Optional.of(new NodeName(role.substring("node-".length())));
            }
        }
        return Optional.empty();
    }
}
