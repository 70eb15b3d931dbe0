package io.systole.policy.model;

import io.systole.policy.value.Score;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One score as it was when the assignment looked at it.
 *
 * @param phase the word that the reference prints before it; empty for promotion scores
 * @param node null where a promotion score belongs to no node
 * @param why the steps that led to the score, the first one first
 */
public record ScoreLine(
        String phase, String resource, @Nullable String node, int score, List<Contribution> why) {
    /** The line as {@code crm_simulate -s} prints it. */
    public String text() {
        if (phase.isEmpty()) {
            String where = node == null ? "(inactive)" : "on " + node;
            return resource + " promotion score " + where + ": " + Score.print(score);
        }
        return phase + ": " + resource + " allocation score on " + node + ": " + Score.print(score);
    }
}
