package io.systole.policy.input;

import io.systole.cib.NodeFields;
import io.systole.cib.NodeState;
import io.systole.cib.TicketState;
import io.systole.cib.value.Numbers;
import io.systole.cib.value.Scores;
import io.systole.cib.value.Spans;
import io.systole.cib.value.Truth;
import io.systole.policy.action.FenceRequests;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanTicket;
import io.systole.policy.model.QuorumPolicy;
import io.systole.policy.model.WorkingState;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads the tickets and the states of the cluster nodes: who is online, who is pending, who has to be fenced. */
final class NodeStateReader {
    private final WorkingState state;
    private final NodeReader nodes;
    private final FenceRequests fences;

    NodeStateReader(WorkingState state, NodeReader nodes, FenceRequests fences) {
        this.state = state;
        this.nodes = nodes;
        this.fences = fences;
    }

    void read() {
        for (TicketState ticket : state.cib.status().tickets()) {
            read(ticket);
        }
        for (NodeState entry : state.cib.status().nodeStates()) {
            PlanNode node = find(state, entry);
            if (node == null || entry.id() == null) {
                continue;
            }
            if (node.remoteType) {
                node.remoteWasFenced = Numbers.integerOr(entry.fields().nodeFenced(), 0) != 0;
            } else {
                read(entry, node);
            }
        }
    }

    /** The node of an entry by its id, else by its name. */
    static @Nullable PlanNode find(WorkingState state, NodeState entry) {
        PlanNode node = state.nodeById(entry.id());
        if (node == null && entry.uname() != null) {
            node = state.nodeByName(entry.uname().value());
        }
        return node;
    }

    private void read(TicketState configured) {
        PlanTicket ticket = state.tickets.computeIfAbsent(configured.id(), PlanTicket::new);
        ticket.granted = Truth.isTrue(configured.granted());
        ticket.standby = Truth.isTrue(configured.standby());
        if (configured.lastGranted() != null) {
            ticket.lastGranted = Numbers.integerOr(configured.lastGranted(), 0);
            ticket.state.put("last-granted", configured.lastGranted());
        }
        if (configured.granted() != null) {
            ticket.state.put("granted", configured.granted());
        }
        if (configured.standby() != null) {
            ticket.state.put("standby", configured.standby());
        }
        ticket.state.putAll(configured.others());
    }

    private void read(NodeState entry, PlanNode node) {
        nodes.readAttributes(node, entry.transientSets(), true);
        if (entry.transientAttributes() != null) {
            nodes.addCapacity(node, entry.transientAttributes().utilization());
        }
        if (Truth.isTrue(node.attribute("standby"))) {
            node.standby = true;
        }
        if (Truth.isTrue(node.attribute("maintenance"))) {
            node.maintenance = true;
        }
        node.unclean = false;
        node.seen = true;
        node.shutdown = shutdownRequested(node);
        node.expectedUp =
                !node.shutdown && "member".equalsIgnoreCase(entry.fields().expected());
        node.online = state.options.fencingEnabled()
                ? onlineWithFencing(entry.fields(), node)
                : onlineWithoutFencing(entry.fields(), node);
        if (!node.online || node.shutdown) {
            node.baseScore = -Scores.INFINITY;
        }
        if (!state.quorate && node.online && state.quorumPolicy == QuorumPolicy.FENCE) {
            fences.request(node, "cluster does not have quorum", false);
        }
    }

    static boolean shutdownRequested(PlanNode node) {
        String value = node.attribute("shutdown");
        return value != null && !value.equals("0");
    }

    /** Since when the node is a member: 0 for not, -1 for unknown. */
    private long memberSince(NodeFields fields) {
        String text = fields.inCcm();
        if (text == null) {
            return -1;
        }
        if (isBoolean(text)) {
            return Truth.isTrue(text) ? state.recheck.nowSeconds() : 0;
        }
        OptionalLong since = Numbers.leadingInteger(text);
        return since.isPresent() && since.getAsLong() >= 0 ? since.getAsLong() : -1;
    }

    private static boolean isBoolean(String text) {
        return Truth.isTrue(text) || Truth.isFalse(text);
    }

    /** Since when the node's processes are up: 0 for not. */
    private static long processSince(NodeFields fields) {
        String text = fields.crmd();
        if (text == null || text.equalsIgnoreCase("offline")) {
            return 0;
        }
        return text.equalsIgnoreCase("online") ? 1 : Math.max(0, Numbers.integerOr(text, 0));
    }

    private boolean onlineWithoutFencing(NodeFields fields, PlanNode node) {
        if (memberSince(fields) <= 0) {
            return false;
        }
        if (processSince(fields) > 0) {
            return "member".equalsIgnoreCase(fields.join());
        }
        if (node.expectedUp) {
            fences.request(node, "peer is unexpectedly down", false);
        }
        return false;
    }

    private boolean onlineWithFencing(NodeFields fields, PlanNode node) {
        long member = memberSince(fields);
        long process = processSince(fields);
        @Nullable String join = fields.join();
        if (node.shutdown) {
            return process > 0;
        }
        if (member < 0) {
            fences.request(node, "peer has not been seen by the cluster", false);
            return false;
        }
        if ("banned".equals(join)) {
            fences.request(node, "peer failed Pacemaker membership criteria", false);
        } else if (terminationRequested(node)) {
            if (member == 0 && process == 0 && "down".equals(join)) {
                return false;
            }
            fences.request(node, "fencing was requested", false);
        } else if (fields.expected() == null || fields.expected().equals("down")) {
            expectedDown(node, member, process);
        } else if (member == 0) {
            fences.request(node, "peer is no longer part of the cluster", true);
        } else if (process == 0) {
            fences.request(node, "peer process is no longer available", false);
        } else if (!"member".equals(join)) {
            if ("pending".equals(join) || "down".equals(join)) {
                node.pending = true;
                node.standby = true;
            } else {
                fences.request(node, "peer was in an unknown state", false);
            }
        }
        return member > 0;
    }

    private void expectedDown(PlanNode node, long member, long process) {
        long timeout = Spans.secondsOf(state.options.nodePendingTimeout());
        if (timeout > 0 && member > 0 && process == 0) {
            if (state.recheck.nowSeconds() >= member + timeout) {
                fences.request(node, "peer pending timed out on joining the process group", false);
                return;
            }
            state.recheck.note(member + timeout);
        }
        if (member > 0 || process > 0) {
            node.pending = true;
            node.standby = true;
        }
    }

    private static boolean terminationRequested(PlanNode node) {
        String value = node.attribute("terminate");
        return Truth.isTrue(value) || Numbers.integerOr(value, 0) > 0;
    }
}
