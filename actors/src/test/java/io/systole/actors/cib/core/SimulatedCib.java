package io.systole.actors.cib.core;

import io.systole.actors.cib.Author;
import io.systole.actors.cib.ChangeResult;
import io.systole.cib.NodeName;
import io.systole.cib.edit.CibEdit;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.QuorumVerdict;
import io.systole.splitbrain.core.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Cores of several nodes with simulated disks, network, replicator, membership and policy. Messages of a link keep their
 * order and are lost when the link is cut; views, disks and the network are as slow as chance wants. A lost node is
 * killed before it counts as fenced, and a new writer starts only when the old one is surely down.
 */
final class SimulatedCib {
    /** What became of each request, by the option that it sets. */
    final SortedMap<String, ChangeResult> results = new TreeMap<>();

    final List<Node> nodes = new ArrayList<>();
    private final List<Pending> pending = new ArrayList<>();
    private final Random random;
    private final boolean twoNodes;
    private long requests;

    /** An event on its way: over a link, or within a node when both ends are the same. */
    private record Pending(Node from, Node to, long incarnation, Runnable arrival) {}

    /** One node: what dies with it, and what stays on its disk. */
    final class Node {
        final NodeName name;
        StoredConfiguration disk = StoredConfiguration.nothing();

        @Nullable
        CibState state;

        @Nullable
        StoredConfiguration register;

        boolean isolated;
        boolean fenced;
        boolean diskBroken;
        long diskTerm;
        private long incarnation;

        Node(String name) {
            this.name = new NodeName(name);
        }

        @Override
        public String toString() {
            CibState now = state;
            return now == null
                    ? name + " down, disk " + disk.key()
                    : name + " has " + now.configuration().key() + ", unstored " + now.unstored() + ", disk "
                            + disk.key() + ", waits for " + now.writing().running();
        }

        void start() {
            incarnation++;
            isolated = false;
            fenced = false;
            state = CibState.initial(name, incarnation, names(), disk, diskTerm);
            register = disk;
        }

        void kill() {
            state = null;
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

        void take(StoredConfiguration other) {
            StoredConfiguration own = register;
            if (own == null || other.key().compareTo(own.key()) > 0) {
                register = other;
                happens(new CibEvent.ConfigurationArrived(other));
            }
        }
    }

    SimulatedCib(long seed) {
        // neighbouring seeds of this generator begin alike
        random = new Random(seed * 0x9E3779B97F4A7C15L);
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
        int dice = random.nextInt(100);
        if (dice < 60) {
            deliver();
        } else if (dice < 70) {
            request(one());
        } else if (dice < 76) {
            one().happens(new CibEvent.DigestDue());
        } else if (dice < 84) {
            gossip(one(), one());
        } else if (dice < 88) {
            startWriter();
        } else if (dice < 91) {
            lose(one());
        } else if (dice < 95) {
            fence();
        } else if (dice < 98) {
            restart();
        } else {
            Node node = one();
            node.diskBroken = !node.diskBroken;
        }
    }

    /** All faults end, and everything that is on its way arrives. */
    void heal() {
        nodes.forEach(node -> node.diskBroken = false);
        fence();
        nodes.forEach(node -> node.isolated = false);
        while (nodes.stream().anyMatch(node -> !node.up())) {
            restart();
        }
        for (int round = 0; round < 20; round++) {
            while (!pending.isEmpty()) {
                deliver();
            }
            startWriter();
            nodes.forEach(node -> node.happens(new CibEvent.DigestDue()));
            nodes.forEach(a -> nodes.forEach(b -> gossip(a, b)));
        }
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

    private boolean connected(Node a, Node b) {
        return a == b || (!a.isolated && !b.isolated && a.up() && b.up());
    }

    /** Something is on its way from one node to another, past their cores. */
    void arrive(Node from, Node to, Runnable arrival) {
        pending.add(new Pending(from, to, to.incarnation, arrival));
    }

    void send(Node from, NodeName to, CibEvent event) {
        nodes.stream()
                .filter(node -> node.name.equals(to))
                .forEach(node -> pending.add(new Pending(from, node, node.incarnation, () -> node.happens(event))));
    }

    void later(Node node, Runnable event) {
        pending.add(new Pending(node, node, node.incarnation, event));
    }

    private void request(Node node) {
        if (node.up()) {
            String option = "option-" + ++requests;
            var request = new Request(
                    new RequestId(node.name, requests),
                    new ConfigurationChange.Edit(new CibEdit.SetOption(option, "1")),
                    new Author("root", "simulation"),
                    Instant.EPOCH);
            node.happens(new CibEvent.ChangeRequested(request));
            later(node, () -> node.happens(new CibEvent.RequestTimedOut(request.id())));
        }
    }

    private void gossip(Node a, Node b) {
        StoredConfiguration of = a.register;
        if (connected(a, b) && of != null) {
            b.take(of);
        }
    }

    /** The policy runs on the lowest node of the side with quorum, once no older writer may still be alive. */
    private void startWriter() {
        boolean taken = nodes.stream().anyMatch(Node::writes);
        boolean unsure = nodes.stream().anyMatch(node -> !node.up() && !node.fenced);
        for (Node node : nodes) {
            if (!taken && !unsure && node.up() && !node.isolated && quorate(node)) {
                // a new writer asks all members first
                nodes.stream()
                        .filter(other -> connected(node, other))
                        .map(other -> other.register)
                        .filter(Objects::nonNull)
                        .max(Comparator.comparing(StoredConfiguration::key))
                        .ifPresent(node::take);
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
                .anyMatch(node -> node.disk.key().compareTo(without.disk.key()) >= 0);
    }

    private void fence() {
        for (Node node : nodes) {
            boolean otherWins = twoNodes && node.isolated && node.up() && random.nextBoolean();
            Node victim = otherWins ? other(node) : node;
            boolean lost = !victim.up() || node.isolated;
            if (lost && !victim.fenced && mayWin(victim)) {
                victim.kill();
                victim.fenced = true;
                node.isolated = node.isolated && !otherWins;
            }
        }
        membershipMoves();
    }

    /** Of two nodes apart either may win the race, if it is in step: a newcomer may lack what was accepted. */
    private boolean mayWin(Node victim) {
        CibState winner = twoNodes ? other(victim).state : null;
        return !twoNodes || (winner != null && winner.synchronised());
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
                gossip(other, joiner);
                Writing writing = known.writing();
                joiner.happens(new CibEvent.DigestArrived(
                        other.name, other.incarnation, 0, writing.ownTerm(), writing.storedTerm(), 0, List.of()));
            }
        }
    }

    /** Every node learns that the membership is another, sooner or later. */
    private void membershipMoves() {
        nodes.forEach(node -> later(node, () -> seeMembership(node)));
    }

    private void seeMembership(Node node) {
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
