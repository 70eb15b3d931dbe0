package io.systole.actors.cib.wire;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One change of a status: put (with the attributes of resource and entry), remove, attribute, field, or forget. */
public record WireStatusChange(
        String kind,
        SortedMap<String, String> resource,
        SortedMap<String, String> entry,
        @Nullable String name,
        @Nullable String value) {
    public static final String PUT = "put";
    public static final String REMOVE = "remove";
    public static final String ATTRIBUTE = "attribute";
    public static final String FIELD = "field";
    public static final String FORGET = "forget";

    public WireStatusChange {
        resource = new TreeMap<>(resource);
        entry = new TreeMap<>(entry);
    }
}
