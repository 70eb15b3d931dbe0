package io.systole.actors.policy;

import io.systole.actors.policy.core.PlannedTransition;
import io.systole.policy.Plan;
import io.systole.policy.Planner;

/** The planner as the policy calls it. */
public final class PlannerAdapter {
    private PlannerAdapter() {}

    public static PolicyPorts.Planning planning() {
        return (cib, now) -> {
            Plan plan = Planner.planLive(cib, now);
            return new PlannedTransition(plan.graph(), plan.summaryLines());
        };
    }
}
