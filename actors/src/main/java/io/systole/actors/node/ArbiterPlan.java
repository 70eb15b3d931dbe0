package io.systole.actors.node;

import io.systole.splitbrain.arbiter.ArbiterAddress;
import io.systole.splitbrain.arbiter.core.ArbiterSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a node is told of its arbiter.
 *
 * @param commands the heuristics, each with its arguments, by their names; empty without
 * @param heuristicsTimeout after which they count as failed
 */
public record ArbiterPlan(
        ArbiterSettings settings,
        ArbiterAddress address,
        SortedMap<String, List<String>> commands,
        Duration heuristicsTimeout) {
    public ArbiterPlan {
        commands = Collections.unmodifiableSortedMap(new TreeMap<>(commands));
    }
}
