package io.systole.policy.action;

import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.Role;

/** What can be said of a remote node from the state of its connection. */
public enum RemoteState {
    /** The connection runs. */
    ALIVE,
    /** The connection's node is gone or it is on the move: the remote node rests as it is. */
    RESTING,
    /** Nothing is known. */
    UNKNOWN,
    /** The connection is down for good, as wanted. */
    STOPPED,
    /** The connection failed and cannot be recovered. */
    FAILED;

    public static RemoteState of(PlanNode node) {
        PlanPrimitive connection = node.connection;
        if (connection == null) {
            return UNKNOWN;
        }
        PlanNode current = connection.currentNode();
        if (connection.nextRole == Role.STOPPED || connection.assignedNode() == null) {
            if (current != null && current.unclean) {
                return FAILED;
            }
            if (!connection.failed) {
                return STOPPED;
            }
            return connection.nextRole == Role.STOPPED
                            && !connection.reconnectInterval.isZero()
                            && node.remoteWasFenced
                            && !shutdownRequested(node)
                    ? UNKNOWN
                    : FAILED;
        }
        if (current == null) {
            return UNKNOWN;
        }
        if (current.unclean || !current.online) {
            return RESTING;
        }
        boolean moving = connection.activeNodes.size() > 1
                && connection.partialMigrationSource != null
                && connection.partialMigrationTarget != null;
        return moving ? RESTING : ALIVE;
    }

    /** Whether the node itself was asked to leave; a node whose connection is to stop goes down without that. */
    private static boolean shutdownRequested(PlanNode node) {
        String value = node.attribute("shutdown");
        return value != null && !value.equals("0");
    }
}
