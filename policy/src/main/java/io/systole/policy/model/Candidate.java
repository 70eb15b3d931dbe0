package io.systole.policy.model;

import io.systole.cib.value.Scores;
import org.jspecify.annotations.Nullable;

/** A node in a resource's candidate table: its score there and why, a counter of instances, and how it is probed. */
public final class Candidate {
    public final PlanNode node;
    public int score;
    /** How the score came about, the last step first. */
    public @Nullable Contribution why;
    /** Instances of the clone that were assigned here. */
    public int count;

    public Discovery discovery;

    public Candidate(PlanNode node, int score, String source) {
        this.node = node;
        this.score = score;
        this.discovery = node.discovery;
        this.why = new Contribution(null, source, score, score);
    }

    private Candidate(Candidate from) {
        node = from.node;
        score = from.score;
        why = from.why;
        count = from.count;
        discovery = from.discovery;
    }

    public Candidate copy() {
        return new Candidate(this);
    }

    /** Adds to the score; minus infinity wins over everything. */
    public void add(int amount, String source) {
        score = Scores.add(score, amount);
        why = new Contribution(why, source, amount, score);
    }

    public void set(int newScore, String source) {
        score = newScore;
        why = new Contribution(null, source, newScore, newScore);
    }

    /** Whether the node is able and the score does not forbid it. */
    public boolean usable() {
        return score >= 0 && node.able();
    }
}
