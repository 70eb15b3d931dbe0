package io.systole.cib;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The state of a ticket; attributes that an administrator added are kept. */
public record TicketState(
        String id,
        @Nullable String granted,
        @Nullable String lastGranted,
        @Nullable String standby,
        SortedMap<String, String> others) {
    public TicketState {
        others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
    }
}
