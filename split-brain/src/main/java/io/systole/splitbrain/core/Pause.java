package io.systole.splitbrain.core;

import java.time.Duration;
import java.time.Instant;

/** A time in which this node did not run, measured by itself, longer than others wait for it. */
public record Pause(Instant wokeAt, Duration length) {}
