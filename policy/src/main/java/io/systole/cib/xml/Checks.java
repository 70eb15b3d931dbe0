package io.systole.cib.xml;

import io.systole.cib.value.Numbers;
import io.systole.cib.value.Score;
import io.systole.cib.value.Spans;
import io.systole.cib.value.Truth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kinds of attribute values, and what is said when one does not fit. */
final class Checks {
    static final List<String> ROLES = List.of("Stopped", "Started", "Promoted", "Unpromoted", "Master", "Slave");

    private Checks() {}

    static @Nullable String score(Cursor at, String attribute) {
        return at.checked(attribute, Checks::isScore, "an integer, INFINITY or -INFINITY");
    }

    static @Nullable String truth(Cursor at, String attribute) {
        return at.checked(attribute, value -> Truth.parse(value).isPresent(), "true or false");
    }

    static @Nullable String span(Cursor at, String attribute) {
        return at.checked(attribute, Checks::isSpan, "a time with its unit, like 30s");
    }

    static @Nullable String number(Cursor at, String attribute) {
        return at.checked(attribute, value -> Numbers.leadingInteger(value).isPresent(), "an integer");
    }

    static @Nullable String role(Cursor at, String attribute) {
        return at.oneOf(attribute, ROLES);
    }

    private static boolean isScore(String value) {
        return Score.parse(value).isPresent()
                || List.of("red", "yellow", "green").contains(value);
    }

    private static boolean isSpan(String value) {
        return Spans.interval(value).isPresent();
    }
}
