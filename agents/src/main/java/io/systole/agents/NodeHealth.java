package io.systole.agents;

/** How well a node is, as the node-health-strategy of the cluster reads it. */
public enum NodeHealth {
    GREEN,
    YELLOW,
    RED
}
