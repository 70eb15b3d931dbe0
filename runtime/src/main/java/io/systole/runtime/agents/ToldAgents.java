package io.systole.runtime.agents;

import io.systole.agents.AgentMetadata;
import io.systole.agents.AgentMetadataAnswer;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the agents in Java of a running node say of themselves, in files of its run directory: commands on the host know them
 * from there, since they run in the node's program alone.
 */
public final class ToldAgents {
    private static final String DIRECTORY = "java-agents";
    private static final String SUFFIX = ".xml";

    private ToldAgents() {}

    /** Writes what these say, and nothing else is left. */
    public static void write(Path run, SortedMap<String, AgentMetadata> agents) throws IOException {
        clear(run);
        if (agents.isEmpty()) {
            return;
        }
        var directory = Files.createDirectories(run.resolve(DIRECTORY));
        for (var agent : agents.entrySet()) {
            Files.writeString(
                    directory.resolve(agent.getKey() + SUFFIX), agent.getValue().xml());
        }
    }

    /** What is there, by name; nothing where no node runs, or has none. */
    static SortedMap<String, AgentMetadata> read(Path run) {
        var found = new TreeMap<String, AgentMetadata>();
        try (var files = Files.newDirectoryStream(run.resolve(DIRECTORY), "*" + SUFFIX)) {
            for (var file : files) {
                var name = file.getFileName().toString().replaceFirst("\\" + SUFFIX + "$", "");
                if (AgentMetadata.read(name, Files.readString(file)) instanceof AgentMetadataAnswer.Known known) {
                    found.put(name, known.metadata());
                }
            }
        } catch (IOException | DirectoryIteratorException noneOrGoneMeanwhile) {
            return found;
        }
        return found;
    }

    /** Takes it away: the node has ended. */
    public static void clear(Path run) throws IOException {
        var directory = run.resolve(DIRECTORY);
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (var files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (var file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(directory);
    }
}
