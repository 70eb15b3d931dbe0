package io.systole.actors.node;

import io.systole.actors.address.NodePaths;
import io.systole.actors.address.core.AddressBook.Finding;
import io.systole.actors.node.wire.PeerWatchCommand;
import io.systole.actors.node.wire.RefusedBy;
import io.systole.cib.NodeName;
import io.systole.splitbrain.MemberPlace;
import io.systole.splitbrain.SplitBrain;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.Refusal;
import io.systole.splitbrain.core.RefusalBook;
import io.systole.splitbrain.core.Standing;
import io.systole.splitbrain.port.PortState;
import io.systole.splitbrain.port.PortWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.typed.Cluster;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which members' processes are gone though their hosts live, agrees on it with the other members, and tells the
 * downing provider, which decides. Has the same path on every node.
 */
final class PeerWatchActor extends AbstractBehavior<PeerWatchCommand> {
    static final String NAME = "peer-watch";

    private static final int SCHEMA = 1;
    /** How often a refusal is repeated to the others: a word that was lost costs no more than this. */
    private static final Duration REPEATED_EVERY = Duration.ofMillis(250);
    /** Longer than the pause between two attempts, and than two repetitions. */
    private static final Duration LASTS_AT_LEAST = Duration.ofMillis(1500);

    private record Found(MemberPlace place, PortState port) implements PeerWatchCommand {}

    private record ViewChanged(MembershipView view) implements PeerWatchCommand {}

    private enum Repeat implements PeerWatchCommand {
        NOW
    }

    /** What changes: who is a member, what is known of refusals, what the downing provider was told last, and which addresses answer. */
    private record Memory(
            @Nullable MembershipView view, RefusalBook book, SortedSet<Refusal> told, SortedSet<String> open) {}

    static Behavior<PeerWatchCommand> create(NodeSettings settings) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new PeerWatchActor(context, timers, settings)));
    }

    private final NodeSettings settings;
    private final PortWatch ports;
    private final NodePaths paths;
    private Memory state;

    private PeerWatchActor(
            ActorContext<PeerWatchCommand> context, TimerScheduler<PeerWatchCommand> timers, NodeSettings settings) {
        super(context);
        context.setLoggerName(PeerWatchActor.class);
        this.settings = settings;
        Duration twice = settings.profile().times().detection().multipliedBy(2);
        Duration lasts = twice.compareTo(LASTS_AT_LEAST) > 0 ? twice : LASTS_AT_LEAST;
        this.state = new Memory(null, RefusalBook.empty(settings.self(), lasts), new TreeSet<>(), new TreeSet<>());
        this.paths = NodePaths.get(context.getSystem());
        paths.configure(settings.nodes().stream().map(NodeAddress::addresses).toList());
        ActorRef<PeerWatchCommand> self = context.getSelf();
        this.ports = PortWatch.start("port-watch", (place, port) -> self.tell(new Found(place, port)));
        SplitBrain.get(context.getSystem()).subscribe(context.messageAdapter(MembershipView.class, ViewChanged::new));
        timers.startTimerWithFixedDelay(Repeat.NOW, REPEATED_EVERY);
    }

    @Override
    public Receive<PeerWatchCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(RefusedBy.class, this::onRefusedBy)
                .onMessage(Found.class, this::onFound)
                .onMessage(ViewChanged.class, this::onViewChanged)
                .onMessage(Repeat.class, this::onRepeat)
                .onSignal(PostStop.class, this::onPostStop)
                .build();
    }

    private Behavior<PeerWatchCommand> onRefusedBy(RefusedBy message) {
        NodeName observer = new NodeName(message.observer());
        var refusals = new TreeSet<Refusal>();
        message.runs().forEach(run -> refusals.add(new Refusal(observer, new NodeName(run.node()), run.incarnation())));
        return know(state.book().heard(observer, refusals, Instant.now()));
    }

    /**
     * Refused is the run that is a member now: one that is started anew listens before it joins. A node that answers at
     * another of its addresses is there.
     */
    private Behavior<PeerWatchCommand> onFound(Found message) {
        NodeName name = message.place().name();
        paths.found(settings.address(name).host(), message.place().host(), finding(message.port()));
        var open = new TreeSet<>(state.open());
        String place = name + " " + message.place().host();
        boolean changed = message.port() == PortState.OPEN ? open.add(place) : open.remove(place);
        if (changed) {
            state = new Memory(state.view(), state.book(), state.told(), open);
        }
        MembershipView view = state.view();
        boolean elsewhere = open.stream().anyMatch(known -> known.startsWith(name + " "));
        if (view == null || message.port() != PortState.REFUSED || elsewhere) return this;
        NodeView found = view.node(name).orElseThrow();
        if (!isWatched(found)) return this;
        RefusalBook before = state.book();
        know(before.met(name, found.incarnation(), Instant.now()));
        if (!before.own().keySet().equals(state.book().own().keySet())) {
            getContext()
                    .getLog()
                    .atInfo()
                    .addKeyValue("node", name)
                    .addKeyValue("incarnation", found.incarnation())
                    .log("a member's host refuses connections: its process is gone");
            tellOthers();
        }
        return this;
    }

    private Behavior<PeerWatchCommand> onViewChanged(ViewChanged message) {
        MembershipView view = message.view();
        state = new Memory(view, state.book(), state.told(), state.open());
        ports.watch(view.nodes().stream()
                .filter(node -> isWatched(node) || hasSeveralWays(node))
                .flatMap(node -> places(settings.address(node.name())))
                .toList());
        return this;
    }

    private static Stream<MemberPlace> places(NodeAddress node) {
        return node.addresses().stream().map(address -> new MemberPlace(node.name(), address, node.port()));
    }

    /** Which of its addresses answers has to be known before it is a member. */
    private boolean hasSeveralWays(NodeView node) {
        return !node.name().equals(settings.self())
                && settings.address(node.name()).addresses().size() > 1;
    }

    private static Finding finding(PortState port) {
        return switch (port) {
            case OPEN -> Finding.ANSWERS;
            case REFUSED -> Finding.REFUSES;
            case SILENT -> Finding.SILENT;
        };
    }

    private boolean isWatched(NodeView node) {
        Standing standing = node.standing();
        boolean member = standing == Standing.ONLINE || standing == Standing.SUSPECT || standing == Standing.LOST;
        return member && !node.name().equals(settings.self());
    }

    private Behavior<PeerWatchCommand> onRepeat(Repeat repeat) {
        know(state.book());
        if (!state.book().own().isEmpty()) {
            tellOthers();
        }
        return this;
    }

    private Behavior<PeerWatchCommand> onPostStop(PostStop signal) {
        ports.close();
        return this;
    }

    private Behavior<PeerWatchCommand> know(RefusalBook changed) {
        RefusalBook book = changed.at(Instant.now());
        SortedSet<Refusal> all = book.all();
        if (!all.equals(state.told())) {
            SplitBrain.get(getContext().getSystem()).refusals(all);
        }
        state = new Memory(state.view(), book, all, state.open());
        return this;
    }

    private void tellOthers() {
        MembershipView view = state.view();
        if (view == null) return;
        List<RefusedBy.Run> runs = state.book().own().keySet().stream()
                .map(refusal -> new RefusedBy.Run(refusal.subject().value(), refusal.incarnation()))
                .toList();
        RefusedBy message = new RefusedBy(SCHEMA, settings.self().value(), runs);
        view.online().stream()
                .filter(name -> !name.equals(settings.self()))
                .forEach(name -> watchOf(name).tell(message));
    }

    private ActorRef<PeerWatchCommand> watchOf(NodeName name) {
        NodeAddress place = settings.address(name);
        Address own = Cluster.get(getContext().getSystem()).selfMember().address();
        Address there = new Address(own.protocol(), own.system(), place.host(), place.port());
        return ActorRefResolver.get(getContext().getSystem()).resolveActorRef(there + "/user/" + NAME);
    }
}
