package io.systole.runtime.cli;

import java.util.Map;

/** What the cluster options are for, in a line each. */
final class OptionMeanings {
    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("no-quorum-policy", "what a partition without quorum does with what it runs"),
            Map.entry("fencing-enabled", "lost and failed nodes are fenced; without it no data is safe"),
            Map.entry("fencing-action", "what is done to a node that is fenced"),
            Map.entry("fencing-timeout", "how long a fencing may take"),
            Map.entry("have-watchdog", "nodes can fence themselves by a watchdog; set by the cluster"),
            Map.entry("concurrent-fencing", "several nodes may be fenced at once"),
            Map.entry("startup-fencing", "nodes that were not seen yet are fenced at the start"),
            Map.entry("priority-fencing-delay", "the fencing of the node with the higher priorities waits so long"),
            Map.entry("node-pending-timeout", "a node that joins for longer is fenced; 0 for never"),
            Map.entry("fence-remote-without-quorum", "remote nodes are fenced without quorum too"),
            Map.entry("symmetric-cluster", "resources may run anywhere unless a constraint forbids it"),
            Map.entry("maintenance-mode", "all resources are left alone"),
            Map.entry("stop-all-resources", "all resources are stopped"),
            Map.entry("start-failure-is-fatal", "a failed start keeps the resource off that node"),
            Map.entry("enable-startup-probes", "nodes are asked for what they run when they join"),
            Map.entry("stop-removed-resources", "what was taken out of the configuration is stopped"),
            Map.entry("cancel-removed-actions", "recurring operations that were taken out are cancelled"),
            Map.entry("shutdown-lock", "what runs on a node that is shut down cleanly waits for it"),
            Map.entry("shutdown-lock-limit", "such a lock ends after this time; 0 for never"),
            Map.entry("placement-strategy", "how the nodes' capacity counts"),
            Map.entry("node-health-strategy", "how attributes that begin with #health count"),
            Map.entry("node-health-base", "the score of a healthy node, for progressive"),
            Map.entry("node-health-green", "the score of green, for progressive and custom"),
            Map.entry("node-health-yellow", "the score of yellow, for progressive and custom"),
            Map.entry("node-health-red", "the score of red, for progressive and custom"),
            Map.entry("cluster-delay", "how long the network may take, beside an operation's own timeout"),
            Map.entry("batch-limit", "so many actions run at once; 0 lets the cluster choose"),
            Map.entry("migration-limit", "so many migrations of a node run at once; -1 for no limit"),
            Map.entry("enable-acl", "access control lists bind users other than the superusers"),
            Map.entry("cluster-recheck-interval", "it is planned anew after this time at the latest"),
            Map.entry("transition-delay", "a reason to plan waits so long for others to join it"),
            Map.entry("fencing-max-attempts", "after so many failures a fencing is tried again with the recheck only"),
            Map.entry(
                    "fencing-watchdog-timeout",
                    "counted as fencing by `systole verify` alone: the cluster does not fence by watchdog yet"),
            Map.entry("node-action-limit", "so many actions run on a node at once; 0 for twice its processors"),
            Map.entry("load-threshold", "fewer actions are given to a node whose load nears this"),
            Map.entry("dc-deadtime", "so long nodes that were never seen are waited for at the start"),
            Map.entry("pe-error-series-max", "so many inputs of plans that failed are kept; -1 for all"),
            Map.entry("pe-warn-series-max", "so many inputs of plans with fencing or recovery are kept"),
            Map.entry("pe-input-series-max", "so many inputs of other plans are kept"),
            Map.entry("cluster-name", "a name, for people and rules"));

    private OptionMeanings() {}

    static String of(String option) {
        return MEANINGS.getOrDefault(option, "");
    }
}
