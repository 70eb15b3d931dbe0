package io.systole.actors.policy;

import io.systole.cib.NodeName;
import java.time.Duration;

/**
 * What a PolicyActor is started with.
 *
 * @param pauseMax a pause of this process that is longer may have cost it its place as DC
 * @param operationsPerNode how many operations a node is sent at once where node-action-limit is 0
 * @param transitionsKept how many ended transitions are remembered
 */
public record PolicySettings(NodeName self, Duration pauseMax, int operationsPerNode, int transitionsKept) {
    public PolicySettings {
        if (pauseMax.isZero() || pauseMax.isNegative()) {
            throw new IllegalArgumentException("pauseMax = " + pauseMax + ": must be positive");
        }
        if (operationsPerNode < 1) {
            throw new IllegalArgumentException("operationsPerNode = " + operationsPerNode + ": must be at least 1");
        }
        if (transitionsKept < 1) {
            throw new IllegalArgumentException("transitionsKept = " + transitionsKept + ": must be at least 1");
        }
    }

    /** Two operations a core, on the assumption that the nodes are alike; the last 50 transitions. */
    public static PolicySettings of(NodeName self, Duration pauseMax) {
        return new PolicySettings(self, pauseMax, 2 * Runtime.getRuntime().availableProcessors(), 50);
    }
}
