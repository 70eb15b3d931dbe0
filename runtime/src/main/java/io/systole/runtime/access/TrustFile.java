package io.systole.runtime.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The certificates by which users of this host believe a node of it, in its run directory: the TLS directory is readable for
 * the node's user alone.
 */
public final class TrustFile {
    private static final String NAME = "trust.pem";

    private TrustFile() {}

    /** Where it is; it need not be there. */
    public static Path in(Path runDirectory) {
        return runDirectory.resolve(NAME);
    }

    /** Puts it in place of the one before, whole at any moment. */
    public static void write(Path runDirectory, String pem) throws IOException {
        Files.createDirectories(runDirectory);
        var temporary = runDirectory.resolve(NAME + ".new");
        Files.writeString(temporary, pem, StandardCharsets.US_ASCII);
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(temporary, in(runDirectory), StandardCopyOption.ATOMIC_MOVE);
    }

    public static void delete(Path runDirectory) throws IOException {
        Files.deleteIfExists(in(runDirectory));
    }
}
