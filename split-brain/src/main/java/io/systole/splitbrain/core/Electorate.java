package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whose votes count now, how many are expected, and whether a set of nodes is enough of them.
 * <p>
 * Nodes may be counted out: those that are surely down, by last_man_standing and keep-majority, and those that an operator
 * declared gone. They are expected again as soon as the gossip has them as joining, but vote only as full members. The
 * gossip makes nobody a full member before all have seen it joining, so nobody votes by a larger electorate while somebody
 * else still judges by a smaller one. That is what keeps two sides from both being enough while members come and go.
 */
final class Electorate {
    private final SurvivorState state;
    private final QuorumSettings settings;

    private Electorate(SurvivorState state) {
        this.state = state;
        this.settings = state.settings().quorum();
    }

    static Electorate of(SurvivorState state) {
        return new Electorate(state);
    }

    /** Without the arbiter's. */
    int votes(Collection<NodeName> nodes) {
        return settings.votesOf(nodes.stream().filter(this::counts).toList());
    }

    /** The votes of all nodes that count, or more where an operator said so. */
    int expectedOfNodes() {
        List<NodeName> counted = settings.nodes().stream().filter(this::counts).toList();
        return Math.max(state.quorum().expected().votes(), settings.votesOf(counted));
    }

    int expected() {
        ArbiterRules arbiter = settings.rules().arbiter();
        if (arbiter == null || settings.rules().lease() != null) return expectedOfNodes();
        return expectedOfNodes() + arbiter.votes();
    }

    int needed() {
        if (settings.twoNode()) return 1;
        int size = settings.rules().quorumSize();
        return size > 0 ? size : expected() / 2 + 1;
    }

    /**
     * Why these are enough for quorum; NONE if they are not.
     *
     * @param voters those that vote: full members, as a rule
     * @param here all nodes of the side; a deciding node may still be joining
     */
    Ground ground(Collection<NodeName> voters, Collection<NodeName> here, int arbiterVotes) {
        if (settings.rules().strategy() == Strategy.KEEP_OLDEST) return byAge(voters, here);
        if (settings.rules().strategy() == Strategy.LEASE_MAJORITY) return byLease(here, arbiterVotes > 0);
        int votes = votes(voters) + arbiterVotes;
        if (settings.twoNode()) {
            return votes >= 1 ? (votes == 1 ? Ground.TWO_NODE : Ground.MAJORITY) : Ground.NONE;
        }
        if (votes >= needed()) return Ground.MAJORITY;
        NodeName decider = decider();
        boolean half = settings.rules().quorumSize() == 0 && 2 * votes == expected();
        return half && decider != null && here.contains(decider) ? Ground.TIE : Ground.NONE;
    }

    /** A majority of the nodes' own votes: no other side can have one, and together they know all that was accepted. */
    boolean trueMajority(Collection<NodeName> present) {
        return 2 * votes(present) > expectedOfNodes();
    }

    /** The node whose half has quorum; null when halves have none. */
    @Nullable
    NodeName decider() {
        TieBreaker tieBreaker = settings.rules().strategy() == Strategy.KEEP_MAJORITY
                ? TieBreaker.lowest()
                : settings.rules().tieBreaker();
        return tieBreaker.decider(names(node -> counts(node.name()) && node.alive() && node.phase() != Phase.EXITING));
    }

    /** The member that stands longest, silent ones included; null before there is one. */
    @Nullable
    NodeName oldest() {
        return state.nodes().values().stream()
                .filter(node -> node.phase().votes() && node.alive() && counts(node.name()))
                .min(Comparator.comparingInt(KnownNode::age).thenComparing(KnownNode::name))
                .map(KnownNode::name)
                .orElse(null);
    }

    /** Who is joining may be a full member to others already: the others are only all there when those are, too. */
    private Ground byAge(Collection<NodeName> voters, Collection<NodeName> here) {
        NodeName oldest = oldest();
        if (oldest == null) return Ground.NONE;
        NavigableSet<NodeName> others = names(node -> node.alive() && counts(node.name()));
        others.remove(oldest);
        boolean givesWay = settings.rules().downIfAlone() && !others.isEmpty();
        if (here.contains(oldest)) {
            boolean alone = others.stream().noneMatch(voters::contains);
            return alone && givesWay ? Ground.NONE : Ground.OLDEST;
        }
        return givesWay && here.containsAll(others) ? Ground.OLDEST_ALONE : Ground.NONE;
    }

    /** Who is missed may be on another side; the lease says whether that one or this goes on. */
    private Ground byLease(Collection<NodeName> here, boolean hasLease) {
        if (here.containsAll(names(KnownNode::alive))) return Ground.MAJORITY;
        return hasLease ? Ground.LEASE : Ground.NONE;
    }

    boolean counts(NodeName name) {
        KnownNode node = state.node(name);
        Strategy strategy = settings.rules().strategy();
        if (strategy == Strategy.KEEP_MAJORITY || strategy == Strategy.LEASE_MAJORITY) return node.alive();
        return !node.countedOut();
    }

    private NavigableSet<NodeName> names(Predicate<KnownNode> which) {
        return state.nodes().values().stream()
                .filter(which)
                .map(KnownNode::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
