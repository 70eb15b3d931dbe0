package io.systole.agents.process;

import java.time.Duration;
import java.time.Instant;

/**
 * What became of a program.
 *
 * @param stdoutCut whether more was printed than is kept
 */
public record ProcessOutcome(
        ProcessEnd end, String stdout, boolean stdoutCut, String stderr, Instant started, Duration duration) {}
