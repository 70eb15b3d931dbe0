package io.systole.actors.resource.wire;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Set transient attributes of this node that the DC knows better: that it was unfenced, for example. */
public record RecordAttributes(long term, SortedMap<String, String> attributes) implements DcCommand {
    public RecordAttributes {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }
}
