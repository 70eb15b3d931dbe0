package io.systole.policy.model;

/** How utilization takes part in placement. */
public enum PlacementStrategy {
    DEFAULT,
    UTILIZATION,
    MINIMAL,
    BALANCED
}
