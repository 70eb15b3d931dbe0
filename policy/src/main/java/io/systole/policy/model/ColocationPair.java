package io.systole.policy.model;

import io.systole.cib.value.Scores;

/**
 * One colocation between two resources: the dependent is placed relative to the primary.
 *
 * @param dependentRole only while the dependent's role is this one; unknown means any
 * @param explicit configured, not implied by a group, container or bundle
 */
public record ColocationPair(
        String id,
        PlanResource dependent,
        Role dependentRole,
        PlanResource primary,
        Role primaryRole,
        String nodeAttribute,
        int score,
        boolean influence,
        boolean explicit) {
    public static final String NODE_NAME = "#uname";

    /** Whether the score is plus or minus infinity. */
    public boolean mandatory() {
        return Math.abs(score) >= Scores.INFINITY;
    }
}
