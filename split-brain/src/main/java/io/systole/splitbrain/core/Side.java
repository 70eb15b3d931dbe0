package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The nodes that all hear each other and whose processes are there, and whether this node is one of those that shall survive.
 * A partition is more than a wall between two halves: a single cut link leaves nodes that both reach a third. All that are
 * linked through others see the same table of who does not hear whom, so all choose the same survivors from it: the set of
 * nodes that hear each other and has the most votes, or quorum by a tie breaker or age; of equal ones, the one found first
 * in the order of names. A node
 * outside that set does nothing. (Pekko's own resolver downs such "indirectly connected" nodes altogether; here the
 * surviving side keeps what it can.) Nodes behind a wall see another table; among them quorum decides. Two nodes, and
 * clusters that ignore quorum, look only at their own side: there fencing decides. A node that is no member any more
 * is on a side of its own.
 */
record Side(SortedSet<NodeName> nodes, boolean survives) {
    static Side of(SurvivorState state) {
        if (state.quorum().expelled() != null) return new Side(new TreeSet<>(List.of(state.self())), false);
        List<NodeName> alive = linked(state);
        if (!isCut(alive, state.cuts())) return new Side(new TreeSet<>(alive), true);
        SortedSet<NodeName> own = clique(state.self(), alive, state.cuts());
        if (state.settings().quorum().twoNode() || state.settings().ignoreQuorum()) {
            return new Side(own, true);
        }
        List<SortedSet<NodeName>> candidates =
                alive.stream().map(first -> clique(first, alive, state.cuts())).toList();
        SortedSet<NodeName> best = candidates.stream()
                .min(Comparator.comparing((SortedSet<NodeName> each) -> rank(each, state)))
                .orElseThrow();
        return best.contains(state.self()) ? new Side(best, true) : new Side(own, false);
    }

    private static boolean isCut(List<NodeName> nodes, SortedSet<Cut> cuts) {
        return cuts.stream().anyMatch(cut -> nodes.contains(cut.observer()) && nodes.contains(cut.subject()));
    }

    /** The lower, the sooner a set survives: first those that are enough for quorum, then by votes, then the deciding node's. */
    private static long rank(SortedSet<NodeName> nodes, SurvivorState state) {
        Electorate electorate = Electorate.of(state);
        List<NodeName> voters = voters(nodes, state);
        boolean enough = electorate.ground(voters, nodes, 0) != Ground.NONE;
        NodeName decider = electorate.decider();
        boolean decides = decider != null && nodes.contains(decider);
        return (enough ? 0 : 1L << 40) - 2L * electorate.votes(voters) + (decides ? 0 : 1);
    }

    /** The full members among the nodes. */
    static List<NodeName> voters(Collection<NodeName> nodes, SurvivorState state) {
        return nodes.stream().filter(name -> state.node(name).phase().votes()).toList();
    }

    /** This node and all that it hears, that those hear, and so on. */
    private static List<NodeName> linked(SurvivorState state) {
        List<NodeName> alive = state.nodes().values().stream()
                .filter(node -> node.alive() && !Refusals.confirmed(state, node))
                .map(KnownNode::name)
                .toList();
        SortedSet<NodeName> linked = new TreeSet<>();
        linked.add(state.self());
        if (state.cuts().isEmpty()) linked.addAll(alive);
        boolean grew = !state.cuts().isEmpty();
        while (grew) {
            grew = false;
            for (NodeName name : alive) {
                boolean reached = linked.stream().anyMatch(other -> hear(other, name, state.cuts()));
                grew = (reached && linked.add(name)) || grew;
            }
        }
        return List.copyOf(linked);
    }

    private static boolean hear(NodeName one, NodeName other, SortedSet<Cut> cuts) {
        return !cuts.contains(new Cut(one, other)) && !cuts.contains(new Cut(other, one));
    }

    private static SortedSet<NodeName> clique(NodeName first, List<NodeName> alive, SortedSet<Cut> cuts) {
        SortedSet<NodeName> clique = new TreeSet<>();
        clique.add(first);
        for (NodeName candidate : alive) {
            if (clique.stream().allMatch(other -> hear(other, candidate, cuts))) {
                clique.add(candidate);
            }
        }
        return clique;
    }
}
