package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a quorum was judged from, for those who show it or tell other nodes.
 * <ul>
 *   <li>{@code expected}: the operator's last word.
 *   <li>{@code countedOut}: whose votes do not count until they come back, with the run that is gone; 0 for a node that
 *       was never seen.
 *   <li>{@code arbiter}: the arbiter's last word.
 *   <li>{@code expelled}: why this node is no member any more though it still runs; null while it is one.
 * </ul>
 */
public record QuorumFacts(
        ExpectedVotes expected,
        SortedMap<NodeName, Long> countedOut,
        ArbiterVote arbiter,
        @Nullable String expelled) {
    public QuorumFacts {
        countedOut = Collections.unmodifiableSortedMap(new TreeMap<>(countedOut));
    }

    /** Nothing out of the ordinary. */
    public static QuorumFacts none() {
        return new QuorumFacts(ExpectedVotes.asConfigured(), new TreeMap<>(), ArbiterVote.none(), null);
    }
}
