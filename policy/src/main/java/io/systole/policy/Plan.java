package io.systole.policy;

import io.systole.policy.action.ActionTable;
import io.systole.policy.graph.TransitionGraph;
import io.systole.policy.model.ScoreLine;
import io.systole.policy.model.WorkingState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What planning decides: the transition, the lines that sum it up, and every score that was looked at.
 *
 * @param state the working state at the end of the planning, for those who show it; it is not to be changed
 * @param actions all actions that were thought of, for those who draw them
 * @param recheck when to plan again even if nothing happens
 */
public record Plan(
        TransitionGraph graph,
        List<String> summaryLines,
        List<ScoreLine> scores,
        Optional<Instant> recheck,
        ActionTable actions,
        WorkingState state) {
    public Plan {
        summaryLines = List.copyOf(summaryLines);
        scores = List.copyOf(scores);
    }

    /** The graph of no plan. */
    public static TransitionGraph nothing() {
        return new TransitionGraph(new TreeMap<>(), List.of());
    }
}
