package io.systole.policy.model;

/** What is done with a resource that is found active on several nodes. */
public enum MultipleActive {
    STOP_START,
    STOP_ONLY,
    BLOCK,
    STOP_UNEXPECTED
}
