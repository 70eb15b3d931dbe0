package io.systole.actors.attribute.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for an attribute, as attrd_updater knows it.
 *
 * @param value of SET and SET_BOTH; {@code ++} and {@code +=N} count from the value that there is
 * @param delay the dampening; of SET the one that a first update gives
 * @param isPrivate one that comes to be by this wish is never in the CIB
 */
public record AttributeWish(
        Kind kind, @Nullable String value, @Nullable Duration delay, boolean isPrivate) {
    /** What is to be done. */
    public enum Kind {
        /** Give it a value (attrd_updater -U). */
        SET,
        /** Give it a value and another dampening, and tell at once if the latter is new (-B). */
        SET_BOTH,
        /** Give it another dampening, and tell at once if it is new (-Y). */
        SET_DELAY,
        /** Take it away (-D). */
        DELETE
    }
}
