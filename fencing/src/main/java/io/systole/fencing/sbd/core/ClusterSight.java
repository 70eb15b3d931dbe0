package io.systole.fencing.sbd.core;

/** What membership says of this node's side. */
public enum ClusterSight {
    /** No quorum, or this node was paused and does not know yet. */
    NO_QUORUM,
    /** Quorum without a majority, as one of two nodes has it: the other side may have it, too, so it proves nothing. */
    QUORUM_ALONE,
    /** A majority is together: no other side can have this node fenced without it noticing. */
    QUORUM
}
