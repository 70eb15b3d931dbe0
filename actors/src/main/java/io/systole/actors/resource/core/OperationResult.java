package io.systole.actors.resource.core;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operation came to on this node.
 *
 * @param opStatus the history's op-status: 0 done, 1 cancelled, 2 timed out...
 * @param attributes the transient attributes that the agent asked for while it ran
 */
public record OperationResult(
        int rc, int opStatus, String exitReason, Instant started, Duration took, List<Wish> attributes) {
    private static final int PROMOTED = 8;
    private static final int DEGRADED = 190;
    private static final int DEGRADED_PROMOTED = 191;
    public static final int PENDING_RC = 193;
    public static final int PENDING = -1;
    public static final int CANCELLED = 1;

    public OperationResult {
        attributes = List.copyOf(attributes);
    }

    /** A transient attribute; null removes it. */
    public record Wish(String name, @Nullable String value) {}

    /** Whether a code is what the planner expected; degraded counts as what it degrades from. */
    public static boolean meets(int rc, int expected) {
        return rc == expected || (rc == DEGRADED && expected == 0) || (rc == DEGRADED_PROMOTED && expected == PROMOTED);
    }

    boolean wasCancelled() {
        return opStatus == CANCELLED;
    }

    /** Whether the planner, which expects that code, will see a failure. */
    boolean failed(int targetRc) {
        return !meets(rc, targetRc);
    }
}
