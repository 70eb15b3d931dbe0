package io.systole.cib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A set of resources within a constraint. */
public record ResourceSet(
        @Nullable String id,
        @Nullable String idRef,
        @Nullable String sequential,
        @Nullable String requireAll,
        @Nullable String ordering,
        @Nullable String action,
        @Nullable String role,
        @Nullable String score,
        @Nullable String kind,
        List<ResourceId> resources) {
    public ResourceSet {
        resources = List.copyOf(resources);
    }

    /** The same set of other resources. */
    public ResourceSet withResources(List<ResourceId> others) {
        return new ResourceSet(id, idRef, sequential, requireAll, ordering, action, role, score, kind, others);
    }
}
