package io.systole.actors.node.core;

import org.jspecify.annotations.Nullable;

/**
 * The versions of the protocol between nodes that a node speaks, from the oldest to the newest; two nodes work together
 * in the newest that both speak. A node that is upgraded goes on speaking the version of the one before it, so that a
 * cluster can be upgraded node by node (ADR 0022).
 */
public record ProtocolRange(int oldest, int newest) {
    /** What this program speaks. */
    public static final ProtocolRange OURS = new ProtocolRange(2, 2);

    public ProtocolRange {
        if (oldest < 1 || newest < oldest) {
            throw new IllegalArgumentException("protocol " + oldest + " to " + newest + ": must be a range from 1 up");
        }
    }

    /** What another node says of itself; one that says nothing speaks version 1. What makes no sense is read likewise. */
    public static ProtocolRange said(int oldest, int newest) {
        return oldest < 1 || newest < oldest ? new ProtocolRange(1, 1) : new ProtocolRange(oldest, newest);
    }

    /** Why two nodes cannot work together; null if they can. {@code this} belongs to {@code own}. */
    public @Nullable String incompatible(String own, ProtocolRange other, String name) {
        if (oldest <= other.newest && other.oldest <= newest) return null;
        String older = other.newest < oldest ? name : own;
        return "node " + name + " speaks " + other + ", node " + own + " speaks " + this + ": upgrade Systole on node "
                + older;
    }

    @Override
    public String toString() {
        return oldest == newest ? "protocol " + oldest : "protocol " + oldest + " to " + newest;
    }
}
