package io.systole.multijvm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An ext4 file system on a loop device: the disk that all hosts reach and that only one may mount. */
final class SharedDisk implements AutoCloseable {
    private final Leashed holder;
    private final String device;

    private SharedDisk(Leashed holder, String device) {
        this.holder = holder;
        this.device = device;
    }

    static SharedDisk create(Path scripts, Path image) {
        var holder =
                Leashed.start(scripts, List.of(scripts.resolve("disk-holder").toString(), image.toString()));
        var device = holder.firstLine();
        if (!device.startsWith("/dev/")) {
            holder.close();
            throw new IllegalStateException("no loop device: " + device);
        }
        return new SharedDisk(holder, device);
    }

    String device() {
        return device;
    }

    /** Whether the kernel has the file system open, for whatever mount namespace. */
    boolean isMountedAnywhere() {
        return Files.exists(
                Path.of("/proc/fs/ext4", Path.of(device).getFileName().toString()));
    }

    @Override
    public void close() {
        holder.close();
    }
}
