package io.systole.actors.resource;

import io.systole.actors.resource.core.OwnMembership;
import io.systole.actors.resource.core.OwnStatus;

/**
 * All that changes of a {@link ResourceSupervisor}.
 *
 * @param term of the DC that it follows
 * @param seenNanos when this process was last seen to run, by the steady clock
 */
record SupervisorState(
        long term, long lastCallId, int slotsUsed, OwnMembership membership, long seenNanos, OwnStatus own) {

    static SupervisorState first(long lastCallId, long nanos) {
        return new SupervisorState(0, lastCallId, 0, OwnMembership.unknown(), nanos, OwnStatus.unknown());
    }

    boolean frozen() {
        return membership.frozen();
    }

    SupervisorState withTerm(long newest) {
        return new SupervisorState(newest, lastCallId, slotsUsed, membership, seenNanos, own);
    }

    SupervisorState withCallId(long last) {
        return new SupervisorState(term, last, slotsUsed, membership, seenNanos, own);
    }

    SupervisorState withSlots(int used) {
        return new SupervisorState(term, lastCallId, used, membership, seenNanos, own);
    }

    SupervisorState withMembership(OwnMembership known) {
        return new SupervisorState(term, lastCallId, slotsUsed, known, seenNanos, own);
    }

    SupervisorState withSeen(long nanos) {
        return new SupervisorState(term, lastCallId, slotsUsed, membership, nanos, own);
    }

    SupervisorState withOwn(OwnStatus status) {
        return new SupervisorState(term, lastCallId, slotsUsed, membership, seenNanos, status);
    }
}
