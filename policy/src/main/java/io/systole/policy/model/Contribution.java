package io.systole.policy.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a score: what it came from, how much it gave, and the total after it; steps before it are linked.
 *
 * @param origin what it came from: in words, or the id of a colocation
 * @param with the other end, if it is a colocation; there may be thousands of these for each step that is shown, so they
 *     are put into words only then
 */
public record Contribution(
        @Nullable Contribution before,
        String origin,
        @Nullable String with,
        int amount,
        int total) {
    public Contribution(@Nullable Contribution before, String source, int amount, int total) {
        this(before, source, null, amount, total);
    }

    /** What it came from, in words. */
    public String source() {
        return with == null ? origin : "colocation " + origin + " with " + with;
    }

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
