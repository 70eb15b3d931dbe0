package io.systole.cib.value;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Spans of time as the CIB writes them: timeouts and delays, and the intervals that may also be ISO 8601 durations. */
public final class Spans {
    private static final long INTERVAL_MAX_MS = 4_294_967_295L;
    private static final long ISO_MAX_S = 4_294_967L;

    private Spans() {}

    /**
     * A timeout or delay in milliseconds; empty when invalid. The unit is told by how it begins, in the order s, ms, us,
     * m, h, and a decimal fraction is dropped.
     */
    public static OptionalLong milliseconds(@Nullable String text) {
        OptionalLong number = Numbers.leadingInteger(text);
        if (text == null || number.isEmpty()) {
            return OptionalLong.empty();
        }
        String unit = unitOf(text).toLowerCase(Locale.ROOT);
        long n = number.getAsLong();
        if (unit.isEmpty() || unit.startsWith("s")) {
            return OptionalLong.of(times(n, 1000));
        }
        if (unit.startsWith("ms")) {
            return OptionalLong.of(n);
        }
        if (unit.startsWith("us")) {
            return OptionalLong.of(n / 1000);
        }
        if (unit.startsWith("m")) {
            return OptionalLong.of(times(n, 60_000));
        }
        return unit.startsWith("h") ? OptionalLong.of(times(n, 3_600_000)) : OptionalLong.empty();
    }

    /** An interval in milliseconds: missing is 0; negative or invalid is empty; the largest is 4294967295. */
    public static OptionalLong interval(@Nullable String text) {
        if (text == null) {
            return OptionalLong.of(0);
        }
        OptionalLong span;
        if (text.startsWith("P")) {
            OptionalLong seconds = IsoDuration.seconds(text);
            span = seconds.isEmpty() ? seconds : OptionalLong.of(Math.min(seconds.getAsLong(), ISO_MAX_S) * 1000);
        } else {
            span = milliseconds(text);
        }
        if (span.isEmpty() || span.getAsLong() < 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Math.min(span.getAsLong(), INTERVAL_MAX_MS));
    }

    /** An interval in milliseconds, or another one where it is invalid. */
    public static long intervalOr(@Nullable String text, long otherwise) {
        return interval(text).orElse(otherwise);
    }

    /** A duration in whole seconds, for comparison with epoch seconds: rounded, but only 0 becomes 0. */
    public static long secondsOf(Duration duration) {
        return secondsOf(duration.toMillis());
    }

    /** Milliseconds as seconds, for comparison with epoch seconds: rounded, but only 0 becomes 0. */
    public static long secondsOf(long milliseconds) {
        if (milliseconds == 0) {
            return 0;
        }
        return milliseconds < 1000 ? 1 : (milliseconds + 500) / 1000;
    }

    private static String unitOf(String text) {
        int at = Texts.skipSpace(text, 0);
        if (text.charAt(at) == '-' || text.charAt(at) == '+') {
            at++;
        }
        while (at < text.length() && (Texts.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        return text.substring(Texts.skipSpace(text, at));
    }

    private static long times(long number, long factor) {
        if (number > Long.MAX_VALUE / factor) {
            return Long.MAX_VALUE;
        }
        return number < Long.MIN_VALUE / factor ? Long.MIN_VALUE : number * factor;
    }
}
