package io.systole.policy.action;

import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;

/** Tells how many failures of a resource on a node count, those left out that have expired. */
@FunctionalInterface
public interface FailureCounts {
    int effective(PlanPrimitive primitive, PlanNode node);
}
