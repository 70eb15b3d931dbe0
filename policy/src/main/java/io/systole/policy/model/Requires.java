package io.systole.policy.model;

/** What the start of a resource requires. */
public enum Requires {
    NOTHING,
    QUORUM,
    FENCING,
    UNFENCING
}
