package io.systole.policy.model;

import io.systole.cib.OpHistory;

/** An operation that is listed under the failed actions, with the resource and node where it failed. */
public record FailedOperation(PlanPrimitive resource, PlanNode node, String key, OpHistory entry) {}
