package io.systole.cib.value;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Integers as the CIB writes them: leading white space and anything behind the digits do not matter. */
public final class Numbers {
    private Numbers() {}

    /** The integer at the start of a text ("12abc" is 12), clipped to 64 bits; empty when there are no digits. */
    public static OptionalLong leadingInteger(@Nullable String text) {
        if (text == null) {
            return OptionalLong.empty();
        }
        int from = digitsFrom(text, 0);
        int end = Texts.skipDigits(text, from);
        return end == from ? OptionalLong.empty() : OptionalLong.of(clipped(text, from, end));
    }

    /** The integer at the start of a text, or another one where there is none. */
    public static long integerOr(@Nullable String text, long otherwise) {
        return text == null ? otherwise : integerOr(text, 0, otherwise);
    }

    /** The integer at a place of a text, or another one where there is none. */
    public static long integerOr(String text, int at, long otherwise) {
        int from = digitsFrom(text, at);
        int end = Texts.skipDigits(text, from);
        return end == from ? otherwise : clipped(text, from, end);
    }

    /** Behind white space and a sign. */
    private static int digitsFrom(String text, int start) {
        int at = Texts.skipSpace(text, start);
        return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
    }

    /** An integer that is at least the minimum: invalid and smaller ones become it, and the largest is 2147483647. */
    public static int atLeast(@Nullable String text, int minimum) {
        long number = leadingInteger(text).orElse(minimum);
        return (int) Math.max(minimum, Math.min(Integer.MAX_VALUE, number));
    }

    private static long clipped(String text, int from, int end) {
        boolean negative = from > 0 && text.charAt(from - 1) == '-';
        long limit = negative ? Long.MIN_VALUE : Long.MAX_VALUE;
        long number = 0;
        for (int i = from; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (number < (Long.MIN_VALUE + digit) / 10) {
                return limit;
            }
            number = number * 10 - digit;
        }
        if (negative) {
            return number;
        }
        return number == Long.MIN_VALUE ? limit : -number;
    }
}
