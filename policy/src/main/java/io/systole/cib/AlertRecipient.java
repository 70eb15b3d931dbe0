package io.systole.cib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One value that an alert is called with. */
public record AlertRecipient(
        String id,
        @Nullable String description,
        String value,
        List<PropertySet> instanceAttributes,
        List<PropertySet> metaAttributes) {
    public AlertRecipient {
        instanceAttributes = List.copyOf(instanceAttributes);
        metaAttributes = List.copyOf(metaAttributes);
    }
}
