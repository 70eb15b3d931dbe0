package io.systole.cib;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A duration or a date specification: texts by name of the unit (hours, weekdays, years, ...). */
public record DateParts(@Nullable String id, @Nullable String idRef, SortedMap<String, String> parts) {
    public DateParts {
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
    }
}
