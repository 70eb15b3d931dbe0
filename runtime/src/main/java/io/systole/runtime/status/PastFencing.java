package io.systole.runtime.status;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One fencing as the history shows it.
 *
 * @param requestedBy who asked: a part of a node ({@code split-brain@n1}, {@code policy@n1}) or a user
 * @param devices those that did it, or a person's word; empty where none did
 * @param ledBy the node that stepped through it; null where nobody tried
 * @param why what went wrong, or empty
 * @param at when it ended; of one under way, when it began
 */
public record PastFencing(
        String target,
        String action,
        FencingView.Outcome outcome,
        String requestedBy,
        String reason,
        String devices,
        @Nullable String ledBy,
        long durationMs,
        String why,
        Instant at) {
    /** The same for somebody who may read the node, but not all that may be named beside it. */
    public PastFencing withoutTexts() {
        return new PastFencing(target, action, outcome, "", "", "", null, durationMs, "", at);
    }
}
