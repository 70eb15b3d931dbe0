package io.systole.cib.value;

import java.util.OptionalLong;

/** ISO 8601 durations, with years of 365 and months of 30 days. */
public final class IsoDuration {
    private static final int DIGITS_MAX = 10;
    private static final long MINUTE_S = 60;
    private static final long HOUR_S = 3600;
    private static final long DAY_S = 86_400;

    private long years;
    private long months;
    private long rest;
    private boolean time;

    private IsoDuration() {}

    /** The seconds of a duration; empty when it is not one. It ends at a slash or white space. */
    public static OptionalLong seconds(String text) {
        var duration = new IsoDuration();
        if (!text.startsWith("P") || !duration.readAll(text)) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(duration.years * 365 * DAY_S + duration.months * 30 * DAY_S + duration.rest);
    }

    private boolean readAll(String text) {
        int at = 1;
        boolean any = false;
        while (at < text.length() && text.charAt(at) != '/' && !Texts.isSpace(text.charAt(at))) {
            if (text.charAt(at) == 'T') {
                time = true;
                at++;
                continue;
            }
            int digits = "+-:".indexOf(text.charAt(at)) >= 0 ? at + 1 : at;
            int end = Texts.skipDigits(text, digits);
            if (end == digits || end - digits > DIGITS_MAX || end >= text.length()) {
                return false;
            }
            long number = Long.parseLong(text.substring(digits, end));
            if (!add(text.charAt(at) == '-' ? -number : number, text.charAt(end))) {
                return false;
            }
            any = true;
            at = end + 1;
        }
        return any;
    }

    private boolean add(long number, char unit) {
        switch (unit) {
            case 'Y' -> years = number;
            case 'M' -> {
                if (time) {
                    rest += number * MINUTE_S;
                } else {
                    months = number;
                }
            }
            case 'W' -> rest += number * 7 * DAY_S;
            case 'D' -> rest += number * DAY_S;
            case 'H' -> rest += number * HOUR_S;
            case 'S' -> rest += number;
            default -> {
                return false;
            }
        }
        return true;
    }
}
