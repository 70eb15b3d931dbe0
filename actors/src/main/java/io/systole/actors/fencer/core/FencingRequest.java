package io.systole.actors.fencer.core;

import io.systole.actors.fencer.FencingOutcome;
import io.systole.actors.fencer.FencingRecord;
import io.systole.actors.fencer.TargetSign;
import io.systole.fencing.FenceAction;
import java.time.Duration;
import java.time.Instant;

/**
 * What was asked for, by whom and why.
 *
 * @param delay how long to wait, so that a node with more important work wins the race (priority-fencing-delay)
 * @param sign what whoever asks knows of the target
 */
public record FencingRequest(
        FencingKey key, FenceAction action, String reason, String requestedBy, Duration delay, TargetSign sign) {
    /** The same where nothing in particular is known of the target. */
    public FencingRequest(FencingKey key, FenceAction action, String reason, String requestedBy, Duration delay) {
        this(key, action, reason, requestedBy, delay, TargetSign.NONE);
    }

    FencingRecord ended(Instant at, FencingOutcome outcome) {
        return new FencingRecord(key.target(), key.incarnation(), action, reason, requestedBy, at, outcome);
    }
}
