package io.systole.splitbrain.core;

import io.systole.cib.NodeFields;

/**
 * Where a configured node stands in the membership. This is the one translation of the cluster's gossip into node states.
 * What each means in a node_state follows what Pacemaker's controller writes there; "unclean" is no standing, since the
 * planner derives it (expected to be a member, and is none).
 */
public enum Standing {
    /** Never seen since this cluster formed. */
    ABSENT("false", "offline", "down", "down"),
    /**
     * Joining: a member of the cluster layer, not yet one that may be given work. Not yet expected either: a node that
     * is expected to be a member and has no controller counts as failed, and would be fenced for coming back.
     */
    PENDING("true", "offline", "down", "down"),
    /** A full member. */
    ONLINE("true", "online", "member", "member"),
    /** A full member on its way out: what it ran was moved off before. */
    LEAVING("true", "online", "member", "member"),
    /** Not heard of for the detection time; the view is not stable yet, so nothing is concluded. */
    SUSPECT("true", "online", "member", "member"),
    /**
     * Not heard of in a stable view, or gone without a word: it may still run what it ran, and has to be fenced. So it is
     * when another run of it joins, until that is a full member and has been asked what runs.
     */
    LOST("false", "offline", "member", "member"),
    /** Its incarnation was confirmed fenced: it runs nothing. */
    FENCED("false", "offline", "down", "down"),
    /** Left cleanly: it runs nothing. */
    LEFT("false", "offline", "down", "down");

    private final String inCcm;
    private final String crmd;
    private final String join;
    private final String expected;

    Standing(String inCcm, String crmd, String join, String expected) {
        this.inCcm = inCcm;
        this.crmd = crmd;
        this.join = join;
        this.expected = expected;
    }

    /** The membership part of the node's node_state. An absent node has no node_state at all. */
    public NodeFields fields() {
        return NodeFields.of(inCcm, crmd, join, expected);
    }

    /** May the node be sent work, and does it count as a member of this side? */
    public boolean online() {
        return this == ONLINE || this == LEAVING;
    }

    /** Is it certain that the node runs nothing any more, because it was fenced or left cleanly? */
    public boolean surelyDown() {
        return this == FENCED || this == LEFT;
    }
}
