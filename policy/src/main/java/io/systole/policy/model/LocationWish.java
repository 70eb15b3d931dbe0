package io.systole.policy.model;

import java.util.List;

/**
 * What one location constraint says for one resource: scores on nodes, for a role or for all.
 *
 * @param role only while the next role is this one; unknown means any
 */
public record LocationWish(String id, PlanResource resource, Role role, Discovery discovery, List<NodeScore> nodes) {
    /** The score that a location constraint gives a node. */
    public record NodeScore(PlanNode node, int score) {}
}
