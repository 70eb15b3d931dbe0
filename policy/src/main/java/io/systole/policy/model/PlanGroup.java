package io.systole.policy.model;

import io.systole.cib.ResourceConfig;
import org.jspecify.annotations.Nullable;

/** A group: members that run together, in order (unless the deprecated switches say otherwise). */
public final class PlanGroup extends PlanResource {
    public boolean ordered = true;
    public boolean colocated = true;

    public PlanGroup(Identity identity, ResourceConfig config, @Nullable PlanResource parent) {
        super(identity, config, parent);
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.GROUP;
    }

    public PlanResource first() {
        return children.get(0);
    }

    public PlanResource last() {
        return children.get(children.size() - 1);
    }
}
