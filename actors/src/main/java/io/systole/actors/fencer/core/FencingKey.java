package io.systole.actors.fencer.core;

import io.systole.cib.NodeName;
import java.util.Comparator;

/** One run of a node: what is fenced once, however many ask. */
public record FencingKey(NodeName target, long incarnation) implements Comparable<FencingKey> {
    @Override
    public int compareTo(FencingKey other) {
        return Comparator.comparing(FencingKey::target)
                .thenComparingLong(FencingKey::incarnation)
                .compare(this, other);
    }
}
