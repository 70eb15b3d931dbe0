package io.systole.splitbrain.core;

/** By which rule a side of a partition has quorum. All but the first are known by these names from Pekko. */
public enum Strategy {
    /** As votequorum: votes of the node list, with two_node, wait_for_all, last_man_standing and auto_tie_breaker. */
    VOTES,
    /** More than half of the nodes that are in the membership; of equal halves the one with the lowest name. */
    KEEP_MAJORITY,
    /** The side with the longest-standing member. */
    KEEP_OLDEST,
    /** At least a fixed number of votes, which is more than half of all. */
    STATIC_QUORUM,
    /** All members that are not gone, or the side that has a lease. */
    LEASE_MAJORITY
}
