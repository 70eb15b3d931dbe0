package io.systole.splitbrain;

import io.systole.cib.NodeName;
import java.util.concurrent.CompletionStage;

/** How the downing provider asks for fencing; the node's Fencer stands behind it. Must not block. */
@FunctionalInterface
public interface FencingPort {
    /**
     * The answer comes when fencing was decided; an exceptional completion counts as failed, never as confirmed.
     *
     * @param gone the target's process is known to be gone, so that it cannot fence this node meanwhile
     */
    CompletionStage<FencingOutcome> fence(NodeName target, long incarnation, boolean gone, String reason);
}
