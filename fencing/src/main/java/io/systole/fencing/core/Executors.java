package io.systole.fencing.core;

import io.systole.cib.NodeName;
import java.util.Comparator;
import java.util.List;

/**
 * From which members a device may be used, best first. As in Pacemaker: one on which its monitor has succeeded, then the
 * others, and the target itself only as the last resort, since it can hardly tell that it is dead; among equals the one
 * that can use the most devices for the target. Among equals in that, too, the one that leads, then by name.
 */
final class Executors {
    private final FencingTask task;
    private final List<ConfiguredDevice> devices;

    private Executors(FencingTask task, List<ConfiguredDevice> devices) {
        this.task = task;
        this.devices = devices;
    }

    /** With all devices that may be able to fence the target. */
    static Executors of(FencingTask task, List<ConfiguredDevice> devices) {
        return new Executors(task, List.copyOf(devices));
    }

    List<NodeName> of(ConfiguredDevice device) {
        return task.members().stream()
                .filter(member -> !device.barred().contains(member))
                .sorted(Comparator.comparing(this::isTarget)
                        .thenComparing(member -> !device.verified().contains(member))
                        .thenComparing(this::devicesOf, Comparator.reverseOrder())
                        .thenComparing(member -> !member.equals(task.leader()))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** The lower, the sooner the device is tried where no level says in which order. */
    int rank(ConfiguredDevice device) {
        var others = of(device).stream().filter(member -> !isTarget(member)).toList();
        if (others.stream().anyMatch(device.verified()::contains)) {
            return 0;
        }
        return others.isEmpty() ? 2 : 1;
    }

    private boolean isTarget(NodeName member) {
        return member.equals(task.target());
    }

    private int devicesOf(NodeName member) {
        return (int) devices.stream()
                .filter(device -> !device.barred().contains(member))
                .count();
    }
}
