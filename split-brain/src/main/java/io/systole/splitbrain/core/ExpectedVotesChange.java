package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an operator's wish that so many votes be expected from now on: a word for all nodes of this side, or a
 * refusal. Nodes that are not here count no more until they come back; those that are here always count.
 * <p>
 * As with corosync-quorumtool -e a wish that would take quorum away is refused, and so is one for fewer votes than are here:
 * with votequorum two halves of a whole cluster could then both have quorum.
 * <ul>
 *   <li>{@code refusal}: why nothing was changed; null when it may be.
 *   <li>{@code countedOut}: whose votes count no more, with the runs that are gone.
 * </ul>
 */
public record ExpectedVotesChange(
        @Nullable String refusal, ExpectedVotes expected, SortedMap<NodeName, Long> countedOut) {
    public ExpectedVotesChange {
        countedOut = Collections.unmodifiableSortedMap(new TreeMap<>(countedOut));
    }

    /**
     * Judges a wish.
     *
     * @param votes how many votes; 0 for what the configuration says
     */
    public static ExpectedVotesChange of(MembershipView view, QuorumSettings quorum, int votes) {
        long number = view.quorum().facts().expected().number() + 1;
        var out = new TreeMap<NodeName, Long>();
        if (votes > 0) {
            view.nodes().stream()
                    .filter(node -> isGone(node.standing()))
                    .forEach(node -> out.put(node.name(), node.incarnation()));
        }
        return new ExpectedVotesChange(refusal(view, quorum, votes), new ExpectedVotes(number, votes), out);
    }

    private static boolean isGone(Standing standing) {
        return standing == Standing.ABSENT || standing == Standing.LOST || standing.surelyDown();
    }

    private static @Nullable String refusal(MembershipView view, QuorumSettings quorum, int votes) {
        Standing own = view.node(view.self()).map(NodeView::standing).orElse(Standing.ABSENT);
        if (own != Standing.ONLINE) {
            return "this node is no full member of a cluster; ask one that is";
        }
        if (quorum.twoNode()) {
            return "two_node: one vote is enough already; what is missing is the proof that the other node is down:"
                    + " see to its fencing";
        }
        Strategy strategy = quorum.rules().strategy();
        if (strategy != Strategy.VOTES) {
            return "quorum.strategy counts no expected votes; only with `votes` can they be changed";
        }
        if (votes == 0) return null;
        List<NodeName> here = new ArrayList<>();
        view.nodes().stream()
                .filter(node -> !isGone(node.standing()))
                .map(NodeView::name)
                .forEach(here::add);
        int present = quorum.votesOf(here);
        if (votes < present) {
            return "nodes with " + present + " votes are here (" + QuorumCore.words(here)
                    + "), and nodes that are here are always expected: say at least " + present;
        }
        if (votes > quorum.expected()) {
            return "all nodes of the list have " + quorum.expected() + " votes together: say no more than that";
        }
        ArbiterRules arbiter = quorum.rules().arbiter();
        int all = votes + (arbiter == null ? 0 : arbiter.votes());
        int needed = all / 2 + 1;
        if (view.quorate() && view.quorum().votes() < needed) {
            return "with " + all + " expected votes " + needed + " would be needed, and "
                    + view.quorum().votes() + " are here: this would take quorum away";
        }
        return null;
    }

    /** What it means, for the person who asked. */
    public String words(QuorumSettings quorum) {
        if (expected.votes() == 0) {
            return "the votes of all nodes of the list are expected again";
        }
        int needed = expected.votes() / 2 + 1;
        return expected.votes() + " votes are expected now instead of " + quorum.expected() + ", " + needed
                + " are needed"
                + (countedOut.isEmpty()
                        ? ""
                        : "; " + QuorumCore.words(countedOut.keySet())
                                + " do not count until they come back, and must not run anything meanwhile");
    }
}
