package io.systole.fencing.core;

import io.systole.cib.NodeName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How long the second of two nodes that do not hear each other waits before it fences the first, so that only one of them
 * ends. It has to be longer than the two notice the loss apart, and the other's device takes to end this node: the first is
 * configured, the second is taken from the last checks of that device. Delays that an administrator gave the devices decide
 * instead, if they tell the two apart.
 */
public final class RaceDelay {
    /** A device that takes power asks, acts and asks again: about twice as long as a look at it. */
    private static final int CHECKS = 2;
    /** A message on a shared disk has been sent at once, but its target looks every second (sbd's loop timeout). */
    private static final Duration MESSAGE_READ = Duration.ofSeconds(3);

    private final FencingConfiguration configuration;
    private final NodeName second;
    private final NodeName first;

    private RaceDelay(FencingConfiguration configuration, NodeName second, NodeName first) {
        this.configuration = configuration;
        this.second = second;
        this.first = first;
    }

    /**
     * How long {@code second} waits before it fences {@code first}; zero where it need not, or where {@code base} is zero.
     *
     * @param findings what the members found when they last checked the devices
     * @param base by how much the two may notice the loss apart
     */
    public static Duration of(
            FencingConfiguration configuration,
            List<DeviceFinding> findings,
            NodeName second,
            NodeName first,
            Duration base) {
        var race = new RaceDelay(configuration, second, first);
        if (base.isZero() || race.isDecided()) {
            return Duration.ZERO;
        }
        var wait = base.plus(race.longestCheck(findings).multipliedBy(CHECKS)).plus(race.messageRead());
        // The one with the more important work may be the second: the other then waits for the whole delay, and this
        // one must be done before that. Where both have the same work nobody waits for that delay, and half of it is
        // what
        // keeps them apart.
        var priority = configuration.priorityDelay().dividedBy(2);
        return priority.isZero() || wait.compareTo(priority) < 0 ? wait : priority;
    }

    /** Whether nothing keeps both from being fenced: no delay that tells them apart, and none for their work. */
    public static boolean isOpen(FencingConfiguration configuration, NodeName one, NodeName other, Duration base) {
        return base.isZero()
                && configuration.priorityDelay().isZero()
                && !new RaceDelay(configuration, one, other).isDecided();
    }

    /** A device that has to be asked whom it fences is taken at its word: who gave it a delay knows for whom. */
    private boolean isDecided() {
        for (var node : List.of(second, first)) {
            for (var device : devices(node)) {
                var settings = device.device().settings();
                var isAsked = settings.isMeantFor(node).isEmpty();
                if (!settings.delay().random(node).isZero()
                        || (isAsked && !settings.delay().fixed(node).isZero())) {
                    return true;
                }
            }
        }
        return !delays(second).equals(delays(first));
    }

    private SortedSet<Duration> delays(NodeName node) {
        return devices(node).stream()
                .map(device -> device.device().settings().delay().fixed(node))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those that are tried first for a node: its first level's, else all that may be meant for it. */
    private List<ConfiguredDevice> devices(NodeName node) {
        var levels = Topology.levels(configuration, node);
        var devices = new ArrayList<ConfiguredDevice>();
        for (var configured : configuration.devices()) {
            var isTried = levels.isEmpty()
                    || levels.get(0).contains(configured.device().id());
            if (isTried && configured.device().settings().isMeantFor(node).orElse(true)) {
                devices.add(configured);
            }
        }
        return devices;
    }

    private Duration messageRead() {
        var isSent = devices(second).stream()
                .anyMatch(device -> device.device().agent().contains("sbd"));
        return isSent ? MESSAGE_READ : Duration.ZERO;
    }

    /** From the first, of the devices by which it fences the second. */
    private Duration longestCheck(List<DeviceFinding> findings) {
        var used = devices(second).stream().map(device -> device.device().id()).toList();
        return findings.stream()
                .filter(finding -> finding.works()
                        && finding.from().equals(first)
                        && used.contains(finding.device())
                        && (finding.target() == null || finding.target().equals(second)))
                .map(DeviceFinding::took)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
