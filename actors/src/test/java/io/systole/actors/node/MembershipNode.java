package io.systole.actors.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.systole.actors.cib.CibProtocol;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.config.PekkoConfig;
import io.systole.actors.node.NodeStatus.FormationStatus;
import io.systole.actors.node.wire.FormationCommand;
import io.systole.cib.NodeName;
import io.systole.splitbrain.FencingOutcome;
import io.systole.splitbrain.SplitBrain;
import io.systole.splitbrain.core.LeaseRules;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.ActorSystemImpl;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;

/** A node with membership alone: formation and downing on a real actor system, and a fencer that the test plays. */
final class MembershipNode {
    /** A fencing that was asked for, to be answered by the test. */
    record Asked(NodeName target, long incarnation, CompletableFuture<FencingOutcome> answer) {}

    final BlockingQueue<Asked> fencing = new LinkedBlockingQueue<>();
    final AtomicReference<MembershipView> view = new AtomicReference<>();
    final AtomicReference<FormationStatus> formation = new AtomicReference<>();
    final ActorSystem<Object> system;

    private final boolean damaged;

    MembershipNode(NodeSettings settings) {
        this(settings, false);
    }

    /** The same with a store of which something may be missing. */
    MembershipNode(NodeSettings settings, boolean damaged) {
        this.damaged = damaged;
        Config config = PekkoConfig.of(settings).withFallback(ConfigFactory.load());
        system = ActorSystem.create(root(settings), PekkoConfig.SYSTEM_NAME, config);
    }

    private Behavior<Object> root(NodeSettings settings) {
        return Behaviors.setup(context -> {
            Membership.configure(context.getSystem(), settings);
            SplitBrain splitBrain = SplitBrain.get(context.getSystem());
            splitBrain.subscribe(context.spawn(keeper(view), "views"));
            ActorRef<FormationStatus> statuses = context.spawn(keeper(formation), "statuses");
            context.spawn(
                    FormationActor.create(settings, statuses, context.spawn(store(), "cib"), null),
                    FormationActor.NAME);
            context.spawn(PeerWatchActor.create(settings), PeerWatchActor.NAME);
            LeaseRules lease = settings.quorum().rules().lease();
            if (lease != null) {
                context.spawn(LeaseActor.create(settings, lease), LeaseActor.NAME);
            }
            splitBrain.register((target, incarnation, gone, reason) -> {
                var answer = new CompletableFuture<FencingOutcome>();
                fencing.add(new Asked(target, incarnation, answer));
                return answer;
            });
            return Behaviors.empty();
        });
    }

    private Behavior<CibCommand> store() {
        return Behaviors.receiveMessage(message -> {
            if (message instanceof CibProtocol.GetStoreReports get) {
                get.replyTo().tell(new CibProtocol.StoreReports(List.of(), damaged));
            }
            return Behaviors.same();
        });
    }

    private static <T> Behavior<T> keeper(AtomicReference<T> kept) {
        return Behaviors.receiveMessage(message -> {
            kept.set(message);
            return Behaviors.same();
        });
    }

    long incarnation() {
        return Cluster.get(system).selfMember().uniqueAddress().longUid();
    }

    List<NodeName> online() {
        MembershipView now = view.get();
        return now == null ? List.of() : now.online();
    }

    MembershipView now() {
        return Objects.requireNonNull(view.get(), "no view yet");
    }

    Standing standing(String name) {
        return now().node(new NodeName(name)).orElseThrow().standing();
    }

    Asked nextFencing(Duration within) throws InterruptedException {
        Asked asked = fencing.poll(within.toMillis(), TimeUnit.MILLISECONDS);
        if (asked == null) throw new AssertionError("no fencing was asked for within " + within);
        return asked;
    }

    /** The word of an operator that this node need not wait for all. */
    QuorumActor.Answer unblock(boolean dryRun) {
        ActorRef<FormationCommand> actor =
                ActorRefResolver.get(system).resolveActorRef(system.path() + "/" + FormationActor.NAME);
        return NodeAsk.of(system, actor, replyTo -> new FormationActor.Unblock(dryRun, replyTo));
    }

    /** Ends the actor system as a dead process would: no word to anybody. */
    void crash() {
        ((ActorSystemImpl) Adapter.toClassic(system)).finalTerminate();
    }
}
