package io.systole.actors.fencer;

import io.systole.cib.NodeName;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.Address;

/**
 * What a Fencer has to know of membership.
 *
 * @param reachable the members that this node can reach, itself included, with their addresses
 * @param quorate whether this node's partition has quorum; without it the Fencer refuses
 */
public record FencerView(SortedMap<NodeName, Address> reachable, boolean quorate) {
    public FencerView {
        reachable = Collections.unmodifiableSortedMap(new TreeMap<>(reachable));
    }

    /** Before membership was heard of. */
    public static FencerView empty() {
        return new FencerView(new TreeMap<>(), false);
    }
}
