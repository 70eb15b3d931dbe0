package io.systole.actors.resource;

import io.systole.cib.NodeName;
import io.systole.cib.OpHistory;
import io.systole.cib.ResourceId;

/**
 * Told on the node's event stream to whoever listens: an operation began or ended here, and this is its entry in the
 * history. The CIB's subscribers may see only the last of several.
 *
 * @param node where the agent ran: this node, or a remote node that it is connected to
 */
public record OperationRecorded(NodeName node, ResourceId resource, OpHistory entry) {}
