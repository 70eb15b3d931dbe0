package io.systole.runtime.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps a command from overwriting a device that this host has in use as a file system or for swapping. */
final class MountedDevices {
    private MountedDevices() {}

    static void refuse(Path device) throws IOException {
        var real = device.toRealPath();
        for (var list : new String[] {"/proc/self/mounts", "/proc/swaps"}) {
            for (var line : Files.readAllLines(Path.of(list))) {
                var used = Path.of(line.split("\\s", 2)[0]);
                if (used.isAbsolute() && Files.exists(used) && used.toRealPath().equals(real)) {
                    throw new IOException(device + ": is in use by this host (" + list + "); nothing was written");
                }
            }
        }
    }
}
