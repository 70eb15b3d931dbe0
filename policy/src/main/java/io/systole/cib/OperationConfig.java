package io.systole.cib;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** One configured operation; texts as in the document, absent ones null. */
public record OperationConfig(
        String id,
        String name,
        String interval,
        @Nullable String timeout,
        @Nullable String startDelay,
        @Nullable String intervalOrigin,
        @Nullable String enabled,
        @Nullable String role,
        @Nullable String onFail,
        @Nullable String requires,
        @Nullable String recordPending,
        @Nullable String description,
        List<PropertySet> instanceAttributes,
        List<PropertySet> metaAttributes) {
    public OperationConfig {
        instanceAttributes = List.copyOf(instanceAttributes);
        metaAttributes = List.copyOf(metaAttributes);
    }

    /** All attributes that the element has, by their names in the document. */
    public SortedMap<String, String> attributes() {
        return Attributes.of("id", id)
                .and("name", name)
                .and("interval", interval)
                .and("timeout", timeout)
                .and("start-delay", startDelay)
                .and("interval-origin", intervalOrigin)
                .and("enabled", enabled)
                .and("role", role)
                .and("on-fail", onFail)
                .and("requires", requires)
                .and("record-pending", recordPending)
                .and("description", description)
                .toMap();
    }
}
