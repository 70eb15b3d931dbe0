package io.systole.policy.model;

/** What a node is: a member of the cluster, or something that a connection resource reaches. */
public enum NodeKind {
    CLUSTER,
    REMOTE,
    GUEST
}
