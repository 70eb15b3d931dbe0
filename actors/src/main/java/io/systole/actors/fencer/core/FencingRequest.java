package io.systole.actors.fencer.core;

import io.systole.actors.fencer.FencingOutcome;
import io.systole.actors.fencer.FencingRecord;
import io.systole.fencing.FenceAction;
import java.time.Instant;

/** What was asked for, by whom and why. */
public record FencingRequest(FencingKey key, FenceAction action, String reason, String requestedBy) {
    FencingRecord ended(Instant at, FencingOutcome outcome) {
        return new FencingRecord(key.target(), key.incarnation(), action, reason, requestedBy, at, outcome);
    }
}
