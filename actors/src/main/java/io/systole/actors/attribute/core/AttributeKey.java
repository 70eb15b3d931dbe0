package io.systole.actors.attribute.core;

import io.systole.cib.NodeName;
import java.util.Comparator;

/** An attribute of a node. */
public record AttributeKey(NodeName node, String name) implements Comparable<AttributeKey> {
    private static final Comparator<AttributeKey> ORDER =
            Comparator.comparing(AttributeKey::node).thenComparing(AttributeKey::name);

    @Override
    public int compareTo(AttributeKey other) {
        return ORDER.compare(this, other);
    }
}
