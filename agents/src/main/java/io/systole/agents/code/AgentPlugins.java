package io.systole.agents.code;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The agents in Java that a host has in its plugin directory: each jar, and each subdirectory of jars, is a plugin with
 * classes of its own. One that is broken is named, and harms no other. Loaded once; a change counts from the next start.
 *
 * @param broken what could not be used, in the order of the names
 * @param plugins what {@link #close()} gives back
 */
public record AgentPlugins(JavaAgents agents, List<Broken> broken, List<Plugin> plugins) implements AutoCloseable {
    /** What making the agents of a plugin may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String JAR = ".jar";

    /** What could not be used, and why. */
    public record Broken(Path place, String why) {
        @Override
        public String toString() {
            return place + ": " + why;
        }
    }

    public AgentPlugins {
        broken = List.copyOf(broken);
        plugins = List.copyOf(plugins);
    }

    public static AgentPlugins none() {
        return new AgentPlugins(JavaAgents.none(), List.of(), List.of());
    }

    /** Loads them, beside each other; of two agents of one name that in the plugin whose name comes first is used. Waits. */
    public static AgentPlugins load(Path directory) {
        return load(directory, PATIENCE);
    }

    static AgentPlugins load(Path directory, Duration patience) {
        if (!Files.isDirectory(directory)) {
            return none();
        }
        var broken = new ArrayList<Broken>();
        var loading = new ArrayList<Plugin>();
        if (isAnybodys(directory)) {
            broken.add(new Broken(directory, writable("the directory")));
            return new AgentPlugins(JavaAgents.none(), broken, List.of());
        }
        for (var place : entries(directory, broken)) {
            var jars = jars(place, broken);
            if (!jars.isEmpty()) {
                loading.add(Plugin.load(place, jars));
            }
        }
        return joined(loading, broken, patience);
    }

    private static AgentPlugins joined(List<Plugin> loading, List<Broken> broken, Duration patience) {
        var known = new TreeMap<String, JavaAgents.Known>();
        var owners = new TreeMap<String, Path>();
        for (var plugin : loading) {
            var found = plugin.await(patience);
            found.faults().forEach(why -> broken.add(new Broken(plugin.place(), why)));
            for (var agent : found.agents()) {
                var name = agent.profile().id().toString();
                var owner = owners.putIfAbsent(name, plugin.place());
                if (owner == null) {
                    known.put(name, agent);
                } else {
                    broken.add(new Broken(plugin.place(), name + " is already in " + owner + ", which is used"));
                }
            }
        }
        return new AgentPlugins(JavaAgents.ofKnown(known), broken, loading);
    }

    private static List<Path> entries(Path directory, List<Broken> broken) {
        try (var entries = Files.list(directory)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            broken.add(new Broken(directory, "cannot be read: " + unreadable.getMessage()));
            return List.of();
        }
    }

    /** The jars of one plugin; of what is neither a jar nor a directory nothing is said. */
    private static List<Path> jars(Path place, List<Broken> broken) {
        List<Path> jars;
        if (Files.isDirectory(place)) {
            jars = entries(place, broken).stream()
                    .filter(file -> file.toString().endsWith(JAR))
                    .toList();
            if (jars.isEmpty()) {
                broken.add(new Broken(place, "has no jar"));
            }
        } else {
            jars = place.toString().endsWith(JAR) ? List.of(place) : List.of();
        }
        for (var file : jars) {
            if (isAnybodys(file) || isAnybodys(place)) {
                broken.add(new Broken(place, writable(file.toString())));
                return List.of();
            }
        }
        return jars;
    }

    /** What everybody may write would run with the rights of the node. */
    private static boolean isAnybodys(Path file) {
        try {
            return Files.getPosixFilePermissions(file, new LinkOption[0]).contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    private static String writable(String what) {
        return what + " may be written by every user of this host, and is not used: chmod o-w would help";
    }

    /** Gives the files back; agents must not be called any more. */
    @Override
    public void close() {
        plugins.forEach(Plugin::close);
    }
}
