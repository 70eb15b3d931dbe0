package io.systole.fencing.sbd.core;

import io.systole.fencing.sbd.format.SbdMailbox;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one node's watch has seen so far.
 *
 * @param sights by device
 * @param togetherAt when a majority was last known to be together
 * @param ranSince since when the node may run resources, as it had quorum
 * @param fed whether the watchdog was fed at the last look
 * @param askedToLeave whether a message has asked the node to leave
 */
public record WatchState(
        WatchSettings settings,
        SortedMap<String, Sight> sights,
        ClusterSight cluster,
        @Nullable Duration togetherAt,
        @Nullable Duration ranSince,
        boolean fed,
        boolean askedToLeave,
        Phase phase) {
    public WatchState {
        sights = Collections.unmodifiableSortedMap(new TreeMap<>(sights));
    }

    /** How far the node is in its life. */
    public enum Phase {
        WATCHING,
        /** It runs nothing any more. */
        DRAINED,
        /** It has left in order. */
        LEFT,
        /** It fences itself. */
        DYING
    }

    /**
     * One device.
     *
     * @param readAt when it was last read; null if never
     * @param mailbox what stood there
     * @param trouble why it cannot be read; empty when it can
     */
    public record Sight(@Nullable Duration readAt, SbdMailbox mailbox, String trouble) {
        static Sight never(String trouble) {
            return new Sight(null, SbdMailbox.empty(), trouble);
        }
    }

    /** At the start of the watch: those devices were just read, that have no trouble. */
    public static WatchState started(WatchSettings settings, SortedMap<String, String> troubles) {
        var sights = new TreeMap<String, Sight>();
        for (var device : settings.devices()) {
            var trouble = troubles.getOrDefault(device, "");
            sights.put(
                    device,
                    trouble.isEmpty() ? new Sight(Duration.ZERO, SbdMailbox.empty(), "") : Sight.never(trouble));
        }
        return new WatchState(settings, sights, ClusterSight.NO_QUORUM, null, null, true, false, Phase.WATCHING);
    }

    /** When enough devices were last read; empty without devices, or if too few were ever read. */
    Optional<Duration> disksSeenAt() {
        if (settings.isDiskless()) {
            return Optional.empty();
        }
        return sights.values().stream()
                .flatMap(sight -> Stream.ofNullable(sight.readAt()))
                .sorted(Comparator.reverseOrder())
                .skip(settings.needed() - 1L)
                .findFirst();
    }

    /** The last moment at which this node was known not to be meant: for how long it may live on. */
    Duration lastSight() {
        return Stream.of(disksSeenAt(), Optional.ofNullable(togetherAt), Optional.ofNullable(ranSince))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** The same for feeding the watchdog, which ends at once when the majority is known to be gone. */
    Optional<Duration> sightForFeeding() {
        var together = cluster == ClusterSight.QUORUM ? Optional.ofNullable(togetherAt) : Optional.<Duration>empty();
        return Stream.of(disksSeenAt(), together).flatMap(Optional::stream).max(Comparator.naturalOrder());
    }

    WatchState with(String device, Sight sight) {
        var all = new TreeMap<>(sights);
        all.put(device, sight);
        return new WatchState(settings, all, cluster, togetherAt, ranSince, fed, askedToLeave, phase);
    }

    WatchState with(Phase changed) {
        return new WatchState(settings, sights, cluster, togetherAt, ranSince, fed, askedToLeave, changed);
    }

    WatchState withFed(boolean changed) {
        return new WatchState(settings, sights, cluster, togetherAt, ranSince, changed, askedToLeave, phase);
    }

    WatchState asked() {
        return new WatchState(settings, sights, cluster, togetherAt, ranSince, fed, true, phase);
    }

    WatchState heard(ClusterSight sight, Duration at) {
        return new WatchState(
                settings,
                sights,
                sight,
                sight == ClusterSight.QUORUM ? at : togetherAt,
                ranSince == null && sight != ClusterSight.NO_QUORUM ? at : ranSince,
                fed,
                askedToLeave,
                phase);
    }
}
