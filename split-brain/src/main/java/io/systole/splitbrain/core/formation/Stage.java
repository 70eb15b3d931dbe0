package io.systole.splitbrain.core.formation;

/** How far a node is on its way into the cluster. */
public enum Stage {
    /** Asks around for a cluster, or for partners to form one with. */
    SEARCHING,
    /** Has founded a cluster and waits to be its first member. */
    FORMING,
    /** Has asked a member to be let in. */
    JOINING,
    /** Is in the gossip. */
    MEMBER,
    /** Was told by a node of the list that it does not belong here. */
    REFUSED
}
