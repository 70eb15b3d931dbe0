package io.systole.actors.attribute.core;

import io.systole.cib.NodeName;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All attributes that were changed through this node, its own and those of nodes that it speaks for. */
public record AttributeState(SortedMap<AttributeKey, Held> held) {
    public AttributeState {
        held = Collections.unmodifiableSortedMap(new TreeMap<>(held));
    }

    public static AttributeState none() {
        return new AttributeState(new TreeMap<>());
    }

    AttributeState with(AttributeKey key, @Nullable Held changed) {
        var all = new TreeMap<>(held);
        if (changed == null) {
            all.remove(key);
        } else {
            all.put(key, changed);
        }
        return new AttributeState(all);
    }

    /** Those of one node, by their names. */
    public SortedMap<String, Held> of(NodeName node) {
        var names = new TreeMap<String, Held>();
        held.forEach((key, known) -> {
            if (key.node().equals(node)) {
                names.put(key.name(), known);
            }
        });
        return names;
    }
}
