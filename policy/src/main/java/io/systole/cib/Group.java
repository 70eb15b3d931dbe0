package io.systole.cib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Primitives that run together, in order. */
public record Group(
        ResourceId id,
        @Nullable String description,
        List<PropertySet> instanceAttributes,
        List<PropertySet> metaAttributes,
        List<Primitive> members)
        implements ResourceConfig {
    public Group {
        instanceAttributes = List.copyOf(instanceAttributes);
        metaAttributes = List.copyOf(metaAttributes);
        members = List.copyOf(members);
    }
}
