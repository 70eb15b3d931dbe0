package io.systole.actors.node;

/** What a node does when it is no member any more though it still runs: the others may already run what it runs. */
public enum WhenExpelled {
    /** It stops all that it runs, by itself, and then ends. */
    LEAVE,
    /** The kernel restarts the host at once; where that is not allowed, as LEAVE. */
    FENCE
}
