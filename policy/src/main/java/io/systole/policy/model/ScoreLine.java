package io.systole.policy.model;

import io.systole.cib.value.Scores;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One score as it was when the assignment looked at it.
 *
 * @param phase the word that the reference prints before it; empty for promotion scores
 * @param node null where a promotion score belongs to no node
 * @param lastStep how the score came about, linked from the last step to the first; null where it is not known
 */
public record ScoreLine(
        String phase,
        String resource,
        @Nullable String node,
        int score,
        @Nullable Contribution lastStep) {

    /** The steps that led to the score, the first one first. */
    public List<Contribution> why() {
        return Contribution.inOrder(lastStep);
    }

    /** The line as {@code crm_simulate -s} prints it. */
    public String text() {
        if (phase.isEmpty()) {
            String where = node == null ? "(inactive)" : "on " + node;
            return resource + " promotion score " + where + ": " + Scores.print(score);
        }
        return phase + ": " + resource + " allocation score on " + node + ": " + Scores.print(score);
    }
}
