package io.systole.cib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A resource that runs in several instances.
 * Invariant: the child is a primitive or a group. <code>master</code> tells the old element of that name, which means
 * a promotable clone.
 */
public record Clone(
        ResourceId id,
        @Nullable String description,
        List<PropertySet> instanceAttributes,
        List<PropertySet> metaAttributes,
        ResourceConfig child,
        boolean master)
        implements ResourceConfig {
    public Clone {
        instanceAttributes = List.copyOf(instanceAttributes);
        metaAttributes = List.copyOf(metaAttributes);
    }
}
