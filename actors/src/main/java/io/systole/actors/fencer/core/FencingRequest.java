package io.systole.actors.fencer.core;

import io.systole.actors.fencer.FencingOutcome;
import io.systole.actors.fencer.FencingRecord;
import io.systole.actors.fencer.TargetSign;
import io.systole.fencing.FenceAction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What was asked for, by whom and why.
 *
 * @param delay how long to wait, so that a node with more important work wins the race (priority-fencing-delay)
 * @param sign what whoever asks knows of the target
 */
public record FencingRequest(
        FencingKey key, FenceAction action, String reason, String requestedBy, Duration delay, TargetSign sign) {
    private static final String OF_TRANSITION = "transition ";

    /** The same where nothing in particular is known of the target. */
    public FencingRequest(FencingKey key, FenceAction action, String reason, String requestedBy, Duration delay) {
        this(key, action, reason, requestedBy, delay, TargetSign.NONE);
    }

    /** The reason of a fencing that a transition wants. */
    public static String reasonOf(String transitionId) {
        return OF_TRANSITION + transitionId;
    }

    /** The transition that wanted it, for the log; empty where somebody else did. */
    public static Optional<String> transitionOf(String reason) {
        return reason.startsWith(OF_TRANSITION)
                ? Optional.of(reason.substring(OF_TRANSITION.length()))
                : Optional.empty();
    }

    FencingRecord ended(Instant at, FencingOutcome outcome) {
        return new FencingRecord(key.target(), key.incarnation(), action, reason, requestedBy, at, outcome);
    }
}
