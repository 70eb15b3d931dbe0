package io.systole.actors.simulation;

import io.systole.actors.simulation.NodeRun.Part;
import io.systole.cib.NodeName;
import io.systole.splitbrain.core.Cut;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Links between the hosts, each in one direction: they delay, lose, and are cut. What was on its way when a link was cut is
 * lost, or comes when it is mended, as with a connection that sends again. The messages of a link keep their order.
 */
final class Network {
    private static final int HELD_PERMILLE = 200;

    /** Meant for the run that the sender knew; another one gets it where it waited for the connection. */
    private record Message(NodeRun from, NodeName to, long meant, Part part, Consumer<NodeRun> what, long sentAt) {}

    private final World world;
    private final SortedSet<Cut> cut = new TreeSet<>();
    private final SortedMap<Cut, Long> arrivals = new TreeMap<>();
    private final List<Message> waiting = new ArrayList<>();
    /** More milliseconds for every message. */
    int slow;

    Network(World world) {
        this.world = world;
    }

    boolean passes(NodeName from, NodeName to) {
        return cut.isEmpty() || !cut.contains(new Cut(from, to));
    }

    /** What a heartbeat and its answer need. */
    boolean bothWays(NodeName one, NodeName other) {
        return passes(one, other) && passes(other, one);
    }

    void cut(NodeName from, NodeName to) {
        if (!from.equals(to)) {
            world.judge.look();
            cut.add(new Cut(from, to));
        }
    }

    void mend() {
        cut.clear();
        world.judge.look();
        flush();
    }

    /** Connections are made again: what still waits for one is sent. */
    void flush() {
        var all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(this::arrive);
    }

    boolean isCut() {
        return !cut.isEmpty();
    }

    void send(NodeRun from, NodeName to, Part part, Consumer<NodeRun> what) {
        if (world.time.chance(world.drawn.loss()) && !world.healed()) {
            return;
        }
        Gossip.Member known = from.membership.gossip().of(to);
        arrive(new Message(from, to, known == null ? 0 : known.run(), part, what, world.time.now()));
    }

    private void arrive(Message message) {
        var link = new Cut(message.from().name, message.to());
        long wanted = world.time.now() + 1 + world.time.draw(4) + (slow > 0 ? world.time.draw(slow) : 0);
        long at = Math.max(arrivals.getOrDefault(link, 0L), wanted);
        arrivals.put(link, at);
        world.time.in(at - world.time.now(), () -> {
            NodeRun receiver = world.host(message.to()).process();
            boolean waits = receiver == null || (!cut.isEmpty() && cut.contains(link));
            if (waits && world.time.chance(HELD_PERMILLE)) {
                waiting.add(message);
            } else if (!waits) {
                received(message, receiver);
            }
        });
    }

    /** Who removed a run, or holds it for dead, sends it nothing more, and tells it so when it hears of it. */
    private void received(Message message, NodeRun receiver) {
        NodeRun from = message.from();
        if (receiver.membership.pekko().isDeafTo(from.id)) {
            from.deliver(Part.MEMBERSHIP, () -> {
                if (bothWays(from.name, receiver.name)) {
                    from.membership.quarantined(receiver);
                }
            });
            return;
        }
        PekkoPart sender = from.membership.pekko();
        boolean meantForNobody = sender.gossip().removed().contains(message.meant());
        if (from.ended() || meantForNobody || sender.isDeafTo(receiver.id)) {
            return;
        }
        receiver.deliver(message.part(), () -> {
            receiver.heardSinceWake = receiver.heardSinceWake || message.sentAt() > receiver.wokeAt;
            message.what().accept(receiver);
        });
    }

    /** The hosts that reach this one and are reached by it, itself included, over others or directly. */
    SortedSet<NodeName> component(NodeName of) {
        var found = new TreeSet<NodeName>();
        found.add(of);
        boolean grew = true;
        while (grew) {
            grew = false;
            for (NodeName other : world.drawn.names()) {
                boolean reached = found.stream().anyMatch(each -> bothWays(each, other));
                grew = (reached && found.add(other)) || grew;
            }
        }
        return found;
    }

    String inWords() {
        return cut.stream()
                .sorted(Comparator.naturalOrder())
                .map(link -> link.observer() + ">" + Objects.toString(link.subject()))
                .toList()
                .toString();
    }
}
