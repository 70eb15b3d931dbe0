package io.systole.policy.model;

/** The effective policy for a cluster without quorum. */
public enum QuorumPolicy {
    STOP,
    FREEZE,
    IGNORE,
    DEMOTE,
    FENCE
}
