package io.systole.policy.model;

import io.systole.cib.AgentName;
import io.systole.cib.Primitive;
import io.systole.cib.value.Scores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A primitive: the one kind of resource that is really started, stopped, promoted and demoted. */
public final class PlanPrimitive extends PlanResource {
    public final AgentName agent;
    private final boolean connection;
    private final boolean fenceDevice;
    public List<ConfiguredOperation> operations = List.of();

    public boolean allowMigrate;
    /** Cleared when the history rules live migration out. */
    public boolean migratable;

    public MultipleActive multipleActive = MultipleActive.STOP_START;
    public int migrationThreshold = Scores.INFINITY;
    public Duration failureTimeout = Duration.ZERO;
    public Duration reconnectInterval = Duration.ZERO;
    /** A failure was pretended to be a success (on-fail=ignore): the migration threshold does not count. */
    public boolean ignoreFailure;

    public boolean startPending;
    public @Nullable String pendingTask;
    public @Nullable PlanNode pendingNode;

    public final List<PlanNode> danglingSources = new ArrayList<>();
    public @Nullable PlanNode partialMigrationSource;
    public @Nullable PlanNode partialMigrationTarget;

    public @Nullable PlanNode lockNode;
    public long lockTime;

    /** The resource that this one runs inside of: a container, or the guest of a connection. */
    public @Nullable PlanPrimitive launcher;

    public final List<PlanPrimitive> launched = new ArrayList<>();
    public boolean removedLaunched;
    /** The node that this connection reaches. */
    public @Nullable PlanNode remoteNode;
    /** Free for the actions: to be stopped although its multiple activity was not expected. */
    public boolean stopUnexpected;

    public final SlotTable<Integer> utilization = new SlotTable<>();
    /** A copy of the entry at the moment of the assignment; null when it runs nowhere. */
    public @Nullable Candidate assigned;

    public PlanPrimitive(Identity identity, Primitive config, AgentName agent, @Nullable PlanResource parent) {
        super(identity, config, parent);
        this.agent = agent;
        this.connection = isRemoteAgent(agent);
        this.fenceDevice = agent.resourceClass().equalsIgnoreCase("stonith");
    }

    private static boolean isRemoteAgent(AgentName agent) {
        String provider = agent.provider();
        return agent.resourceClass().equalsIgnoreCase("ocf")
                && provider != null
                && provider.equalsIgnoreCase("pacemaker")
                && agent.type().equalsIgnoreCase("remote");
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.PRIMITIVE;
    }

    public boolean isFenceDevice() {
        return fenceDevice;
    }

    /** Whether it is the connection to a remote, guest or bundle node. */
    public boolean isConnection() {
        return connection;
    }

    /** Whether it is the connection of a remote (not guest) node. */
    public boolean isRemoteConnection() {
        return isConnection() && launcher == null;
    }

    public @Nullable PlanNode assignedNode() {
        return assigned == null ? null : assigned.node;
    }

    @Override
    public @Nullable PlanNode currentNode() {
        if (partialMigrationSource == null || activeNodes.isEmpty()) {
            return super.currentNode();
        }
        return activeNodes.contains(partialMigrationSource) ? partialMigrationSource : activeNodes.get(0);
    }

    /** Whether it counts as active: some node of it is unclean or online, or offline while it is unmanaged. */
    public boolean active() {
        for (PlanNode node : activeNodes) {
            if (node.unclean || node.online || !managed) {
                return true;
            }
        }
        return false;
    }
}
