package io.systole.policy.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The scores of a candidate table, apart from it, for trying out: merging the wishes of a long chain of resources tries one
 * after the other on the same few arrays, and only what a try changes costs anything.
 */
public final class ScoreTable {
    private final CandidateTable from;
    private final PlanNode[] nodes;
    private final boolean[] able;
    private final int[] scores;
    private final @Nullable Contribution[] why;
    /** How often the table counts as copied: each copy may change the order of a walk, as it does in the reference. */
    private int copies;

    private int usable;

    /** What was changed in the last copy: the positions, and what was there. */
    private final int[] changed;

    private final int[] scoresBefore;
    private final @Nullable Contribution[] whyBefore;
    private int changes;

    private ScoreTable(CandidateTable from) {
        int count = from.count();
        this.from = from;
        this.nodes = new PlanNode[count];
        this.able = new boolean[count];
        this.scores = new int[count];
        this.why = new @Nullable Contribution[count];
        this.changed = new int[count];
        this.scoresBefore = new int[count];
        this.whyBefore = new @Nullable Contribution[count];
        for (int i = 0; i < count; i++) {
            Candidate candidate = from.at(i);
            nodes[i] = candidate.node;
            able[i] = candidate.node.able();
            scores[i] = candidate.score;
            why[i] = candidate.why;
            usable += usable(i);
        }
    }

    public static ScoreTable of(CandidateTable table) {
        return new ScoreTable(table);
    }

    private int usable(int position) {
        return scores[position] >= 0 && able[position] ? 1 : 0;
    }

    /** What follows changes a copy of the table, as the reference makes one; {@link #back()} drops it. */
    public void copy() {
        copies++;
        changes = 0;
    }

    /** Drops the last copy with all that was changed in it, each score once at most. */
    public void back() {
        copies--;
        while (changes > 0) {
            changes--;
            int position = changed[changes];
            change(position, scoresBefore[changes], whyBefore[changes]);
        }
    }

    private void remember(int position) {
        changed[changes] = position;
        scoresBefore[changes] = scores[position];
        whyBefore[changes] = why[position];
        changes++;
    }

    private void change(int position, int score, @Nullable Contribution because) {
        usable -= usable(position);
        scores[position] = score;
        why[position] = because;
        usable += usable(position);
    }

    public int count() {
        return scores.length;
    }

    public PlanNode node(int position) {
        return nodes[position];
    }

    /** Whether the node at a position is able to run resources, as it was when this table was made. */
    public boolean able(int position) {
        return able[position];
    }

    /** The entry of another table for the node at a position of this one. */
    public @Nullable Candidate of(CandidateTable other, int position) {
        return other.like(from, position);
    }

    public int score(int position) {
        return scores[position];
    }

    /** Changes a score without a step in its explanation. */
    public void mark(int position, int score) {
        remember(position);
        change(position, score, why[position]);
    }

    /** Changes a score by some amount that comes from a colocation with another resource. */
    public void add(int position, int amount, int sum, String colocation, String other) {
        remember(position);
        change(position, sum, new Contribution(why[position], colocation, other, amount, sum));
    }

    /** Sets a score for good: that is not undone. */
    public void set(int position, int score, String source) {
        change(position, score, new Contribution(null, source, score, score));
    }

    public boolean anyUsable() {
        return usable > 0;
    }

    /** The table with these scores; the very table that this was made of if no copy of it was kept. */
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
