package io.systole.actors.cib.core;

import io.systole.cib.NodeName;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.QuorumVerdict;
import io.systole.splitbrain.core.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Cores of several nodes with simulated disks, network, replicator, membership and policy. Messages of a link keep their
 * order and are lost when the link is cut; views, disks and the network are as slow as chance wants. A lost node is
 * killed before it counts as fenced, and a new writer starts only when the old one is surely down.
 */
final class SimulatedCib {
    /** The longest time of a timer, in steps. */
    private static final int TIMERS_MAX = 60;

    final List<Node> nodes = new ArrayList<>();
    final SimulatedClients clients;
    private final List<Pending> pending = new ArrayList<>();
    private final List<Timer> timers = new ArrayList<>();
    private final Random random;
    private final boolean twoNodes;
    long steps;

    /** An event on its way: over a link, or within a node when both ends are the same. */
    private record Pending(Node from, Node to, long incarnation, Runnable arrival) {}

    private record Timer(Node node, long incarnation, long at, Runnable event) {}

    /** One node: what dies with it, and what stays on its disk. */
    final class Node {
        final NodeName name;
        final SimulatedDisk disk = new SimulatedDisk();

        @Nullable
        CibState state;

        /** The nodes that this one may speak for. */
        final SortedSet<NodeName> wards = new TreeSet<>();

        boolean isolated;
        /** It counts as fenced and lives on: its device lied. */
        boolean undead;

        boolean fenced;
        private long incarnation;

        Node(String name) {
            this.name = new NodeName(name);
        }

        @Override
        public String toString() {
            CibState now = state;
            return now == null
                    ? name + " down, disk " + disk.configuration.key()
                    : name + " has " + now.configuration().key() + ", unstored "
                            + now.held().unstored() + ", disk " + disk.configuration.key() + ", waits for "
                            + now.writing().running();
        }

        void start() {
            incarnation++;
            isolated = false;
            undead = false;
            fenced = false;
            state = disk.read(name, incarnation, names());
            wards.clear();
        }

        void kill() {
            state = null;
            undead = false;
        }

        String life() {
            return name + " " + incarnation;
        }

        boolean up() {
            return state != null;
        }

        boolean writes() {
            CibState now = state;
            return now != null && now.writing().isWriter();
        }

        void happens(CibEvent event) {
            CibState now = state;
            if (now != null) {
                Step step = CibCore.step(now, event);
                state = step.state();
                step.effects().forEach(effect -> effect.runOn(new SimulatedEffects(SimulatedCib.this, this)));
            }
        }

        void write(JournalEntry entry, StoredConfiguration next) {
            happens(disk.write(entry, next, random));
        }

        void write(CibEffect.StoreWhole whole) {
            happens(disk.write(whole));
        }
    }

    SimulatedCib(long seed) {
        // neighbouring seeds of this generator begin alike
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        clients = new SimulatedClients(this, random);
        twoNodes = random.nextBoolean();
        nodes.add(new Node("n1"));
        nodes.add(new Node("n2"));
        if (!twoNodes) {
            nodes.add(new Node("n3"));
        }
        nodes.forEach(Node::start);
        membershipMoves();
    }

    private List<NodeName> names() {
        return nodes.stream().map(node -> node.name).toList();
    }

    private Node one() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    /** One thing happens, drawn by chance. */
    void step() {
        steps++;
        ring();
        for (int messages = random.nextInt(8); messages > 0; messages--) {
            deliver();
        }
        int dice = random.nextInt(100);
        if (dice < 30) {
            clients.request(one());
        } else if (dice < 40) {
            clients.askAgain(one());
        } else if (dice < 60) {
            one().happens(new CibEvent.DigestDue());
        } else if (dice < 75) {
            startWriter();
        } else if (dice < 78) {
            lose(one());
        } else if (dice < 87) {
            fence();
        } else if (dice < 97) {
            restart();
        } else if (dice < 98) {
            Node node = one();
            node.disk.broken = !node.disk.broken;
        }
    }

    /** All faults end, and everything that is on its way arrives. */
    void heal() {
        nodes.forEach(node -> node.disk.broken = false);
        fence();
        nodes.stream().filter(node -> node.undead).forEach(Node::kill);
        nodes.forEach(node -> node.isolated = false);
        while (nodes.stream().anyMatch(node -> !node.up())) {
            restart();
        }
        for (int round = 0; round < 20; round++) {
            while (!pending.isEmpty()) {
                deliver();
            }
            steps += TIMERS_MAX;
            ring();
            startWriter();
            nodes.forEach(node -> node.happens(new CibEvent.DigestDue()));
        }
    }

    /** All nodes lose their power at once, and all are started again. */
    void blackout() {
        nodes.forEach(Node::kill);
        pending.clear();
        nodes.forEach(Node::start);
        nodes.forEach(this::seeMembership);
    }

    private void deliver() {
        if (pending.isEmpty()) {
            return;
        }
        Pending some = pending.get(random.nextInt(pending.size()));
        Pending first = pending.stream()
                .filter(other -> other.from == some.from && other.to == some.to)
                .findFirst()
                .orElseThrow();
        pending.remove(first);
        boolean sameRun = first.to.incarnation == first.incarnation && first.to.up();
        if (sameRun && connected(first.from, first.to)) {
            first.arrival.run();
        }
    }

    /** The undead one's words still come through at times: nobody threw it out in earnest. */
    private boolean connected(Node a, Node b) {
        return a == b || (!a.isolated && !b.isolated && a.up() && b.up());
    }

    void send(Node from, NodeName to, CibEvent event) {
        nodes.stream()
                .filter(node -> node.name.equals(to))
                .forEach(node -> pending.add(new Pending(from, node, node.incarnation, () -> node.happens(event))));
    }

    /** A timer: it rings when other things had some time to happen. */
    void timer(Node node, Runnable event) {
        timers.add(new Timer(node, node.incarnation, steps + 10 + random.nextInt(TIMERS_MAX - 10), event));
    }

    private void ring() {
        for (Timer timer : List.copyOf(timers)) {
            if (timer.at() <= steps) {
                timers.remove(timer);
                if (timer.node().incarnation == timer.incarnation()
                        && timer.node().up()) {
                    timer.event().run();
                }
            }
        }
    }

    void later(Node node, Runnable event) {
        pending.add(new Pending(node, node, node.incarnation, event));
    }

    /** The policy runs on the lowest node of the side with quorum, once no older writer may still be alive. */
    private void startWriter() {
        boolean taken = nodes.stream().anyMatch(node -> node.writes() && !node.undead);
        boolean unsure = nodes.stream().anyMatch(node -> !node.up() && !node.fenced);
        for (Node node : nodes) {
            if (!taken && !unsure && node.up() && !node.undead && !node.isolated && quorate(node)) {
                node.happens(new CibEvent.WriterStarted());
                return;
            }
        }
    }

    private boolean quorate(Node node) {
        long side = nodes.stream().filter(other -> connected(node, other)).count();
        return twoNodes || side >= 2;
    }

    /** A node dies or is cut off, unless one is lost already, or it alone has what all have to remember. */
    private void lose(Node node) {
        boolean calm = nodes.stream().allMatch(other -> other.fenced || (other.up() && !other.isolated));
        boolean remembered = twoNodes || remembered(node);
        boolean othersUp = nodes.stream().filter(Node::up).count() > nodes.size() / 2 && nodes.size() - downs() > 1;
        if (calm && othersUp && node.up() && remembered) {
            if (random.nextBoolean()) {
                node.kill();
            } else {
                node.isolated = true;
            }
            membershipMoves();
        }
    }

    private long downs() {
        return nodes.stream().filter(node -> !node.up()).count();
    }

    private boolean remembered(Node without) {
        return nodes.stream()
                .filter(node -> node != without && node.up())
                .anyMatch(node -> node.disk.configuration.key().compareTo(without.disk.configuration.key()) >= 0);
    }

    private void fence() {
        for (Node node : nodes) {
            boolean otherWins = twoNodes && node.isolated && node.up() && random.nextBoolean();
            Node victim = otherWins ? other(node) : node;
            boolean lost = !victim.up() || node.isolated;
            if (lost && !victim.fenced && mayWin(victim)) {
                if (victim.up() && random.nextInt(4) == 0) {
                    victim.undead = true;
                    victim.isolated = false;
                } else {
                    victim.kill();
                }
                victim.fenced = true;
                node.isolated = node.isolated && !otherWins;
            }
        }
        membershipMoves();
    }

    /** Of two nodes apart either may win the race, if it is in step: a newcomer may lack what was accepted. */
    private boolean mayWin(Node victim) {
        CibState winner = twoNodes && !other(victim).undead ? other(victim).state : null;
        return !twoNodes || (winner != null && winner.held().synchronised());
    }

    private Node other(Node node) {
        return nodes.get(nodes.get(0) == node ? 1 : 0);
    }

    /** A fenced node comes back; one of two that nobody may fence is started anew by its own host. */
    private void restart() {
        nodes.stream()
                .filter(node -> node.fenced || (twoNodes && !node.up()))
                .findFirst()
                .ifPresent(this::letIn);
        nodes.forEach(this::seeMembership);
    }

    /** Of three, the others know of a newcomer, and it of what they have, before it can take part in anything. */
    private void letIn(Node joiner) {
        joiner.start();
        for (Node other : nodes) {
            CibState known = other.state;
            if (!twoNodes && other != joiner && known != null && connected(joiner, other)) {
                Writing writing = known.writing();
                joiner.happens(new CibEvent.DigestArrived(
                        other.name,
                        other.incarnation,
                        0,
                        new Position(writing.ownTerm(), writing.maxTerm(), writing.storedTerm(), 0, 0, false),
                        List.of()));
            }
        }
    }

    /** Every node learns that the membership is another, sooner or later. */
    private void membershipMoves() {
        nodes.forEach(node -> later(node, () -> seeMembership(node)));
    }

    /** The undead one sees nothing of what became of the others: it was paused, or is cut off. */
    private void seeMembership(Node node) {
        if (node.undead) {
            return;
        }
        List<NodeView> views = nodes.stream()
                .map(other ->
                        new NodeView(other.name, Math.max(1, other.incarnation), standing(node, other), Instant.EPOCH))
                .toList();
        int size = nodes.size();
        var quorum = new QuorumVerdict(quorate(node), size, twoNodes ? 1 : 2, size, "simulated");
        node.happens(new CibEvent.ViewChanged(new MembershipView(
                node.name, views, quorum, true, true, true, false, node.name, List.of(), List.of())));
    }

    private Standing standing(Node of, Node other) {
        if (other.fenced) {
            return Standing.FENCED;
        }
        return connected(of, other) ? Standing.ONLINE : Standing.LOST;
    }
}
