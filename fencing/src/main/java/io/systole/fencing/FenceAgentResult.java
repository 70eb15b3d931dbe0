package io.systole.fencing;

import java.time.Duration;
import java.time.Instant;

/**
 * What became of a call of a fence agent. Every way to fail is such a value; a future of it never fails.
 *
 * @param rc the agent's exit code; -1 when there is none
 * @param why empty on success; else what to tell the administrator
 */
public record FenceAgentResult(
        Kind kind, int rc, String why, String stdout, String stderr, Instant started, Duration duration) {
    /** How the call ended. */
    public enum Kind {
        /** With an exit code; which of them mean success depends on the action. */
        EXITED,
        TIMED_OUT,
        NOT_INSTALLED,
        NOT_RUN
    }

    /** Whether the agent did what it was asked for. */
    public boolean succeeded() {
        return kind == Kind.EXITED && rc == 0;
    }
}
