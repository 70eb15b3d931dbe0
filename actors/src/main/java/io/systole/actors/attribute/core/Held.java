package io.systole.actors.attribute.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a node knows of an attribute that was changed through it.
 *
 * @param value the newest; null when it was taken away
 * @param delay the dampening; null as long as no update gave one
 * @param waiting the newest value is not told yet
 * @param shown the newest value was seen in the CIB since it was told: another one there is somebody else's change
 */
public record Held(
        @Nullable String value, @Nullable Duration delay, boolean isPrivate, boolean waiting, boolean shown) {
    Held withValue(@Nullable String changed, boolean isShown) {
        return new Held(changed, delay, isPrivate, waiting, isShown);
    }

    Held withDelay(Duration changed) {
        return new Held(value, changed, isPrivate, waiting, shown);
    }

    Held withWaiting(boolean waits) {
        return new Held(value, delay, isPrivate, waits, shown);
    }
}
