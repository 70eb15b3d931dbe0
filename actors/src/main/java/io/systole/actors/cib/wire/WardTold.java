package io.systole.actors.cib.wire;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that the sender knows of a node: who speaks for it, the number of the word, and the status section of a CIB. */
public record WardTold(
        int schema,
        String from,
        String node,
        long epoch,
        long sequence,
        @Nullable String owner,
        SortedMap<String, String> fields,
        String xml)
        implements WardWord {
    public WardTold {
        fields = new TreeMap<>(fields);
    }
}
