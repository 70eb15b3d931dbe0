package io.systole.cib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The node attributes that are lost when the node restarts. */
public record TransientAttributes(@Nullable String id, List<PropertySet> attributes, List<PropertySet> utilization) {
    public TransientAttributes {
        attributes = List.copyOf(attributes);
        utilization = List.copyOf(utilization);
    }
}
