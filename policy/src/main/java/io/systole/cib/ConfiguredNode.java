package io.systole.cib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of the nodes section. */
public record ConfiguredNode(
        String id,
        @Nullable NodeName uname,
        @Nullable String type,
        @Nullable String score,
        @Nullable String description,
        List<PropertySet> attributes,
        List<PropertySet> utilization) {
    public ConfiguredNode {
        attributes = List.copyOf(attributes);
        utilization = List.copyOf(utilization);
    }
}
