package io.systole.policy.explain;

import io.systole.policy.model.PlanNode;

/** Why a node cannot run resources, in words. */
final class NodeWords {
    private NodeWords() {}

    /** Empty for a node that can. */
    static String state(PlanNode node) {
        if (node.unclean) {
            return "to be fenced";
        }
        if (node.pending) {
            return "not joined yet";
        }
        if (!node.online) {
            return "offline";
        }
        if (node.shutdown) {
            return "shutting down";
        }
        if (node.maintenance) {
            return "in maintenance";
        }
        return node.standby ? "in standby" : "";
    }
}
