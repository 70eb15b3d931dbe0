package io.systole.policy.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The scores of a candidate table, apart from it, for trying out: merging the wishes of a long chain of resources copies the
 * table once for each of them, and a copy of this is two small arrays.
 */
public final class ScoreTable {
    private final CandidateTable from;
    /** How often the table was copied: each copy may change the order of a walk, as it does in the reference. */
    private final int copies;

    private final int[] scores;
    private final @Nullable Contribution[] why;

    private ScoreTable(CandidateTable from, int copies, int[] scores, @Nullable Contribution[] why) {
        this.from = from;
        this.copies = copies;
        this.scores = scores;
        this.why = why;
    }

    public static ScoreTable of(CandidateTable table) {
        int[] scores = new int[table.count()];
        @Nullable Contribution[] why = new @Nullable Contribution[scores.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = table.at(i).score;
            why[i] = table.at(i).why;
        }
        return new ScoreTable(table, 0, scores, why);
    }

    public ScoreTable copy() {
        return new ScoreTable(from, copies + 1, scores.clone(), why.clone());
    }

    public int count() {
        return scores.length;
    }

    public PlanNode node(int position) {
        return from.at(position).node;
    }

    public int score(int position) {
        return scores[position];
    }

    /** Changes a score without a step in its explanation. */
    public void mark(int position, int score) {
        scores[position] = score;
    }

    /** Changes a score by some amount. */
    public void add(int position, int amount, int sum, String source) {
        scores[position] = sum;
        why[position] = new Contribution(why[position], source, amount, sum);
    }

    public void set(int position, int score, String source) {
        scores[position] = score;
        why[position] = new Contribution(null, source, score, score);
    }

    public boolean anyUsable() {
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] >= 0 && node(i).able()) {
                return true;
            }
        }
        return false;
    }

    /** The table with these scores; the very table that this was made of if it never was copied. */
    public CandidateTable table() {
        if (copies == 0) {
            return from;
        }
        CandidateTable copy = from.copy(copies);
        for (int i = 0; i < scores.length; i++) {
            Candidate entry = Objects.requireNonNull(copy.get(node(i)));
            entry.score = scores[i];
            entry.why = why[i];
        }
        return copy;
    }
}
