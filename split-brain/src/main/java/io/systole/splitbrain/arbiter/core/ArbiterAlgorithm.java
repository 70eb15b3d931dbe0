package io.systole.splitbrain.arbiter.core;

/** By which algorithm of corosync-qnetd(8) the arbiter gives its vote; corosync-qdevice(8) describes both. */
public enum ArbiterAlgorithm {
    /** One vote, to a side with at least half of the nodes. For an even number of nodes. */
    FFSPLIT(1),
    /** One vote less than there are nodes: the last one that is left has quorum with it. */
    LMS(3);

    private final int code;

    ArbiterAlgorithm(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** How many votes the arbiter has beside so many of all nodes. */
    public int votes(int ofNodes) {
        return this == FFSPLIT ? 1 : Math.max(1, ofNodes - 1);
    }
}
