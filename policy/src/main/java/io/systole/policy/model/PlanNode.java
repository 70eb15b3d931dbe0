package io.systole.policy.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A node in the working state: what the configuration and the status say about it, and what is counted on it. */
public final class PlanNode {
    public final int index;
    public final String id;
    public String name;
    /** The place in the natural order of names. */
    int rank;
    /** Of remote type: a remote, guest or bundle node. */
    public final boolean remoteType;
    /** Where the layouts of all candidate tables of this run begin. */
    final TableLayout emptyTable;
    /** The score that new table entries start from; minus infinity for offline cluster nodes and bundle nodes. */
    public int baseScore;
    /** The resource that connects to this node, if it is of remote type. */
    public @Nullable PlanPrimitive connection;

    public boolean online;
    public boolean unclean;
    /** Its state was found in the status section (or its fencing is certain). */
    public boolean seen;

    public boolean pending;
    public boolean standby;
    /** Standby because an operation with on-fail=standby failed there. */
    public boolean standbyOnFail;

    public boolean shutdown;
    public boolean expectedUp;
    public boolean maintenance;
    public boolean isDc;
    /** A remote or guest node that must be fenced or recovered. */
    public boolean resetPending;

    public boolean remoteWasFenced;
    public boolean inMaintenanceNoted;
    /** False when attribute resource-discovery-enabled says so and it counts for this kind of node. */
    public boolean discoveryEnabled = true;
    /** How new table entries of this node are probed: never for bundle nodes. */
    public Discovery discovery = Discovery.ALWAYS;

    public boolean historyRead;
    /** Permanent and transient attributes, merged. */
    public final SortedMap<String, String> attributes = new TreeMap<>();
    /** Free capacity by attribute; text that is no number counts 0. */
    public final SlotTable<Integer> capacity = new SlotTable<>();

    public final List<PlanPrimitive> running = new ArrayList<>();
    /** Primitives assigned here in this run. */
    public int assignedCount;
    /** The sum of the priorities of what is active here. */
    public int priority;

    PlanNode(int index, String id, String name, boolean remoteType, int baseScore, TableLayout emptyTable) {
        this.emptyTable = emptyTable;
        this.index = index;
        this.id = id;
        this.name = name;
        this.remoteType = remoteType;
        this.baseScore = baseScore;
    }

    /** Online, clean, and neither shutting down nor in standby or maintenance. */
    public boolean able() {
        return online && !shutdown && !unclean && !standby && !maintenance;
    }

    public NodeKind kind() {
        if (!remoteType) {
            return NodeKind.CLUSTER;
        }
        PlanPrimitive link = connection;
        return link != null && link.launcher != null ? NodeKind.GUEST : NodeKind.REMOTE;
    }

    public boolean isGuest() {
        return kind() == NodeKind.GUEST;
    }

    public boolean isRemote() {
        return kind() == NodeKind.REMOTE;
    }

    public @Nullable String attribute(String attribute) {
        return attributes.get(attribute);
    }

    @Override
    public String toString() {
        return name;
    }
}
