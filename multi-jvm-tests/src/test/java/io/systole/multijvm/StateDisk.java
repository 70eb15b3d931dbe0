package io.systole.multijvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A node's state directory that can be made to refuse writes, or to let them wait, while the node runs. Root may write
 * whatever the permissions say, so for root it is a small file system of its own in a mount namespace of the node's, which
 * can be filled and frozen; for others it is the permissions, and nothing is frozen.
 */
final class StateDisk {
    private static final String SMALL = "mkdir -p \"$1\" && { [ -e \"$1.img\" ] "
            + "|| { truncate -s 4M \"$1.img\" && mkfs.ext4 -q -F -m 0 \"$1.img\"; }; } "
            + "&& mount -o loop \"$1.img\" \"$1\" && rm -rf \"$1/lost+found\" && shift && exec \"$@\"";
    private static final String READ_ONLY =
            "mkdir -p \"$1\" && mount -t tmpfs -o ro tmpfs \"$1\" && shift && exec \"$@\"";

    private final Path directory;

    StateDisk(Path directory) {
        this.directory = directory;
    }

    /** The command with its state on a disk of its own, which outlives it; it keeps its process id. */
    List<String> small(List<String> command) {
        return under(command, SMALL);
    }

    /** The command with its state on a disk that nothing can be written to. */
    List<String> readOnly(List<String> command) {
        return under(command, READ_ONLY);
    }

    private List<String> under(List<String> command, String mount) {
        if (!Harness.isRoot()) {
            return command;
        }
        var all = new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private", "sh", "-c", mount, "sh"));
        all.add(directory.toString());
        all.addAll(command);
        return List.copyOf(all);
    }

    /** Whoever writes waits, until thawed; not even SIGKILL ends it before. For root only. */
    void freeze(long pid) {
        ice(pid, "-f");
    }

    void thaw(long pid) {
        ice(pid, "-u");
    }

    private void ice(long pid, String how) {
        var done = Command.run("fsfreeze", how, "/proc/" + pid + "/root" + directory);
        if (!done.ok()) {
            throw new IllegalStateException("fsfreeze " + how + " " + directory + ": " + done.text());
        }
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
