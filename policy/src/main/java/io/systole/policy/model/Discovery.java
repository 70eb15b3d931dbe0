package io.systole.policy.model;

/** Whether a resource is probed on a node, from the weakest to the strongest wish. */
public enum Discovery {
    ALWAYS,
    NEVER,
    EXCLUSIVE
}
