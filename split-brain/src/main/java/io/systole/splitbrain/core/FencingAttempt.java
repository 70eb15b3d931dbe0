package io.systole.splitbrain.core;

import io.systole.cib.NodeName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the fencing of one lost incarnation stands on the node that asked for it.
 * <ul>
 *   <li>{@code failures}: how often it failed so far; {@code lastFailure} says why the last time.
 *   <li>{@code retryAt}: when it is asked for again; null while an answer is awaited.
 * </ul>
 */
public record FencingAttempt(
        NodeName target,
        long incarnation,
        Instant askedAt,
        int failures,
        @Nullable String lastFailure,
        @Nullable Instant retryAt) {

    public boolean underWay() {
        return retryAt == null;
    }
}
