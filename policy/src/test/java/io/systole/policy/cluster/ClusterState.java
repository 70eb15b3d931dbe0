package io.systole.policy.cluster;

import java.util.List;
import java.util.Locale;

/** What has happened in a generated cluster so far. */
public enum ClusterState {
    /** All nodes are up, nothing runs yet, and nothing is known about any resource. */
    START,
    /** Everything runs where it belongs, with a full history on every node. */
    STEADY,
    /** As steady, but the first node was just fenced. */
    NODE_DOWN,
    /** As steady, but nothing is known of the last node, which was just added. */
    NODE_ADDED;

    /** The states in which plans are measured. */
    public static List<ClusterState> measured() {
        return List.of(START, STEADY, NODE_DOWN);
    }

    /** As it stands in tables and names of files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
