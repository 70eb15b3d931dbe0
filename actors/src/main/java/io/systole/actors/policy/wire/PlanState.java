package io.systole.actors.policy.wire;

import io.systole.actors.wire.WireMessage;
import io.systole.cib.NodeName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the policy singleton is doing.
 *
 * @param dc the node that it runs on
 * @param transition number of the running transition, or of the last one; 0 before the first
 * @param done actions of it that are done
 * @param total all actions of it
 * @param inFlight keys of the operations that run, with their nodes; also those of earlier transitions
 * @param notes what an operator should know: fencing that failed and when it is tried again, a plan that comes out the
 *     same again and again, a pause of this node
 * @param recheckAt when it plans again even though nothing happens
 */
public record PlanState(
        NodeName dc,
        long term,
        Phase phase,
        int transition,
        int done,
        int total,
        List<String> inFlight,
        List<String> notes,
        String reason,
        @Nullable Instant recheckAt)
        implements WireMessage {

    public enum Phase {
        STARTING,
        IDLE,
        PLANNING,
        RUNNING,
        WAITING_FOR_FENCING,
        BACKING_OFF,
        PAUSED
    }

    public PlanState {
        inFlight = List.copyOf(inFlight);
        notes = List.copyOf(notes);
    }
}
