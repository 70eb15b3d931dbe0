package io.systole.runtime.host;

import io.systole.cib.value.Numbers;
import io.systole.runtime.config.SbdConfig;
import io.systole.runtime.doctor.HostFacts.Watchdog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at the host's watchdogs without opening any: to open one arms it. */
final class WatchdogLook {
    private static final Path CLASS = Path.of("/sys/class/watchdog");

    private WatchdogLook() {}

    static Watchdog at(SbdConfig config) {
        List<String> all = devices();
        if (config.watchdog().isEmpty()) {
            return new Watchdog("", false, "", 0, 0, "", false, all);
        }
        Path path = config.watchdog().get();
        Path named = named(path);
        List<String> others =
                all.stream().filter(device -> !device.equals(named.toString())).toList();
        Optional<Long> holder = holder(path);
        return new Watchdog(
                path.toString(),
                Files.exists(path),
                read(named, "identity"),
                Numbers.integerOr(read(named, "timeout"), 0),
                config.watchdogTimeout().toSeconds(),
                holder.map(WatchdogLook::words).orElse(""),
                holder.filter(pid -> pid == ProcessHandle.current().pid()).isPresent(),
                others);
    }

    private static List<String> devices() {
        var devices = new ArrayList<String>();
        try (var found = Files.list(CLASS)) {
            found.map(each -> "/dev/" + each.getFileName()).sorted().forEach(devices::add);
        } catch (IOException none) {
            return List.of();
        }
        return devices;
    }

    /** {@code /dev/watchdog} is the first one. */
    private static Path named(Path path) {
        Path real = path;
        try {
            real = path.toRealPath();
        } catch (IOException missing) {
            // as it is written
        }
        return real.toString().equals("/dev/watchdog") ? Path.of("/dev/watchdog0") : real;
    }

    private static String read(Path device, String what) {
        try {
            return Files.readString(
                            CLASS.resolve(String.valueOf(device.getFileName())).resolve(what))
                    .strip();
        } catch (IOException untold) {
            return "";
        }
    }

    /** The process that has the device open, as far as this one may see; by either name of the first device. */
    private static Optional<Long> holder(Path path) {
        Path wanted = named(path);
        try (var processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d{1,18}"))
                    .filter(process -> has(process.resolve("fd"), wanted))
                    .map(process -> Long.parseLong(process.getFileName().toString()))
                    .findFirst();
        } catch (IOException unseen) {
            return Optional.empty();
        }
    }

    private static boolean has(Path descriptors, Path wanted) {
        try (Stream<Path> open = Files.list(descriptors)) {
            return open.anyMatch(each -> {
                try {
                    Path target = Files.readSymbolicLink(each);
                    return target.isAbsolute() && named(target).equals(wanted);
                } catch (IOException gone) {
                    return false;
                }
            });
        } catch (IOException hidden) {
            return false;
        }
    }

    private static String words(long pid) {
        try {
            return pid + " ("
                    + Files.readString(Path.of("/proc", Long.toString(pid), "comm"))
                            .strip() + ")";
        } catch (IOException gone) {
            return Long.toString(pid);
        }
    }
}
