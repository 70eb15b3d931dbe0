package io.systole.actors.alert.core;

import io.systole.cib.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * What does not change while a node runs.
 *
 * @param since when it began: fencings before that were told by an earlier run
 * @param detection how long a node may be dead before others see it silent
 * @param version of Systole, for the agents
 * @param zone in which timestamps are written
 */
public record AlertSettings(NodeName self, Instant since, Duration detection, String version, ZoneId zone) {}
