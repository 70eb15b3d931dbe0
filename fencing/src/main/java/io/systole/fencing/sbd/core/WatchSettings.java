package io.systole.fencing.sbd.core;

import java.time.Duration;
import java.util.List;

/**
 * What one node's watch goes by. Invariant: no more than three devices, each named once; the watchdog timeout is at least
 * twice the loop, or a single slow read would count as a loss.
 *
 * @param node whose watch it is
 * @param devices none where only a watchdog is used
 * @param watchdog a node that saw nothing for so long ends
 * @param loop how often a slot is read
 */
public record WatchSettings(String node, List<String> devices, Duration watchdog, Duration loop) {
    private static final int DEVICES_MAX = 3;

    public WatchSettings {
        devices = List.copyOf(devices);
        if (devices.size() > DEVICES_MAX || devices.stream().distinct().count() < devices.size()) {
            throw new IllegalArgumentException(devices + ": must be at most " + DEVICES_MAX + " different devices");
        }
        if (loop.isZero() || loop.isNegative() || watchdog.compareTo(loop.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "Timeout (watchdog) = " + watchdog.toMillis() + " ms, Timeout (loop) = " + loop.toMillis()
                            + " ms: the loop must be positive, and the watchdog timeout at least twice as long");
        }
    }

    public boolean isDiskless() {
        return devices.isEmpty();
    }

    /**
     * How many devices a node must read to know that it was sent no message: half of them or more, as a message counts as
     * sent when more than half have it.
     */
    public int needed() {
        return (devices.size() + 1) / 2;
    }

    /**
     * How old the last sight may be for the watchdog to be fed: half its timeout, so that it ends the node one and a half
     * timeouts after the last sight, well before a message counts as delivered.
     */
    public Duration patience() {
        var half = watchdog.dividedBy(2);
        var reads = loop.multipliedBy(2);
        return half.compareTo(reads) < 0 ? reads : half;
    }

    /** How often the watch looks whether it is time: a fifth of the watchdog timeout, at most a second. */
    public Duration tick() {
        var fifth = watchdog.dividedBy(5);
        return fifth.compareTo(Duration.ofSeconds(1)) < 0 ? fifth : Duration.ofSeconds(1);
    }
}
