package io.systole.agents.host;

import io.systole.agents.AgentId;
import io.systole.agents.AgentPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The agents of a host that are files: all but units and fence agents. A directory that cannot be read has none. */
public final class AgentFiles {
    /** What lies among the init scripts of the distributions, and is none. */
    private static final Set<String> NO_SCRIPTS =
            Set.of("README", "skeleton", "functions", "rc", "rcS", "rc.local", "halt", "reboot", "single", "killall");

    private AgentFiles() {}

    /** The OCF agents of all roots, or of one provider, in the order of their names. */
    public static List<AgentId> ocf(AgentPlaces places, String provider) {
        var found = new TreeSet<String>();
        for (var root : places.ocfRoots()) {
            for (var directory : entries(root.resolve("resource.d"))) {
                var name = name(directory);
                if (!Files.isDirectory(directory) || (!provider.isEmpty() && !provider.equals(name))) {
                    continue;
                }
                programs(directory)
                        .forEach(type -> found.add(AgentId.ocf(name, type).toString()));
            }
        }
        return found.stream().map(AgentId::parse).toList();
    }

    /** The init scripts. */
    public static List<AgentId> lsb(AgentPlaces places) {
        return scripts(AgentId.LSB, places.initScripts());
    }

    /** Heartbeat's resource scripts. */
    public static List<AgentId> heartbeat(AgentPlaces places) {
        return scripts(AgentId.HEARTBEAT, places.heartbeatScripts());
    }

    private static List<AgentId> scripts(String agentClass, Path directory) {
        return programs(directory).stream()
                .filter(name -> !NO_SCRIPTS.contains(name))
                .map(name -> new AgentId(agentClass, "", name))
                .toList();
    }

    private static SortedSet<String> programs(Path directory) {
        var names = new TreeSet<String>();
        for (var file : entries(directory)) {
            if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                names.add(name(file));
            }
        }
        return names;
    }

    private static List<Path> entries(Path directory) {
        try (var entries = Files.list(directory)) {
            return entries.filter(file -> !name(file).startsWith(".")).toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static String name(Path file) {
        var name = file.getFileName();
        return name == null ? "" : name.toString();
    }
}
