package io.systole.policy.value;

/** The arithmetic of scores: integers that saturate at plus and minus infinity, where minus infinity wins. */
public final class Score {
    public static final int INFINITY = 1_000_000;

    private Score() {}

    /** Adds two scores: minus infinity beats plus infinity, which beats every number. */
    public static int add(int left, int right) {
        if (left <= -INFINITY || right <= -INFINITY) {
            return -INFINITY;
        }
        if (left >= INFINITY || right >= INFINITY) {
            return INFINITY;
        }
        return clip((long) left + right);
    }

    public static int clip(long value) {
        return (int) Math.max(-INFINITY, Math.min(INFINITY, value));
    }

    /** Shows a score as {@code crm_simulate} does. */
    public static String print(int score) {
        if (score >= INFINITY) {
            return "INFINITY";
        }
        return score <= -INFINITY ? "-INFINITY" : Integer.toString(score);
    }
}
