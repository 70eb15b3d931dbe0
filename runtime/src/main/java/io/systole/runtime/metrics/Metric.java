package io.systole.runtime.metrics;

/**
 * What is told of the state of the cluster. The names with {@code ha_cluster} are those of ha_cluster_exporter, with its
 * labels and meaning, so that dashboards for Pacemaker show a cluster of Systole too.
 */
enum Metric {
    NODES("ha_cluster_pacemaker_nodes", "Whether the node is in the state that the label status names"),
    NODE_ATTRIBUTES("ha_cluster_pacemaker_node_attributes", "Attributes of nodes: 1 for each value"),
    RESOURCES("ha_cluster_pacemaker_resources", "Whether the resource is in the state that the label status names"),
    FAIL_COUNT("ha_cluster_pacemaker_fail_count", "Failures of a resource on a node"),
    MIGRATION_THRESHOLD(
            "ha_cluster_pacemaker_migration_threshold", "Failures after which a resource has to leave a node"),
    LOCATION_CONSTRAINTS("ha_cluster_pacemaker_location_constraints", "Scores of location constraints for one node"),
    STONITH_ENABLED("ha_cluster_pacemaker_stonith_enabled", "Whether fencing is enabled"),
    CONFIG_LAST_CHANGE("ha_cluster_pacemaker_config_last_change", "When the configuration changed, in Unix seconds"),
    QUORATE("ha_cluster_corosync_quorate", "Whether this side of the cluster has quorum"),
    QUORUM_VOTES("ha_cluster_corosync_quorum_votes", "Votes: expected, there, and needed"),
    MEMBER_VOTES("ha_cluster_corosync_member_votes", "Votes of each node that is here"),
    DC("systole_dc", "Whether the asked node is the DC, which plans");

    private final String title;
    private final String help;

    Metric(String title, String help) {
        this.title = title;
        this.help = help;
    }

    String title() {
        return title;
    }

    String help() {
        return help;
    }
}
