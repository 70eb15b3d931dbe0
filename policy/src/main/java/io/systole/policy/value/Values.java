package io.systole.policy.value;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads numbers, booleans, scores and spans of time as leniently as the reference does. */
public final class Values {
    /** The longest interval that is kept, in milliseconds. */
    private static final long INTERVAL_MAX_MS = 4_294_967_295L;

    private Values() {}

    /** An integer with leading blanks and sign; what follows the digits is ignored; clipped to 64 bits. */
    public static OptionalLong integer(@Nullable String text) {
        if (text == null) {
            return OptionalLong.empty();
        }
        int from = skipBlanks(text, 0);
        int at = from;
        if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
            at++;
        }
        int end = at;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        if (end == at) {
            return OptionalLong.empty();
        }
        String digits = text.substring(text.charAt(from) == '+' ? at : from, end);
        if (digits.length() < 18) {
            return OptionalLong.of(Long.parseLong(digits));
        }
        BigInteger big = new BigInteger(digits);
        BigInteger max = BigInteger.valueOf(Long.MAX_VALUE);
        BigInteger min = BigInteger.valueOf(Long.MIN_VALUE);
        return OptionalLong.of(big.min(max).max(min).longValue());
    }

    public static long integerOr(@Nullable String text, long otherwise) {
        return integer(text).orElse(otherwise);
    }

    /** An integer that is at least {@code minimum}: invalid text and lower values give the minimum. */
    public static int atLeast(@Nullable String text, int minimum) {
        long value = integerOr(text, minimum);
        return (int) Math.max(minimum, Math.min(Integer.MAX_VALUE, value));
    }

    /** Whether the text says yes; missing and unreadable text does not. */
    public static boolean isTrue(@Nullable String text) {
        if (text == null) {
            return false;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.equals("true")
                || lower.equals("on")
                || lower.equals("yes")
                || lower.equals("y")
                || lower.equals("1");
    }

    /** Whether the text is a valid no; missing and unreadable text is not. */
    public static boolean isFalse(@Nullable String text) {
        if (text == null) {
            return false;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.equals("false")
                || lower.equals("off")
                || lower.equals("no")
                || lower.equals("n")
                || lower.equals("0");
    }

    /** A score without the words of node health; empty when the text is not one. */
    public static OptionalInt score(@Nullable String text) {
        if (text == null) {
            return OptionalInt.empty();
        }
        if (text.equals("INFINITY") || text.equals("+INFINITY")) {
            return OptionalInt.of(Score.INFINITY);
        }
        if (text.equals("-INFINITY")) {
            return OptionalInt.of(-Score.INFINITY);
        }
        OptionalLong number = integer(text);
        return number.isPresent() ? OptionalInt.of(Score.clip(number.getAsLong())) : OptionalInt.empty();
    }

    public static int scoreOr(@Nullable String text, int otherwise) {
        return score(text).orElse(otherwise);
    }

    /** A span of time in milliseconds: an integer and a unit that is told by its prefix; fractions are dropped. */
    public static OptionalLong spanMs(@Nullable String text) {
        OptionalLong number = integer(text);
        if (text == null || number.isEmpty()) {
            return OptionalLong.empty();
        }
        int at = skipBlanks(text, 0);
        if (text.charAt(at) == '-' || text.charAt(at) == '+') {
            at++;
        }
        while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        String unit = text.substring(skipBlanks(text, at)).toLowerCase(Locale.ROOT);
        long value = number.getAsLong();
        if (unit.isEmpty() || unit.startsWith("s")) {
            return OptionalLong.of(times(value, 1000));
        }
        if (unit.startsWith("ms")) {
            return OptionalLong.of(value);
        }
        if (unit.startsWith("us")) {
            return OptionalLong.of(value / 1000);
        }
        if (unit.startsWith("m")) {
            return OptionalLong.of(times(value, 60_000));
        }
        return unit.startsWith("h") ? OptionalLong.of(times(value, 3_600_000)) : OptionalLong.empty();
    }

    /** An interval specification in milliseconds: a span or an ISO 8601 duration; empty when invalid or negative. */
    public static OptionalLong intervalMs(@Nullable String text) {
        if (text == null) {
            return OptionalLong.of(0);
        }
        OptionalLong parsed;
        if (text.startsWith("P")) {
            OptionalLong seconds = IsoDuration.parseSeconds(text);
            parsed = seconds.isPresent()
                    ? OptionalLong.of(times(Math.min(seconds.getAsLong(), 4_294_967L), 1000))
                    : seconds;
        } else {
            parsed = spanMs(text);
        }
        if (parsed.isEmpty() || parsed.getAsLong() < 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Math.min(parsed.getAsLong(), INTERVAL_MAX_MS));
    }

    public static long intervalMsOr(@Nullable String text, long otherwise) {
        return intervalMs(text).orElse(otherwise);
    }

    /** A duration in whole seconds as it is compared with epoch seconds: 0 stays 0, less than a second is 1. */
    public static long seconds(Duration duration) {
        long ms = duration.toMillis();
        if (ms == 0) {
            return 0;
        }
        return ms < 1000 ? 1 : (ms + 500) / 1000;
    }

    /** Compares versions component by component as integers; missing components count 0. */
    public static int compareVersions(String left, String right) {
        String[] a = left.strip().split("\\.");
        String[] b = right.strip().split("\\.");
        for (int i = 0; i < Math.max(a.length, b.length); i++) {
            long x = i < a.length ? integerOr(a[i], 0) : 0;
            long y = i < b.length ? integerOr(b[i], 0) : 0;
            if (x != y) {
                return Long.compare(x, y);
            }
        }
        return 0;
    }

    private static long times(long value, long factor) {
        long high = Math.multiplyHigh(value, factor);
        long low = value * factor;
        if ((high == 0 && low >= 0) || (high == -1 && low < 0)) {
            return low;
        }
        return value < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
