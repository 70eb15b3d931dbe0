package io.systole.cib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operation history of a node. */
public record Lrm(@Nullable String id, List<LrmResource> resources) {
    public Lrm {
        resources = List.copyOf(resources);
    }
}
