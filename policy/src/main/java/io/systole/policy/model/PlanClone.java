package io.systole.policy.model;

import io.systole.cib.ResourceConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A clone: its instances are its children; the limits of how many run, where, and how many are promoted. */
public final class PlanClone extends PlanResource {
    public boolean promotable;
    public boolean ordered;
    public boolean interleave;
    public int cloneMax;
    public int cloneNodeMax;
    public int cloneMin;
    public int promotedMax;
    public int promotedNodeMax;
    /** Promotion scores were added to the instances' tables. */
    public boolean promotionScoresAdded;
    /** Location constraints with role Promoted that act when roles are chosen, those of the bundle included. */
    public final List<LocationWish> promotedLocations = new ArrayList<>();

    public PlanClone(Identity identity, ResourceConfig config, @Nullable PlanResource parent) {
        super(identity, config, parent);
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.CLONE;
    }
}
