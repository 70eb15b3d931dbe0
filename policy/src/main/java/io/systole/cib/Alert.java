package io.systole.cib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A program that is called on cluster events. */
public record Alert(
        String id,
        @Nullable String description,
        String path,
        List<PropertySet> instanceAttributes,
        List<PropertySet> metaAttributes,
        @Nullable AlertSelect select,
        List<AlertRecipient> recipients) {
    public Alert {
        instanceAttributes = List.copyOf(instanceAttributes);
        metaAttributes = List.copyOf(metaAttributes);
        recipients = List.copyOf(recipients);
    }
}
