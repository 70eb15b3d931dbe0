package io.systole.cib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A template that primitives refer to for agent, attributes and operations. */
public record Template(
        ResourceId id,
        AgentName agent,
        @Nullable String description,
        List<PropertySet> instanceAttributes,
        List<PropertySet> metaAttributes,
        List<PropertySet> utilization,
        @Nullable Operations operations)
        implements ResourceConfig {
    public Template {
        instanceAttributes = List.copyOf(instanceAttributes);
        metaAttributes = List.copyOf(metaAttributes);
        utilization = List.copyOf(utilization);
    }
}
