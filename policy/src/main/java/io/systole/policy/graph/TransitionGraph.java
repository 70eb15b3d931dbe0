package io.systole.policy.graph;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a plan wants done, as actions with their inputs, in the order of the reference's synapses.
 *
 * @param settings what the head of the graph says: cluster-delay, fencing-timeout, failed-stop-offset, failed-start-offset,
 *     batch-limit, migration-limit, recheck-by
 * @param actions the actions; an action's place in the list is its synapse number
 */
public record TransitionGraph(SortedMap<String, String> settings, List<GraphAction> actions) {

    public TransitionGraph {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        actions = List.copyOf(actions);
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return actions.isEmpty();
    }
}
