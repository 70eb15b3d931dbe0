package io.systole.runtime.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** Where a running node's HTTP interface is, for every user of the host; a token says who the user is. */
public record NodeAddress(String url, String node) {
    private static final String NAME = "address";
    /** The socket at which the kernel says who a local user is. */
    private static final String SOCKET = "identify";

    public static Path socket(Path runDirectory) {
        return runDirectory.resolve(SOCKET);
    }

    public void write(Path runDirectory) throws IOException {
        Files.createDirectories(runDirectory);
        var temporary = runDirectory.resolve(NAME + ".new");
        Files.writeString(temporary, url + "\n" + node + "\n", StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(temporary, runDirectory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Empty when no node has written one here. */
    static Optional<NodeAddress> read(Path runDirectory) throws IOException {
        var file = runDirectory.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        return lines.size() < 2 ? Optional.empty() : Optional.of(new NodeAddress(lines.get(0), lines.get(1)));
    }

    public static void delete(Path runDirectory) throws IOException {
        Files.deleteIfExists(runDirectory.resolve(NAME));
    }
}
