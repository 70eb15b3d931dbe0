package io.systole.cib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** In which order resources act. */
public record Order(
        String id,
        @Nullable ResourceId first,
        @Nullable String firstAction,
        @Nullable ResourceId then,
        @Nullable String thenAction,
        @Nullable String kind,
        @Nullable String score,
        @Nullable String symmetrical,
        @Nullable String requireAll,
        List<ResourceSet> sets,
        List<Rule> lifetime)
        implements Constraint {
    public Order {
        sets = List.copyOf(sets);
        lifetime = List.copyOf(lifetime);
    }
}
