package io.systole.policy.value;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** An ISO 8601 duration as the reference reads it: years and months replace, the other parts add up. */
final class IsoDuration {
    private IsoDuration() {}

    /** The duration in seconds with a year of 365 days and a month of 30; empty when it cannot be read. */
    static OptionalLong parseSeconds(String text) {
        long years = 0;
        long months = 0;
        long days = 0;
        long seconds = 0;
        boolean time = false;
        int at = 1;
        while (at < text.length() && text.charAt(at) != '/' && !Character.isWhitespace(text.charAt(at))) {
            if (text.charAt(at) == 'T') {
                time = true;
                at++;
                continue;
            }
            int end = endOfNumber(text, at);
            @Nullable Long number = number(text.substring(at, end));
            if (number == null || end >= text.length()) {
                return OptionalLong.empty();
            }
            char unit = text.charAt(end);
            switch (unit) {
                case 'Y' -> years = number;
                case 'M' -> {
                    if (time) {
                        seconds += number * 60;
                    } else {
                        months = number;
                    }
                }
                case 'W' -> days += number * 7;
                case 'D' -> days += number;
                case 'H' -> seconds += number * 3600;
                case 'S' -> seconds += number;
                default -> {
                    return OptionalLong.empty();
                }
            }
            at = end + 1;
        }
        return OptionalLong.of((years * 365 + months * 30 + days) * 86_400 + seconds);
    }

    private static int endOfNumber(String text, int from) {
        int at = from;
        if (at < text.length() && "+-:".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    private static @Nullable Long number(String text) {
        String digits = text.startsWith(":") || text.startsWith("+") ? text.substring(1) : text;
        int length = digits.startsWith("-") ? digits.length() - 1 : digits.length();
        return length < 1 || length > 10 ? null : Long.valueOf(digits);
    }
}
