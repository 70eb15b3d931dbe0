package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The full members of one side, each with its run: what an arbiter is asked for. Another run is another ring. */
public record Ring(SortedMap<NodeName, Long> runs) {
    public Ring {
        runs = Collections.unmodifiableSortedMap(new TreeMap<>(runs));
    }

    /** Nobody. */
    public static Ring empty() {
        return new Ring(new TreeMap<>());
    }

    /** Nodes without a cluster that would found one together: they have no runs in it yet. */
    public static Ring founding(Collection<NodeName> nodes) {
        var runs = new TreeMap<NodeName, Long>();
        nodes.forEach(node -> runs.put(node, 0L));
        return new Ring(runs);
    }

    /** The side that a node sees itself on. */
    public static Ring of(MembershipView view) {
        var runs = new TreeMap<NodeName, Long>();
        view.nodes().stream()
                .filter(node -> node.standing().online())
                .forEach(node -> runs.put(node.name(), node.incarnation()));
        return new Ring(runs);
    }

    static Ring of(SurvivorState state, Side side) {
        var runs = new TreeMap<NodeName, Long>();
        side.nodes().stream()
                .map(state::node)
                .filter(node -> node.phase().votes())
                .forEach(node -> runs.put(node.name(), node.incarnation()));
        return new Ring(runs);
    }
}
