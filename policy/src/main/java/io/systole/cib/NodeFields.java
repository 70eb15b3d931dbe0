package io.systole.cib;

import org.jspecify.annotations.Nullable;

/** The attributes of a node_state: what membership and the cluster layer say of the node. */
public record NodeFields(
        @Nullable String inCcm,
        @Nullable String crmd,
        @Nullable String join,
        @Nullable String expected,
        @Nullable String shutdown,
        @Nullable String remoteNode,
        @Nullable String nodeFenced,
        @Nullable String nodeInMaintenance,
        @Nullable String clearShutdown,
        @Nullable String connHost,
        @Nullable String ha,
        @Nullable String crmDebugOrigin) {

    /** A node of which nothing is known. */
    public static NodeFields unknown() {
        return new NodeFields(null, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** The fields of a cluster node: member of the cluster layer, of the process group, joined, expected. */
    public static NodeFields of(String inCcm, String crmd, String join, String expected) {
        return new NodeFields(inCcm, crmd, join, expected, null, null, null, null, null, null, null, null);
    }
}
