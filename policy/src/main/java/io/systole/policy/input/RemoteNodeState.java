package io.systole.policy.input;

import io.systole.cib.NodeState;
import io.systole.cib.value.Numbers;
import io.systole.cib.value.Truth;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.Role;
import io.systole.policy.model.WorkingState;

/** Decides the state of remote, guest and bundle nodes from that of their connection and container. */
public final class RemoteNodeState {
    private final WorkingState state;
    private final NodeReader nodes;

    public RemoteNodeState(WorkingState state) {
        this.state = state;
        this.nodes = new NodeReader(state);
    }

    /** Online while the connection is started, unless connection or container failed or stopped. */
    public void evaluate(PlanNode node) {
        PlanPrimitive connection = node.connection;
        if (connection == null) {
            node.online = false;
            return;
        }
        PlanPrimitive container = connection.launcher;
        node.online = connection.currentRole == Role.STARTED;
        if (connection.currentRole == Role.STARTED && connection.nextRole == Role.STOPPED) {
            node.shutdown = true;
        }
        if (container != null && container.failed) {
            node.online = false;
            node.resetPending = true;
        } else if (connection.failed) {
            node.online = false;
        } else if (connection.currentRole == Role.STOPPED
                || (container != null && container.currentRole == Role.STOPPED)) {
            node.online = false;
            node.resetPending = false;
        } else if (container != null && connection.activeNodes.size() == 1) {
            PlanNode host = connection.activeNodes.get(0);
            if (!host.online && host.unclean) {
                node.online = false;
                node.resetPending = true;
            }
        }
    }

    /** Reads the attributes of a remote-type node from its entry in the status section. */
    public void readEntry(NodeState entry, PlanNode node) {
        node.inMaintenanceNoted = Numbers.integerOr(entry.fields().nodeInMaintenance(), 0) != 0;
        if (!node.resetPending) {
            node.unclean = false;
            node.seen = true;
        }
        nodes.readAttributes(node, entry.transientSets(), true);
        if (NodeStateReader.shutdownRequested(node)) {
            node.shutdown = true;
        }
        if (Truth.isTrue(node.attribute("standby"))) {
            node.standby = true;
        }
        PlanPrimitive connection = node.connection;
        if (Truth.isTrue(node.attribute("maintenance")) || (connection != null && !connection.managed)) {
            node.maintenance = true;
        }
        if (Truth.isFalse(node.attribute("resource-discovery-enabled"))
                && (node.isGuest() || state.options.fencingEnabled())) {
            node.discoveryEnabled = false;
        }
    }

    /** After all history: connections of nodes that shut down are stopped, unread nodes are judged. */
    public void finish() {
        for (PlanNode node : state.nodes) {
            if (!node.remoteType) {
                continue;
            }
            if (node.shutdown && node.connection != null) {
                node.connection.nextRole = Role.STOPPED;
            }
            if (!node.historyRead) {
                evaluate(node);
            }
        }
    }
}
