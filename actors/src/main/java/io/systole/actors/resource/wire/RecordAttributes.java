package io.systole.actors.resource.wire;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Set transient attributes of this node, or of the remote node (ward) that it is connected to, that the DC knows better: that it was unfenced, for example. */
public record RecordAttributes(
        long term,
        SortedMap<String, String> attributes,
        @Nullable String ward) implements DcCommand {
    public RecordAttributes {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }
}
