package io.systole.fencing.sbd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Remembers over the end of this process, but not over that of the host, that the node watched its slot and has not left in
 * order. What it ran may then still run, so a message that is found in the slot is no old one but means this host.
 */
final class WatchMark {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    private final Path file;

    /** @param directory that a restart of the host wipes out, or keeps: the boot's id is looked at */
    WatchMark(Path directory) {
        this.file = directory.resolve("sbd-watch");
    }

    boolean isSet() throws IOException {
        return Files.exists(file) && Files.readString(file).equals(boot());
    }

    void set() throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, boot());
    }

    void clear() throws IOException {
        Files.deleteIfExists(file);
    }

    private static String boot() throws IOException {
        return Files.isReadable(BOOT) ? Files.readString(BOOT).strip() : "";
    }
}
