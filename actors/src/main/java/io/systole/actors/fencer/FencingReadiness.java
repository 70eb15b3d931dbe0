package io.systole.actors.fencer;

import io.systole.actors.fencer.core.Proofs.Lie;
import io.systole.actors.fencer.core.RaceOutlook;
import io.systole.cib.ResourceId;
import io.systole.fencing.core.FencingConfiguration;
import io.systole.fencing.core.NodeReadiness;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How well the cluster could fence, as this node knows.
 *
 * @param lies what devices said that was not true
 * @param distrusted those of them whose word alone does not count any more
 * @param race what happens when two nodes do not hear each other; empty where they cannot both fence
 */
public record FencingReadiness(
        FencingConfiguration configuration,
        List<NodeReadiness> nodes,
        List<Lie> lies,
        NavigableSet<ResourceId> distrusted,
        Optional<RaceOutlook> race) {
    public FencingReadiness {
        nodes = List.copyOf(nodes);
        lies = List.copyOf(lies);
        distrusted = Collections.unmodifiableNavigableSet(new TreeSet<>(distrusted));
    }
}
