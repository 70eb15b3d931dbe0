package io.systole.agents.process;

import java.time.Duration;
import java.time.Instant;

/**
 * What became of a program.
 *
 * @param stdoutCut whether more was printed than is kept
 * @param wasDoing of one that took too long: what it was doing when it was killed, in a line; else empty
 */
public record ProcessOutcome(
        ProcessEnd end,
        String stdout,
        boolean stdoutCut,
        String stderr,
        Instant started,
        Duration duration,
        String wasDoing) {}
