package io.systole.runtime.node;

/** A node could not start; the message says where, what was found and what to do. Nothing of it is left running. */
public final class NodeNotStarted extends Exception {
    private static final long serialVersionUID = 1L;

    public NodeNotStarted(String where, String found, String advice) {
        super(where + ": " + found + "; " + advice);
    }

    public NodeNotStarted(String where, String found, String advice, Throwable cause) {
        super(where + ": " + found + "; " + advice, cause);
    }
}
