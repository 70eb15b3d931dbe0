package io.systole.policy.model;

/** How a failed operation is handled; the order of the constants is the strength when several failures compete. */
public enum OnFail {
    IGNORE,
    DEMOTE,
    RESTART,
    RESET_REMOTE,
    RESTART_CONTAINER,
    BAN,
    BLOCK,
    STOP,
    STANDBY,
    FENCE
}
