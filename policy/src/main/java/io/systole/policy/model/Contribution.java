package io.systole.policy.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of a score: what it came from, how much it gave, and the total after it; steps before it are linked. */
public record Contribution(@Nullable Contribution before, String source, int amount, int total) {
    /** All steps, the first one first. */
    public static List<Contribution> inOrder(@Nullable Contribution last) {
        List<Contribution> steps = new ArrayList<>();
        for (Contribution step = last; step != null; step = step.before) {
            steps.add(step);
        }
        Collections.reverse(steps);
        return steps;
    }
}
