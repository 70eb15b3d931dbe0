package io.systole.multijvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A node's state directory that can be made to refuse writes while the node runs. Root may write whatever the permissions
 * say, so for root it is a small file system of its own in a mount namespace of the node's, which can be filled; for
 * others it is the permissions.
 */
final class StateDisk {
    private static final String MOUNT =
            "mkdir -p \"$1\" && mount -t tmpfs -o \"$2\" tmpfs \"$1\" && shift 2 && exec \"$@\"";

    private final Path directory;

    StateDisk(Path directory) {
        this.directory = directory;
    }

    /** The command with its state on a disk of its own; it keeps its process id, and the disk goes with it. */
    List<String> under(List<String> command, String options) {
        if (!Harness.isRoot()) {
            return command;
        }
        var all = new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private", "sh", "-c", MOUNT, "sh"));
        all.addAll(List.of(directory.toString(), options));
        all.addAll(command);
        return List.copyOf(all);
    }

    /** No byte more can be written, until healed. */
    void fail(long pid) throws IOException {
        if (Harness.isRoot()) {
            fill(Path.of("/proc/" + pid + "/root" + directory).resolve("filler"));
        } else {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
        }
    }

    void heal(long pid) {
        try {
            if (Harness.isRoot()) {
                Files.deleteIfExists(
                        Path.of("/proc/" + pid + "/root" + directory).resolve("filler"));
            } else {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void fill(Path filler) throws IOException {
        try (var out = Files.newOutputStream(filler)) {
            var block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
    }
}
