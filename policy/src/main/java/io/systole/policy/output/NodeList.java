package io.systole.policy.output;

import io.systole.policy.model.NodeKind;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.List;

/** The lines of the node list: nodes in a state worth a line of their own, then the others by kind. */
final class NodeList {

    private final WorkingState state;

    NodeList(WorkingState state) {
        this.state = state;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        List<String> online = new ArrayList<>();
        List<String> offline = new ArrayList<>();
        List<String> remoteOnline = new ArrayList<>();
        List<String> remoteOffline = new ArrayList<>();
        List<String> guests = new ArrayList<>();
        for (PlanNode node : state.nodes) {
            String health = health(node);
            boolean own = node.unclean
                    || node.pending
                    || (node.standbyOnFail && node.online)
                    || node.standby
                    || node.maintenance
                    || !health.isEmpty();
            if (own) {
                lines.add(type(node) + " " + node.name + ": " + text(node) + health);
                continue;
            }
            switch (node.kind()) {
                case CLUSTER -> (node.online ? online : offline).add(node.name);
                case REMOTE -> (node.online ? remoteOnline : remoteOffline).add(node.name);
                case GUEST -> {
                    if (node.online) {
                        guests.add(node.name);
                    }
                }
            }
        }
        named(lines, "Online", online);
        named(lines, "OFFLINE", offline);
        named(lines, "RemoteOnline", remoteOnline);
        named(lines, "RemoteOFFLINE", remoteOffline);
        named(lines, "GuestOnline", guests);
        return lines;
    }

    private static void named(List<String> lines, String title, List<String> names) {
        if (!names.isEmpty()) {
            lines.add(title + ": [ " + String.join(" ", names) + " ]");
        }
    }

    private static String type(PlanNode node) {
        if (node.kind() == NodeKind.CLUSTER) {
            return "Node";
        }
        return node.isGuest() ? "GuestNode" : "RemoteNode";
    }

    private static String text(PlanNode node) {
        if (node.unclean) {
            return node.online ? "UNCLEAN (online)" : node.pending ? "UNCLEAN (pending)" : "UNCLEAN (offline)";
        }
        if (node.pending) {
            return "pending";
        }
        if (node.standbyOnFail && node.online) {
            return "standby (on-fail)";
        }
        if (node.standby) {
            if (!node.online) {
                return "OFFLINE (standby)";
            }
            return node.running.isEmpty() ? "standby" : "standby (with active resources)";
        }
        if (node.maintenance) {
            return node.online ? "maintenance" : "OFFLINE (maintenance)";
        }
        return node.online ? "online" : "OFFLINE";
    }

    /** The node's health as a suffix, where it is not good. */
    private String health(PlanNode node) {
        NodeHealth health = NodeHealth.of(state.options, node);
        return health == NodeHealth.GREEN ? "" : " (health is " + health + ")";
    }
}
