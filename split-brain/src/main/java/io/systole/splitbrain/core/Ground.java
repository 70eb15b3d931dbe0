package io.systole.splitbrain.core;

/** Why a side is enough for quorum. */
enum Ground {
    NONE,
    MAJORITY,
    TWO_NODE,
    TIE,
    OLDEST,
    /** The oldest member is alone on the other side. */
    OLDEST_ALONE,
    /** This side has the lease. */
    LEASE
}
