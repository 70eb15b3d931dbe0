package io.systole.splitbrain.arbiter.core;

import io.systole.splitbrain.core.ArbiterVote;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of a node's arbiter.
 *
 * @param connected whether it answers now
 * @param why why it does not; empty while it does
 * @param tls whether the connection is TLS
 * @param answer its last word
 * @param side the nodes for which it was asked, in the order of names; empty before it was asked
 * @param since when that word came, or since when there is none
 * @param heuristics the last result of this node's own checks
 * @param heuristicsDetail which of them failed; empty where none did
 */
public record ArbiterStatus(
        boolean connected,
        String why,
        boolean tls,
        ArbiterVote.Answer answer,
        List<String> side,
        @Nullable Instant since,
        ArbiterVote.Heuristics heuristics,
        String heuristicsDetail) {
    public ArbiterStatus {
        side = List.copyOf(side);
    }
}
