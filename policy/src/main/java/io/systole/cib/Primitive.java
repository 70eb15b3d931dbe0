package io.systole.cib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A single resource. Invariant: it names an agent or a template. */
public record Primitive(
        ResourceId id,
        @Nullable AgentName agent,
        @Nullable ResourceId template,
        @Nullable String description,
        List<PropertySet> instanceAttributes,
        List<PropertySet> metaAttributes,
        List<PropertySet> utilization,
        @Nullable Operations operations)
        implements ResourceConfig {
    public Primitive {
        instanceAttributes = List.copyOf(instanceAttributes);
        metaAttributes = List.copyOf(metaAttributes);
        utilization = List.copyOf(utilization);
    }
}
