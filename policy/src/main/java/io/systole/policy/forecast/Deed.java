package io.systole.policy.forecast;

import org.jspecify.annotations.Nullable;

/**
 * One thing that the cluster would do.
 *
 * @param what one of {@link Forecast#KINDS}
 * @param of the resource, or the node that is fenced or shut down
 * @param line the same for people, with places and the reason
 * @param downtimeMs how long the resource would not be there, in milliseconds; null where that is not known, or is nothing
 * @param downtime the same in words, with what it was estimated from; null for what interrupts nothing
 */
public record Deed(
        String what,
        String of,
        String line,
        @Nullable Long downtimeMs,
        @Nullable String downtime) {}
