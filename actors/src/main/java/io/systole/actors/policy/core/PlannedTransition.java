package io.systole.actors.policy.core;

import io.systole.policy.graph.TransitionGraph;
import java.util.List;

/** What came of planning: what to do, and the lines that say so. */
public record PlannedTransition(TransitionGraph graph, List<String> summary) {
    public PlannedTransition {
        summary = List.copyOf(summary);
    }
}
