package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.time.Instant;

/**
 * One configured node as this node sees it.
 * <ul>
 *   <li>Invariant: {@code incarnation} is 0 only for a node that was never seen (absent, or
 *       fenced at the start because it was never seen); else the unique number that this run
 *       of the node's process was born with. A restarted node has another.
 *   <li>{@code since} is when the standing began, by this node's clock.
 * </ul>
 */
public record NodeView(NodeName name, long incarnation, Standing standing, Instant since) {
    public NodeView {
        boolean neverSeen = standing == Standing.ABSENT || (standing == Standing.FENCED && incarnation == 0);
        if ((incarnation == 0) != neverSeen) {
            throw new IllegalArgumentException(name + " is " + standing + " with incarnation " + incarnation);
        }
    }
}
