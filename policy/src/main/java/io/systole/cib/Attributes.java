package io.systole.cib;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects the attributes that are there, leaving out those that are null. */
final class Attributes {
    private final SortedMap<String, String> present = new TreeMap<>();

    private Attributes() {}

    static Attributes of(String name, @Nullable String value) {
        return new Attributes().and(name, value);
    }

    Attributes and(String name, @Nullable String value) {
        if (value != null) {
            present.put(name, value);
        }
        return this;
    }

    SortedMap<String, String> toMap() {
        return Collections.unmodifiableSortedMap(present);
    }
}
