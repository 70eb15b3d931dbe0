package io.systole.cib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where resources may or should run: a node with a score, or rules. */
public record Location(
        String id,
        @Nullable ResourceId rsc,
        @Nullable String rscPattern,
        @Nullable String role,
        @Nullable NodeName node,
        @Nullable String score,
        @Nullable String resourceDiscovery,
        List<Rule> rules,
        List<ResourceSet> sets,
        List<Rule> lifetime)
        implements Constraint {
    public Location {
        rules = List.copyOf(rules);
        sets = List.copyOf(sets);
        lifetime = List.copyOf(lifetime);
    }
}
