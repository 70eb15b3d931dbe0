package io.systole.policy.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The role of a resource, from the lowest to the highest; the order of the constants is the rank. */
public enum Role {
    UNKNOWN("Unknown"),
    STOPPED("Stopped"),
    STARTED("Started"),
    UNPROMOTED("Unpromoted"),
    PROMOTED("Promoted");

    private final String text;

    Role(String text) {
        this.text = text;
    }

    /** Reads a role without regard to case, old names included; null when it is none. */
    public static @Nullable Role parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "unknown" -> UNKNOWN;
            case "stopped" -> STOPPED;
            case "started" -> STARTED;
            case "unpromoted", "slave" -> UNPROMOTED;
            case "promoted", "master" -> PROMOTED;
            default -> null;
        };
    }

    public boolean above(Role other) {
        return compareTo(other) > 0;
    }

    public boolean below(Role other) {
        return compareTo(other) < 0;
    }

    /** The name as it is printed. */
    public String text() {
        return text;
    }
}
