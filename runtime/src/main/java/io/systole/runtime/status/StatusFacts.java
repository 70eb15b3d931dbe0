package io.systole.runtime.status;

import io.systole.splitbrain.core.Standing;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known besides the CIB.
 *
 * @param standings the nodes as membership knows them
 * @param quorum the reason for {@code quorate}, in words
 * @param waitingFor what this node waits for before it is a full member; null when it is one
 * @param wire what is wrong between the nodes: whom this node refuses and why, traffic that is not protected; with fence devices, and with the node's own store
 * @param nodeSteps what is done about each node that is missed, by its name
 * @param sbd how the watch over the asked node is; null where there is none
 * @param phase what the policy singleton does, in words: idle, running transition 7 (3 of 9 actions), ...
 */
public record StatusFacts(
        String cluster,
        String askedNode,
        SortedMap<String, Standing> standings,
        boolean quorate,
        String quorum,
        @Nullable String dc,
        @Nullable String waitingFor,
        List<String> wire,
        SortedMap<String, String> nodeSteps,
        @Nullable String sbd,
        String phase,
        List<FencingView> fencing,
        Instant at) {
    public StatusFacts {
        standings = Collections.unmodifiableSortedMap(new TreeMap<>(standings));
        wire = List.copyOf(wire);
        nodeSteps = Collections.unmodifiableSortedMap(new TreeMap<>(nodeSteps));
        fencing = List.copyOf(fencing);
    }
}
