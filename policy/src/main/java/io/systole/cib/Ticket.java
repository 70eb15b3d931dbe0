package io.systole.cib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to resources with the ticket of a site. */
public record Ticket(
        String id,
        String ticket,
        @Nullable ResourceId rsc,
        @Nullable String rscRole,
        @Nullable String lossPolicy,
        List<ResourceSet> sets)
        implements Constraint {
    public Ticket {
        sets = List.copyOf(sets);
    }
}
