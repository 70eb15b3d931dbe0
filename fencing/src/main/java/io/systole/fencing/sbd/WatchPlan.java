package io.systole.fencing.sbd;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a node's watch is started with. Invariant: at most three devices, and devices or a watchdog.
 *
 * @param node whose slot is watched
 * @param devices none where only the watchdog is used
 * @param watchdogTimeout where there are no devices, whose headers say it
 * @param startClean whether a node that was fenced stays out until somebody clears its slot
 * @param directory where the watch remembers that it has not ended in order; it must outlive this process
 */
public record WatchPlan(
        String node,
        List<Path> devices,
        Optional<Path> watchdog,
        Duration watchdogTimeout,
        boolean startClean,
        Path directory) {
    public WatchPlan {
        devices = List.copyOf(devices);
        if (devices.size() > SbdDevices.DEVICES_MAX || (devices.isEmpty() && watchdog.isEmpty())) {
            throw new IllegalArgumentException(devices + ", watchdog " + watchdog + ": must be at most "
                    + SbdDevices.DEVICES_MAX + " devices, and a watchdog where there are none");
        }
    }
}
