package io.systole.actors.fencer.core;

import io.systole.actors.fencer.FencingRecord;
import io.systole.cib.NodeName;
import io.systole.fencing.FenceAction;
import java.util.Comparator;

/**
 * What is done once, however many ask: to take the power of one run of a node (off and reboot are the same here), or to
 * give it power, which says nothing of its death.
 */
public record FencingKey(NodeName target, long incarnation, boolean takesPower) implements Comparable<FencingKey> {
    public static FencingKey of(NodeName target, long incarnation, FenceAction action) {
        return new FencingKey(target, incarnation, action.takesPower());
    }

    /** The key of a fencing that has ended. */
    public static FencingKey of(FencingRecord ended) {
        return of(ended.target(), ended.incarnation(), ended.action());
    }

    @Override
    public int compareTo(FencingKey other) {
        return Comparator.comparing(FencingKey::target)
                .thenComparingLong(FencingKey::incarnation)
                .thenComparing(FencingKey::takesPower)
                .compare(this, other);
    }
}
