package io.systole.actors.node;

import io.systole.fencing.JavaFenceAgent;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a node is told about fence devices besides the CIB.
 *
 * @param checkInterval how often each device is checked; zero for never
 * @param bootId what distinguishes this boot of the host; empty where that is not known
 * @param agents the agents that the program which embeds the node brings, by name
 * @param raceDelay how long one of two nodes that do not hear each other waits, beyond what devices take; empty for the
 *     detection time, zero for never
 */
public record FenceWatch(
        Duration checkInterval, String bootId, SortedMap<String, JavaFenceAgent> agents, Optional<Duration> raceDelay) {
    public FenceWatch {
        agents = Collections.unmodifiableSortedMap(new TreeMap<>(agents));
    }

    /** Devices are not checked, and boots are not told apart. */
    public static FenceWatch none() {
        return new FenceWatch(Duration.ZERO, "", new TreeMap<>(), Optional.empty());
    }
}
