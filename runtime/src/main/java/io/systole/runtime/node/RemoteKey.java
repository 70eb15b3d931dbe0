package io.systole.runtime.node;

import io.systole.actors.remote.core.SharedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Reads the secret that members and remote hosts share. */
final class RemoteKey {
    private static final int BYTES_MIN = 16;
    private static final int BYTES_MAX = 64 * 1024;
    private static final Set<PosixFilePermission> NOT_FOR_OTHERS =
            Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.GROUP_WRITE);
    private static final String KEY = "systole.remote.key-file = ";

    private RemoteKey() {}

    /** The key; nothing where there is no such file, and then this member connects to no remote node. */
    static SharedKey orNone(Path file) throws NodeNotStarted {
        return Files.exists(file) ? of(file) : SharedKey.NONE;
    }

    static SharedKey of(Path file) throws NodeNotStarted {
        try {
            long size = Files.size(file);
            if (size < BYTES_MIN || size > BYTES_MAX) {
                throw new NodeNotStarted(
                        KEY + file,
                        "has " + size + " bytes",
                        "make one of " + BYTES_MIN + " to " + BYTES_MAX
                                + " bytes (dd if=/dev/urandom of=FILE bs=4096 count=1) and copy it to all hosts");
            }
            var permissions = Files.getPosixFilePermissions(file);
            if (permissions.stream().anyMatch(NOT_FOR_OTHERS::contains)) {
                throw new NodeNotStarted(
                        KEY + file,
                        "has the permissions " + PosixFilePermissions.toString(permissions),
                        "it is a secret: chmod 640 or less");
            }
            return SharedKey.of(Files.readAllBytes(file));
        } catch (IOException failure) {
            throw new NodeNotStarted(
                    KEY + file,
                    "cannot be read (" + failure + ")",
                    "copy the key of the cluster there, readable for this user",
                    failure);
        }
    }
}
