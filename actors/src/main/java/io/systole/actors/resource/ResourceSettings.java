package io.systole.actors.resource;

import io.systole.cib.NodeName;
import java.time.Duration;

/**
 * What a node's ResourceSupervisor is started with.
 *
 * @param slots how many operations that were ordered run at once, unless node-action-limit says otherwise
 * @param pauseMax a pause of this process that is longer may have cost its membership: nothing is done before membership
 *     was heard of again
 */
public record ResourceSettings(NodeName self, int slots, Duration pauseMax) {
    public ResourceSettings {
        if (slots < 1) {
            throw new IllegalArgumentException("slots = " + slots + ": must be at least 1");
        }
        if (pauseMax.isZero() || pauseMax.isNegative()) {
            throw new IllegalArgumentException("pauseMax = " + pauseMax + ": must be positive");
        }
    }

    /** Two operations a core, as the reference. */
    public static ResourceSettings of(NodeName self, Duration pauseMax) {
        return new ResourceSettings(self, 2 * Runtime.getRuntime().availableProcessors(), pauseMax);
    }
}
