package io.systole.actors.attribute.core;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values that count from the one that there is, as crm_attribute and attrd_updater take them: {@code ++}, {@code +=5}, also
 * with the attribute's name or the word {@code value} before it. The sum is at most a score's INFINITY.
 */
public final class Counting {
    private static final long INFINITY = 1_000_000;
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,9}");

    private Counting() {}

    /** The value that is meant. */
    public static String value(String name, String given, @Nullable String before) {
        Matcher sum = Pattern.compile("(?:value|" + Pattern.quote(name) + ")?(?:(\\+\\+)|\\+=([+-]?\\d{1,9}))")
                .matcher(given);
        if (!sum.matches()) {
            return given;
        }
        long step = sum.group(1) != null ? 1 : Long.parseLong(sum.group(2));
        return Long.toString(Math.max(-INFINITY, Math.min(INFINITY, number(before) + step)));
    }

    private static long number(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        return switch (text) {
            case "INFINITY", "+INFINITY" -> INFINITY;
            case "-INFINITY" -> -INFINITY;
            default -> NUMBER.matcher(text).matches() ? Long.parseLong(text) : 0;
        };
    }
}
