package io.systole.actors.fencer;

import io.systole.cib.NodeName;
import io.systole.fencing.FenceAction;
import java.time.Instant;

/**
 * One fencing in the history that all Fencers share.
 *
 * @param incarnation the run of the node that was meant; zero for a node that was never seen
 * @param at when it ended
 */
public record FencingRecord(
        NodeName target,
        long incarnation,
        FenceAction action,
        String reason,
        String requestedBy,
        Instant at,
        FencingOutcome outcome) {
    /** What stands for the device where a person has said that the node is dead. */
    public static final String BY_HAND = "a person's word";

    /** Whether a device has said that it was done. */
    public boolean isProvedByDevice() {
        return outcome instanceof FencingOutcome.Fenced done && !done.by().equals(BY_HAND);
    }
}
