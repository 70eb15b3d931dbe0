package io.systole.actors.policy.wire;

import io.systole.actors.wire.WireMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A transition that ended, or runs.
 *
 * @param reason why it was planned
 * @param outcome {@code running}, {@code complete}, {@code aborted: why} or {@code failed: why}
 * @param summary the planner's lines
 * @param planning how long the plan took to make
 * @param took how long it ran
 */
public record TransitionSummary(
        int number,
        String reason,
        String outcome,
        List<String> summary,
        List<ActionSummary> actions,
        Instant started,
        Duration planning,
        Duration took)
        implements WireMessage {
    /** The outcome of one that has not ended. */
    public static final String RUNNING = "running";

    public TransitionSummary {
        summary = List.copyOf(summary);
        actions = List.copyOf(actions);
    }

    /**
     * An action that is more than an ordering point.
     *
     * @param result {@code waiting}, {@code in flight}, {@code done} or {@code failed: why}
     */
    public record ActionSummary(String key, String node, String result) implements WireMessage {}
}
