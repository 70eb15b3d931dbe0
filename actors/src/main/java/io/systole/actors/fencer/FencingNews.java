package io.systole.actors.fencer;

import io.systole.cib.NodeName;
import io.systole.fencing.FenceAction;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * On the event stream of every node: what becomes of a fencing, as this node's Fencer knows it.
 *
 * @param incarnation the run of the node that is meant; zero for a node that was never seen
 * @param leader who steps through it; null where that is not known
 * @param at when it was asked for, begun or ended
 * @param outcome null before it has ended
 */
public record FencingNews(
        Stage stage,
        NodeName target,
        long incarnation,
        FenceAction action,
        String reason,
        String requestedBy,
        @Nullable NodeName leader,
        Instant at,
        @Nullable FencingOutcome outcome) {
    /** How far it is. */
    public enum Stage {
        ASKED,
        BEGUN,
        ENDED
    }
}
