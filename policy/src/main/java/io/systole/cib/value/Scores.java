package io.systole.cib.value;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The arithmetic of scores as plain numbers, which saturate at plus and minus infinity; minus infinity wins. */
public final class Scores {
    public static final int INFINITY = 1_000_000;

    private Scores() {}

    /** The sum: minus infinity beats plus infinity, which beats every number. */
    public static int add(int left, int right) {
        if (left <= -INFINITY || right <= -INFINITY) {
            return -INFINITY;
        }
        if (left >= INFINITY || right >= INFINITY) {
            return INFINITY;
        }
        return clip((long) left + right);
    }

    /** The score nearest to a number. */
    public static int clip(long number) {
        return (int) Math.max(-INFINITY, Math.min(INFINITY, number));
    }

    /** The score that a text stands for: an integer or an infinity (upper case); empty when it is neither. */
    public static OptionalInt parse(@Nullable String text) {
        if (text == null) {
            return OptionalInt.empty();
        }
        switch (text) {
            case "INFINITY", "+INFINITY":
                return OptionalInt.of(INFINITY);
            case "-INFINITY":
                return OptionalInt.of(-INFINITY);
            default:
                OptionalLong number = Numbers.leadingInteger(text);
                return number.isPresent() ? OptionalInt.of(clip(number.getAsLong())) : OptionalInt.empty();
        }
    }

    /** The score of a text, or another one where it is missing or invalid. */
    public static int parseOr(@Nullable String text, int otherwise) {
        return parse(text).orElse(otherwise);
    }

    /** Shows a score as {@code crm_simulate} does. */
    public static String print(int score) {
        if (score >= INFINITY) {
            return "INFINITY";
        }
        return score <= -INFINITY ? "-INFINITY" : Integer.toString(score);
    }
}
