package io.systole.actors.resource;

import io.systole.cib.NodeName;
import java.time.Duration;

/**
 * What a node's ResourceSupervisor is started with.
 *
 * @param self whose resources they are: this member's, or a remote node's that it is connected to
 * @param member this member
 * @param slots how many operations that were ordered run at once, unless node-action-limit says otherwise
 * @param pauseMax a pause of this process that is longer may have cost its membership: nothing is done before membership
 *     was heard of again
 * @param lastCallId the number of the last operation that the history has; calls are counted on from it
 * @param incarnation this run of the member; 0 where orders for another run need not be told apart
 */
public record ResourceSettings(
        NodeName self, NodeName member, int slots, Duration pauseMax, long lastCallId, long incarnation) {
    public ResourceSettings {
        if (slots < 1) {
            throw new IllegalArgumentException("slots = " + slots + ": must be at least 1");
        }
        if (pauseMax.isZero() || pauseMax.isNegative()) {
            throw new IllegalArgumentException("pauseMax = " + pauseMax + ": must be positive");
        }
    }

    /** A member's own, from its start on. */
    public static ResourceSettings own(NodeName self, int slots, Duration pauseMax) {
        return new ResourceSettings(self, self, slots, pauseMax, 0, 0);
    }

    /** The same for this run of the member. */
    public ResourceSettings born(long run) {
        return new ResourceSettings(self, member, slots, pauseMax, lastCallId, run);
    }

    /** Whether a message is for another run, than which it waited longer for a connection: nobody waits for that any more. */
    boolean isAnotherRun(long meant) {
        return meant != 0 && incarnation != 0 && meant != incarnation;
    }

    /** Two operations a core, as the reference. */
    public static ResourceSettings of(NodeName self, Duration pauseMax) {
        return own(self, 2 * Runtime.getRuntime().availableProcessors(), pauseMax);
    }
}
