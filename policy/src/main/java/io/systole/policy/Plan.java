package io.systole.policy;

import io.systole.policy.graph.TransitionGraph;
import io.systole.policy.model.ScoreLine;
import io.systole.policy.model.WorkingState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What planning decides: the transition, the lines that sum it up, and every score that was looked at.
 *
 * @param state the working state at the end of the planning, for those who show it; it is not to be changed
 * @param recheck when to plan again even if nothing happens
 */
public record Plan(
        TransitionGraph graph,
        List<String> summaryLines,
        List<ScoreLine> scores,
        Optional<Instant> recheck,
        WorkingState state) {
    public Plan {
        summaryLines = List.copyOf(summaryLines);
        scores = List.copyOf(scores);
    }
}
