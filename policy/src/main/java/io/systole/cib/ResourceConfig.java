package io.systole.cib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An element of the resources section, or of a collective resource. */
public sealed interface ResourceConfig permits Primitive, Group, Clone, Bundle, Template {
    ResourceId id();

    @Nullable
    String description();

    List<PropertySet> instanceAttributes();

    List<PropertySet> metaAttributes();
}
