package io.systole.runtime.status;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One fencing, past or present.
 *
 * @param by the node that did it, if one did
 * @param reason why it was asked for, or why it failed
 */
public record FencingView(
        String target,
        String action,
        Outcome outcome,
        @Nullable String by,
        String reason,
        Instant at) {
    public enum Outcome {
        PENDING,
        SUCCESSFUL,
        FAILED
    }
}
