package io.systole.actors.cib.core;

import io.systole.cib.NodeName;
import java.util.Comparator;

/** A request to change the configuration: the node that it was made on, and the number that the node gave it. */
public record RequestId(NodeName node, long number) implements Comparable<RequestId> {
    private static final Comparator<RequestId> ORDER =
            Comparator.comparing(RequestId::node).thenComparingLong(RequestId::number);

    @Override
    public int compareTo(RequestId other) {
        return ORDER.compare(this, other);
    }
}
