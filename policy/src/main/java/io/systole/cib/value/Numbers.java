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
        int at = Texts.skipSpace(text, 0);
        boolean negative = at < text.length() && text.charAt(at) == '-';
        if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
            at++;
        }
        int end = Texts.skipDigits(text, at);
        if (end == at) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(clipped(text.substring(at, end), negative));
    }

    /** The integer at the start of a text, or another one where there is none. */
    public static long integerOr(@Nullable String text, long otherwise) {
        return leadingInteger(text).orElse(otherwise);
    }

    /** An integer that is at least the minimum: invalid and smaller ones become it, and the largest is 2147483647. */
    public static int atLeast(@Nullable String text, int minimum) {
        long number = leadingInteger(text).orElse(minimum);
        return (int) Math.max(minimum, Math.min(Integer.MAX_VALUE, number));
    }

    private static long clipped(String digits, boolean negative) {
        long limit = negative ? Long.MIN_VALUE : Long.MAX_VALUE;
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
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
