package io.systole.cib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program that is called on cluster events.
 *
 * @param path an absolute path; or {@link #WEBHOOK}
 */
public record Alert(
        String id,
        @Nullable String description,
        String path,
        List<PropertySet> instanceAttributes,
        List<PropertySet> metaAttributes,
        @Nullable AlertSelect select,
        List<AlertRecipient> recipients) {
    /** The path of the alert that is built in: each recipient is a URL, to which what happened is sent as JSON. */
    public static final String WEBHOOK = "systole:webhook";

    public Alert {
        instanceAttributes = List.copyOf(instanceAttributes);
        metaAttributes = List.copyOf(metaAttributes);
        recipients = List.copyOf(recipients);
    }
}
