package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who has how many votes, and what is asked of the first quorum, as votequorum knows it.
 * <ul>
 *   <li>{@code votes}: the votes of every configured node; their sum is what is expected, quorum is more than half of it.
 *   <li>{@code waitForAll}: quorate for the first time only after all nodes were seen together.
 * </ul>
 * Two nodes of one vote each are the special case two_node: quorum is then 1, fencing decides the race, and wait_for_all is
 * on unless it is set to off.
 */
public record QuorumSettings(SortedMap<NodeName, Integer> votes, boolean waitForAll) {
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
    }

    /** One vote each; wait_for_all exactly for two nodes. */
    public static QuorumSettings oneVoteEach(Collection<NodeName> nodes) {
        var votes = new TreeMap<NodeName, Integer>();
        nodes.forEach(node -> votes.put(node, 1));
        return new QuorumSettings(votes, votes.size() == 2);
    }

    public QuorumSettings withWaitForAll(boolean changed) {
        return new QuorumSettings(votes, changed);
    }

    public List<NodeName> nodes() {
        return List.copyOf(votes.keySet());
    }

    public boolean twoNode() {
        return votes.size() == 2 && votes.values().stream().allMatch(vote -> vote == 1);
    }

    public int expected() {
        return votes.values().stream().mapToInt(Integer::intValue).sum();
    }

    public int needed() {
        return twoNode() ? 1 : expected() / 2 + 1;
    }

    /** Would these nodes together have quorum? */
    public boolean suffice(Collection<NodeName> nodes) {
        return votesOf(nodes) >= needed();
    }

    int votesOf(Collection<NodeName> nodes) {
        return nodes.stream().mapToInt(node -> votes.getOrDefault(node, 0)).sum();
    }
}
