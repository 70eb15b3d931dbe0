package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Who has how many votes, and what is asked of the first quorum, as votequorum knows it.
 * <ul>
 *   <li>{@code votes}: the votes of every configured node; their sum is what is expected, quorum is more than half of it.
 *   <li>{@code waitForAll}: quorate for the first time only after all nodes were seen together.
 *   <li>{@code rules}: how the votes are counted.
 * </ul>
 * Two nodes of one vote each are the special case two_node: quorum is then 1, fencing decides the race, and wait_for_all is
 * on unless it is set to off.
 */
public record QuorumSettings(SortedMap<NodeName, Integer> votes, boolean waitForAll, QuorumRules rules) {
    public QuorumSettings {
        if (votes.isEmpty()) {
            throw new IllegalArgumentException("quorum: no node has a vote");
        }
        for (var entry : votes.entrySet()) {
            if (entry.getValue() < 0) {
                throw new IllegalArgumentException(
                        "quorum: votes of " + entry.getKey() + " = " + entry.getValue() + ": must be at least 0");
            }
        }
        votes = Collections.unmodifiableSortedMap(new TreeMap<>(votes));
        int all = votes.values().stream().mapToInt(Integer::intValue).sum();
        if (rules.quorumSize() > 0 && (2 * rules.quorumSize() <= all || rules.quorumSize() > all)) {
            throw new IllegalArgumentException("quorum: quorum-size = " + rules.quorumSize() + " of " + all
                    + " votes: must be more than half of them, and not more than there are");
        }
        if (rules.lastManStanding() != null && votes.values().stream().anyMatch(vote -> vote != 1)) {
            throw new IllegalArgumentException("quorum: last-man-standing asks for one vote each, found " + votes);
        }
    }

    /** Plain votes, with two_node where there are two nodes of one vote each. */
    public QuorumSettings(SortedMap<NodeName, Integer> votes, boolean waitForAll) {
        this(votes, waitForAll, QuorumRules.plain());
    }

    /** One vote each; wait_for_all exactly for two nodes. */
    public static QuorumSettings oneVoteEach(Collection<NodeName> nodes) {
        var votes = new TreeMap<NodeName, Integer>();
        nodes.forEach(node -> votes.put(node, 1));
        return new QuorumSettings(votes, votes.size() == 2);
    }

    public QuorumSettings withWaitForAll(boolean changed) {
        return new QuorumSettings(votes, changed, rules);
    }

    public QuorumSettings withRules(QuorumRules changed) {
        return new QuorumSettings(votes, waitForAll, changed);
    }

    public List<NodeName> nodes() {
        return List.copyOf(votes.keySet());
    }

    /** Is one vote enough, because there are two nodes of one vote each and nothing else decides between them? */
    public boolean twoNode() {
        return votes.size() == 2
                && votes.values().stream().allMatch(vote -> vote == 1)
                && rules.twoNode()
                && rules.strategy() == Strategy.VOTES
                && rules.tieBreaker().kind() == TieBreaker.Kind.NONE
                && rules.arbiter() == null;
    }

    /** The votes of all nodes of the list, without an arbiter's. */
    public int expected() {
        return votes.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many votes found a cluster. */
    public int needed() {
        if (twoNode()) return 1;
        return rules.quorumSize() > 0 ? rules.quorumSize() : expected() / 2 + 1;
    }

    /** May these nodes found a cluster together? Halves never may, whatever breaks a tie later. */
    public boolean suffice(Collection<NodeName> nodes) {
        return votesOf(nodes) >= needed();
    }

    /** May these nodes found a cluster together if the arbiter gives them its votes? */
    public boolean sufficeWithArbiter(Collection<NodeName> nodes) {
        ArbiterRules arbiter = rules.arbiter();
        if (arbiter == null || !arbiter.founds() || waitForAll) return false;
        return votesOf(nodes) + arbiter.votes() > (expected() + arbiter.votes()) / 2;
    }

    /** All of it in words, the same on every node that is configured the same. */
    public String inWords() {
        String nodes = votes.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
        ArbiterRules arbiter = rules.arbiter();
        Duration window = rules.lastManStanding();
        TieBreaker ties = rules.tieBreaker();
        return "votes " + nodes
                + ", strategy " + rules.strategy()
                + ", wait_for_all " + waitForAll
                + ", two_node " + twoNode()
                + ", last_man_standing " + (window == null ? "off" : window.toMillis() + " ms")
                + ", auto_tie_breaker " + ties.kind() + " " + QuorumCore.words(ties.order())
                + ", quorum-size " + rules.quorumSize()
                + ", down-if-alone " + rules.downIfAlone()
                + ", arbiter " + (arbiter == null ? 0 : arbiter.votes())
                + (arbiter != null && arbiter.founds() ? ", also for founding" : "")
                + (rules.lease() == null ? "" : ", lease " + rules.lease());
    }

    int votesOf(Collection<NodeName> nodes) {
        return nodes.stream().mapToInt(node -> votes.getOrDefault(node, 0)).sum();
    }
}
