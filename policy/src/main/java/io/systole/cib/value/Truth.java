package io.systole.cib.value;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Booleans as the CIB writes them, without regard to case. */
public final class Truth {
    private Truth() {}

    /** True, false, or empty when the text is missing or neither. */
    public static Optional<Boolean> parse(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes", "y", "1" -> Optional.of(true);
            case "false", "off", "no", "n", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** Whether the text says true; missing and invalid texts do not. */
    public static boolean isTrue(@Nullable String text) {
        return parse(text).orElse(false);
    }

    /** Whether the text says false; missing and invalid texts do not. */
    public static boolean isFalse(@Nullable String text) {
        return !parse(text).orElse(true);
    }
}
