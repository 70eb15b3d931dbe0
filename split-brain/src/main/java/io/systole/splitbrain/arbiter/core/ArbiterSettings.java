package io.systole.splitbrain.arbiter.core;

import io.systole.cib.NodeName;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a node talks with its arbiter.
 * <ul>
 *   <li>{@code nodes}: all of the list, in the order of their names: the arbiter knows them by their places.
 *   <li>{@code keepActive}: of equal sides the one that was active before comes before what the tie breaker says (with the
 *       algorithm ffsplit; lms always does so).
 *   <li>{@code heartbeat}: the daemon gives a client up after one and a half of them without a sign of life, and takes no less
 *       than 1 s. Four signs are sent in one. An arbiter that does not answer them for 1.4 is given up.
 *   <li>{@code retryAfter}: between attempts to connect.
 *   <li>{@code heuristics}: null where none are run.
 * </ul>
 */
public record ArbiterSettings(
        String cluster,
        NodeName self,
        List<NodeName> nodes,
        ArbiterAlgorithm algorithm,
        ArbiterTieBreaker tieBreaker,
        boolean keepActive,
        Duration heartbeat,
        Duration retryAfter,
        @Nullable HeuristicsRules heuristics) {
    public ArbiterSettings {
        nodes = List.copyOf(nodes);
        if (!nodes.contains(self)) {
            throw new IllegalArgumentException("arbiter: this node, " + self + ", is not in the node list " + nodes);
        }
        if (tieBreaker.node() != null && !nodes.contains(tieBreaker.node())) {
            throw new IllegalArgumentException(
                    "arbiter: tie breaker " + tieBreaker.node() + " is not in the node list " + nodes);
        }
    }

    /**
     * When the heuristics are run.
     *
     * @param interval between runs; null for runs when the membership changed and when the arbiter was connected alone
     */
    public record HeuristicsRules(@Nullable Duration interval) {}

    int number(NodeName node) {
        return ArbiterSide.number(nodes, node);
    }
}
