package io.systole.actors.fencer.core;

import io.systole.actors.fencer.FencingOutcome;
import io.systole.actors.fencer.FencingRecord;
import io.systole.fencing.FenceAction;
import java.time.Duration;
import java.time.Instant;

/**
 * What was asked for, by whom and why.
 *
 * @param delay how long to wait, so that a node with more important work wins the race (priority-fencing-delay)
 */
public record FencingRequest(FencingKey key, FenceAction action, String reason, String requestedBy, Duration delay) {
    FencingRecord ended(Instant at, FencingOutcome outcome) {
        return new FencingRecord(key.target(), key.incarnation(), action, reason, requestedBy, at, outcome);
    }
}
