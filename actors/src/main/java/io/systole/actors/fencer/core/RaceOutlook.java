package io.systole.actors.fencer.core;

import io.systole.cib.NodeName;
import java.time.Duration;

/**
 * What would happen if two nodes did not hear each other now.
 *
 * @param first who fences at once
 * @param held how long the second waits; zero where the devices' own delays decide, or nothing does
 * @param open nothing keeps both from being fenced
 */
public record RaceOutlook(NodeName first, NodeName second, Duration held, boolean open) {}
