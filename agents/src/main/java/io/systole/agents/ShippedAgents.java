package io.systole.agents;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The agents and commands that Systole brings along, put where they can be run.
 *
 * @param ocfRoot holds {@code resource.d/systole}
 * @param commands holds the commands that agents call, each a copy of one client of the node
 */
public record ShippedAgents(Path ocfRoot, Path commands) {
    /** The commands of the field that there are. */
    public static final List<String> COMMANDS = List.of(
            "attrd_updater",
            "cibadmin",
            "crm_attribute",
            "crm_error",
            "crm_failcount",
            "crm_master",
            "crm_mon",
            "crm_node",
            "crm_resource",
            "crm_standby",
            "crm_ticket",
            "crm_verify",
            "stonith_admin");

    private static final String RESOURCES = "/io/systole/agents/";
    private static final String CLIENT = "commands/client";
    private static final String DIRECTORY = "@DIRECTORY@";
    private static final List<String> FILES = List.of(
            "ocf/resource.d/systole/ClusterMon",
            "ocf/resource.d/systole/Dummy",
            "ocf/resource.d/systole/Ping",
            "ocf/resource.d/systole/Stateful",
            "ocf/resource.d/systole/Service",
            "ocf/resource.d/systole/SysInfo",
            "ocf/lib/systole/functions.sh");

    /** Writes them below {@code directory}, replacing older ones; a running agent keeps the file that it was started as. */
    public static ShippedAgents extractTo(Path directory) throws IOException {
        for (var file : FILES) {
            place(content(file), directory.resolve(file));
        }
        var commands = directory.resolve("commands");
        var client = client(commands);
        for (var command : COMMANDS) {
            place(client, commands.resolve(command));
        }
        return new ShippedAgents(directory.resolve("ocf"), commands);
    }

    /** The directory of the socket {@code node} through which the commands of a directory reach their node. */
    public static Path socketDirectory(Path commands) {
        return commands.toAbsolutePath().resolveSibling("commands-socket");
    }

    /** The client of the node whose commands are in that directory; it is the command whose name its file has. */
    public static byte[] client(Path commands) throws IOException {
        var quoted = socketDirectory(commands).toString().replace("\\", "\\\\").replace("'", "\\'");
        return new String(content(CLIENT), StandardCharsets.UTF_8)
                .replace(DIRECTORY, quoted)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] content(String file) throws IOException {
        try (InputStream content = ShippedAgents.class.getResourceAsStream(RESOURCES + file)) {
            if (content == null) {
                throw new IOException("the program is incomplete: it lacks " + RESOURCES + file);
            }
            return content.readAllBytes();
        }
    }

    private static void place(byte[] content, Path target) throws IOException {
        var parent = target.getParent();
        if (parent == null) {
            throw new IOException(target + ": has no directory");
        }
        Files.createDirectories(parent);
        var whole = Files.createTempFile(parent, ".new-", "");
        try {
            Files.write(whole, content);
            Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
    }
}
