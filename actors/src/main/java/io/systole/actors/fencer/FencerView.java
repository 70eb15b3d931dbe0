package io.systole.actors.fencer;

import io.systole.cib.NodeName;
import io.systole.splitbrain.core.Rival;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.Address;
import org.jspecify.annotations.Nullable;

/**
 * What a Fencer has to know of membership.
 *
 * @param reachable the members that this node can reach, itself included, with their addresses
 * @param incarnation the run of this node itself; 0 while it is not known
 * @param quorate whether this node's partition has quorum; without it the Fencer refuses
 * @param rival of two nodes that may fence each other, the other; null where there is none
 */
public record FencerView(
        SortedMap<NodeName, Address> reachable,
        boolean quorate,
        long incarnation,
        @Nullable Rival rival) {
    /** The same where this node's own run is not known, so that it cannot introduce itself. */
    public FencerView(SortedMap<NodeName, Address> reachable, boolean quorate) {
        this(reachable, quorate, 0, null);
    }

    public FencerView {
        reachable = Collections.unmodifiableSortedMap(new TreeMap<>(reachable));
    }

    /** Before membership was heard of. */
    public static FencerView empty() {
        return new FencerView(new TreeMap<>(), false);
    }
}
