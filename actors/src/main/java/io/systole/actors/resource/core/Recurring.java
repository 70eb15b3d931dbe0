package io.systole.actors.resource.core;

import io.systole.actors.resource.wire.OperationOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A recurring operation that is on.
 *
 * @param generation tells its timer from that of the operation that it replaced
 * @param last what the history says of it; null before the first result
 */
record Recurring(
        OperationOrder order,
        long callId,
        int generation,
        @Nullable Last last) {

    /** The result that was recorded, and since when it is so. */
    record Last(int rc, int opStatus, Instant since) {}

    Recurring withLast(Last changed) {
        return new Recurring(order, callId, generation, changed);
    }
}
