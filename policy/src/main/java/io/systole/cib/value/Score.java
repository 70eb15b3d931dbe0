package io.systole.cib.value;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A score between minus and plus infinity. Invariant: the value lies within plus or minus 1000000. */
public record Score(int value) implements Comparable<Score> {
    public static final int LIMIT = Scores.INFINITY;
    public static final Score ZERO = new Score(0);
    public static final Score INFINITY = new Score(LIMIT);
    public static final Score MINUS_INFINITY = new Score(-LIMIT);

    public Score {
        if (value > LIMIT || value < -LIMIT) {
            throw new IllegalArgumentException("a score is at most " + LIMIT + ": " + value);
        }
    }

    /** The score nearest to a number. */
    public static Score of(long number) {
        return new Score(Scores.clip(number));
    }

    /** The score that a text stands for: an integer or an infinity (upper case); empty when it is neither. */
    public static Optional<Score> parse(@Nullable String text) {
        var number = Scores.parse(text);
        return number.isPresent() ? Optional.of(new Score(number.getAsInt())) : Optional.empty();
    }

    /** The score of a text, or the given one where it is missing or invalid. */
    public static Score parseOr(@Nullable String text, Score otherwise) {
        return parse(text).orElse(otherwise);
    }

    /** The sum: minus infinity beats plus infinity, which beats every number. */
    public Score plus(Score other) {
        return new Score(Scores.add(value, other.value));
    }

    public boolean isInfinite() {
        return value == LIMIT || value == -LIMIT;
    }

    @Override
    public int compareTo(Score other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Scores.print(value);
    }
}
