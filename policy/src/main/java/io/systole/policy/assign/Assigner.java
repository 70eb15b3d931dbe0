package io.systole.policy.assign;

import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanResource;
import org.jspecify.annotations.Nullable;

/** Assigns a resource of any kind; resources ask it for those that have to be assigned before them. */
interface Assigner {
    /**
     * Assigns an open resource.
     *
     * @param preferred the node that is taken unless a better one exists
     * @param last not just a try
     * @return the node, of a collective resource the first one; null for nowhere
     */
    @Nullable
    PlanNode assign(PlanResource resource, @Nullable PlanNode preferred, boolean last);
}
