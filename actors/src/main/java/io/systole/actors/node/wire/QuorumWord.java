package io.systole.actors.node.wire;

import io.systole.actors.wire.WireMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A member tells the others what an operator said of the expected votes, and whose votes do not count; again and again, and
 * more often while that is anything but the configuration.
 *
 * @param schema 1
 * @param number counts the operator's words, the highest holds; 0 before the first
 * @param rules how quorum is configured on the sender, in words; null from one that does not say
 * @param votes the least that is expected; 0 for what the configuration says
 */
public record QuorumWord(
        int schema,
        String from,
        long number,
        int votes,
        List<Run> countedOut,
        @Nullable String rules) implements QuorumCommand, WireMessage {
    /** One run of a node's process; 0 for a node that was never seen. */
    public record Run(String node, long incarnation) {}

    public QuorumWord {
        countedOut = List.copyOf(countedOut);
    }
}
