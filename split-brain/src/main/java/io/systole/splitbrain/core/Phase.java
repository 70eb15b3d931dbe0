package io.systole.splitbrain.core;

/** How far one incarnation of a node is in the gossip's own life cycle. */
public enum Phase {
    ABSENT,
    JOINING,
    UP,
    LEAVING,
    EXITING,
    DOWN,
    REMOVED;

    /** Is it in the gossip, and may it still be alive by what the gossip says? */
    boolean member() {
        return this == JOINING || this == UP || this == LEAVING || this == EXITING;
    }

    /** Does it vote and may it lead? */
    boolean votes() {
        return this == UP || this == LEAVING;
    }
}
