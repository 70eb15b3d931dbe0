package io.systole.fencing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The fence agents of a host that are files: programs {@code fence_NAME}, and the plugins of cluster-glue. */
public final class FenceAgentFiles {
    /** Programs with such names that are no agents: daemons, tools, and what stands in for another stack. */
    private static final Set<String> NO_AGENTS = Set.of(
            "fence_ack_manual",
            "fence_kdump_send",
            "fence_legacy",
            "fence_node",
            "fence_sanlockd",
            "fence_tool",
            "fence_virtd",
            "fence_watchdog");

    private FenceAgentFiles() {}

    /** The names of all; a directory that cannot be read has none. */
    public static SortedSet<String> list(List<Path> directories) {
        var names = new TreeSet<String>();
        for (var directory : directories) {
            programs(directory).stream()
                    .filter(name -> name.startsWith("fence_") && !NO_AGENTS.contains(name))
                    .forEach(names::add);
        }
        for (var directory : pluginDirectories(directories)) {
            programs(directory.resolve("external")).forEach(name -> names.add(ExternalPlugins.PREFIX + name));
        }
        return names;
    }

    /** The program of this agent, if it is one of the files. */
    public static Optional<Path> find(List<Path> directories, String agent) {
        if (!list(directories).contains(agent)) {
            return Optional.empty();
        }
        var searched = agent.startsWith(ExternalPlugins.PREFIX) ? pluginDirectories(directories) : directories;
        return searched.stream()
                .map(directory -> directory.resolve(agent))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private static List<Path> pluginDirectories(List<Path> directories) {
        var all = new ArrayList<>(directories);
        all.add(ExternalPlugins.GLUE);
        return all;
    }

    private static List<String> programs(Path directory) {
        try (var entries = Files.list(directory)) {
            return entries.filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !name.startsWith("."))
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
