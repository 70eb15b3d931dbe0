package io.systole.fencing.sbd;

import io.systole.fencing.sbd.format.SbdMessage;

/** How this node ends at once and in no order. */
public interface SelfFence {
    /** Does not come back where it succeeds. Called again, it tries again. */
    void die(SbdMessage how);

    /** Whether all that runs on the host ends with it; else only the node does, and may be started again at once. */
    default boolean endsHost() {
        return true;
    }
}
