package io.systole.policy.model;

import java.time.Duration;
import java.util.SortedMap;

/**
 * The cluster options that planning looks at, defaults and old names resolved.
 *
 * @param values all values under their present names, as texts; defaults where nothing valid is configured
 */
public record PlanOptions(
        SortedMap<String, String> values,
        boolean fencingEnabled,
        String fencingAction,
        boolean haveWatchdog,
        boolean concurrentFencing,
        boolean startupFencing,
        Duration priorityFencingDelay,
        Duration nodePendingTimeout,
        boolean fenceRemoteWithoutQuorum,
        boolean symmetric,
        boolean maintenanceMode,
        boolean stopAll,
        boolean probesAtStart,
        boolean stopRemovedResources,
        boolean cancelRemovedActions,
        boolean shutdownLock,
        Duration shutdownLockLimit,
        PlacementStrategy placement) {

    /** The value of an option as text; the empty text when it has neither value nor default. */
    public String text(String name) {
        return values.getOrDefault(name, "");
    }
}
