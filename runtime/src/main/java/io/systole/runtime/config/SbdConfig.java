package io.systole.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Storage fencing and the watchdog of this node.
 *
 * @param devices none to three
 * @param watchdog empty without one
 * @param watchdogTimeout where there are no devices, whose headers say it
 */
public record SbdConfig(
        List<Path> devices, Optional<Path> watchdog, Duration watchdogTimeout, End selfFence, StartMode startMode) {
    /** What ends when the node fences itself. */
    public enum End {
        /** The host, by the kernel and at once. */
        HOST,
        /** The node's own processes, where several nodes share a host. */
        PROCESS
    }

    /** What a node does at its start that finds the message by which it was fenced. */
    public enum StartMode {
        ALWAYS,
        CLEAN
    }

    public SbdConfig {
        devices = List.copyOf(devices);
        new Check()
                .that(devices.size() <= 3, "devices", devices, "must be at most three")
                .that(devices.stream().allMatch(Path::isAbsolute), "devices", devices, "must be absolute paths")
                .that(
                        devices.stream().distinct().count() == devices.size(),
                        "devices",
                        devices,
                        "must be different devices")
                .that(
                        watchdog.isEmpty() || watchdog.get().isAbsolute(),
                        "watchdog",
                        watchdog.map(Path::toString).orElse(""),
                        "must be an absolute path, or empty for none")
                .between("watchdog-timeout", watchdogTimeout, Duration.ofSeconds(1), Duration.ofMinutes(10))
                .that(
                        watchdogTimeout.toNanosPart() == 0,
                        "watchdog-timeout",
                        Check.inWords(watchdogTimeout),
                        "must be whole seconds")
                .orThrow();
    }

    /** Whether this node is watched at all. */
    public boolean isOn() {
        return !devices.isEmpty() || watchdog.isPresent();
    }

    static SbdConfig from(Section section) {
        var watchdog = section.text("watchdog");
        return new SbdConfig(
                section.paths("devices"),
                watchdog.isEmpty() ? Optional.empty() : Optional.of(Path.of(watchdog)),
                section.duration("watchdog-timeout"),
                section.oneOf("self-fence", End.class),
                section.oneOf("start-mode", StartMode.class));
    }
}
