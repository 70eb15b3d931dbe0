package io.systole.fencing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The fence agents that Systole brings along, put where they can be run. */
public final class ShippedFenceAgents {
    private static final String RESOURCES = "/io/systole/fencing/agents/";
    private static final List<String> FILES = List.of("fence_process");

    private ShippedFenceAgents() {}

    /** Writes them into {@code directory}, replacing older ones, and answers with it. */
    public static Path extractTo(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (var file : FILES) {
            var whole = Files.createTempFile(directory, ".new-", "");
            try (var content = ShippedFenceAgents.class.getResourceAsStream(RESOURCES + file)) {
                if (content == null) {
                    throw new IOException("the program is incomplete: it lacks " + RESOURCES + file);
                }
                Files.copy(content, whole, StandardCopyOption.REPLACE_EXISTING);
                Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString("rwxr-xr-x"));
                Files.move(whole, directory.resolve(file), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(whole);
            }
        }
        return directory;
    }
}
