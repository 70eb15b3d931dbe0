package io.systole.cib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which resources run together, or apart. */
public record Colocation(
        String id,
        @Nullable ResourceId rsc,
        @Nullable String rscRole,
        @Nullable ResourceId withRsc,
        @Nullable String withRscRole,
        @Nullable String nodeAttribute,
        @Nullable String score,
        @Nullable String influence,
        List<ResourceSet> sets,
        List<Rule> lifetime)
        implements Constraint {
    public Colocation {
        sets = List.copyOf(sets);
        lifetime = List.copyOf(lifetime);
    }
}
