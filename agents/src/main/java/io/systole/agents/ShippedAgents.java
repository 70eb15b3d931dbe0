package io.systole.agents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The agents and commands that Systole brings along, put where they can be run.
 *
 * @param ocfRoot holds {@code resource.d/systole}
 * @param commands holds {@code crm_attribute} and {@code crm_master}
 */
public record ShippedAgents(Path ocfRoot, Path commands) {
    private static final String RESOURCES = "/io/systole/agents/";
    private static final List<String> FILES = List.of(
            "ocf/resource.d/systole/Dummy",
            "ocf/resource.d/systole/Stateful",
            "ocf/resource.d/systole/Service",
            "ocf/lib/systole/functions.sh",
            "commands/crm_attribute",
            "commands/crm_master");

    /** Writes them below {@code directory}, replacing older ones; a running agent keeps the file that it was started as. */
    public static ShippedAgents extractTo(Path directory) throws IOException {
        for (var file : FILES) {
            place(file, directory.resolve(file));
        }
        return new ShippedAgents(directory.resolve("ocf"), directory.resolve("commands"));
    }

    private static void place(String file, Path target) throws IOException {
        var parent = target.getParent();
        if (parent == null) {
            throw new IOException(target + ": has no directory");
        }
        Files.createDirectories(parent);
        var whole = Files.createTempFile(parent, ".new-", "");
        try (var content = ShippedAgents.class.getResourceAsStream(RESOURCES + file)) {
            if (content == null) {
                throw new IOException("the program is incomplete: it lacks " + RESOURCES + file);
            }
            Files.copy(content, whole, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
    }
}
