package io.systole.runtime.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a configuration file. The node's name, by which the hosts' views of one file differ, comes from the first of:
 * the caller ({@code --node}), the environment ({@code SYSTOLE_NODE_NAME}), {@code systole.node.name} in the file, the
 * host's name.
 */
public final class ConfigFile {
    /** The defaults: part of reference.conf, and read alone by clients, which need nothing of Pekko's. */
    private static final String DEFAULTS = "systole-reference.conf";

    private static final String RUN_DIRECTORY = "systole.directories.run";

    private ConfigFile() {}

    /** Reads a file for the node of this name, or for this host's node. */
    public static SystoleConfig read(Path file, Optional<String> nodeName) throws ConfigRefused {
        try {
            return from(parsed(file), nodeName);
        } catch (ConfigException e) {
            throw unparsable(e, file.toString());
        }
    }

    /**
     * The names of the nodes that a file lists, this host's own (by environment, file or host name) first if it is one
     * of them. Only for finding them: {@link #read} checks the rest.
     */
    public static List<String> nodeNames(Path file) throws ConfigRefused {
        try {
            return nodeNames(parsed(file));
        } catch (ConfigException e) {
            throw unparsable(e, file.toString());
        }
    }

    private static List<String> nodeNames(Config config) {
        var named = named(config, Optional.empty()).resolve();
        var names = new ArrayList<String>();
        for (var node : named.getObjectList("systole.nodes")) {
            names.add(node.toConfig().getString("name"));
        }
        var own = named.getString("systole.node.name");
        if (names.remove(own)) {
            names.add(0, own);
        }
        return names;
    }

    /**
     * The run directories of the nodes that a file lists, in the order of {@link #nodeNames}, or of the one that is named.
     * Nothing else of the file is looked at: a command must find its node within a few milliseconds, and also where
     * something else in the file is wrong by now.
     */
    public static Set<Path> runDirectories(Path file, Optional<String> nodeName) throws ConfigRefused {
        var found = new LinkedHashSet<Path>();
        try {
            var config = parsed(file);
            var names = nodeNames(config);
            for (var name : nodeName.map(List::of).orElse(names)) {
                if (!names.contains(name)) {
                    found.add(read(file, nodeName).directories().run());
                }
                var named = named(config, Optional.of(name)).resolve();
                found.add(
                        named.hasPath(RUN_DIRECTORY) ? Path.of(named.getString(RUN_DIRECTORY)) : Directories.USUAL_RUN);
            }
            return found;
        } catch (ConfigException.UnresolvedSubstitution e) {
            return runDirectoriesWithDefaults(file, nodeName);
        } catch (ConfigException e) {
            throw unparsable(e, file.toString());
        }
    }

    /** The same of a file that speaks of a default. */
    private static Set<Path> runDirectoriesWithDefaults(Path file, Optional<String> nodeName) throws ConfigRefused {
        var found = new LinkedHashSet<Path>();
        for (var name : nodeName.isPresent() ? List.of(nodeName.get()) : nodeNames(file)) {
            found.add(read(file, Optional.of(name)).directories().run());
        }
        return found;
    }

    private static Config parsed(Path file) throws ConfigRefused {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw refused(file.toString(), "the file", "cannot be read", "must be a file that this user may read");
        }
        return ConfigFactory.parseFile(
                file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
    }

    /** Reads a configuration that another program made. */
    public static SystoleConfig from(Config config, Optional<String> nodeName) throws ConfigRefused {
        try {
            var named = named(config, nodeName);
            var resolved = named.withFallback(ConfigFactory.parseResources(ConfigFile.class.getClassLoader(), DEFAULTS))
                    .resolve();
            refuseOtherRoots(resolved);
            return SystoleConfig.from(resolved.getObject("systole"));
        } catch (ConfigException e) {
            throw unparsable(e, Places.of(config.origin()));
        }
    }

    /**
     * Reads what a remote host needs; options come before the file, the defaults after it. Without a file it obeys whichever
     * cluster has the key.
     */
    public static RemoteHostConfig readRemoteHost(Optional<Path> file, Config options) throws ConfigRefused {
        if (file.isPresent() && (!Files.isReadable(file.get()) || Files.isDirectory(file.get()))) {
            throw refused(
                    file.get().toString(), "the file", "cannot be read", "must be a file that this user may read");
        }
        String place = file.map(Path::toString).orElse("the options");
        try {
            var defaults = ConfigFactory.parseResources(ConfigFile.class.getClassLoader(), DEFAULTS);
            var given = file.map(path -> ConfigFactory.parseFile(path.toFile())).orElse(ConfigFactory.empty());
            var named = named(options.withFallback(given), Optional.empty());
            var resolved = named.withFallback(defaults).resolve();
            refuseOtherRoots(resolved);
            var read = RemoteHostConfig.from(resolved.getObject("systole"), defaults);
            return file.isPresent() ? read : read.ofAnyCluster();
        } catch (ConfigException e) {
            throw unparsable(e, place);
        }
    }

    private static Config named(Config config, Optional<String> nodeName) {
        var fromOutside = nodeName.or(() -> Optional.ofNullable(System.getenv("SYSTOLE_NODE_NAME")))
                .filter(name -> !name.isBlank());
        if (fromOutside.isPresent()) {
            var value = ConfigValueFactory.fromAnyRef(fromOutside.get())
                    .withOrigin(ConfigOriginFactory.newSimple(nodeName.isPresent() ? "--node" : "SYSTOLE_NODE_NAME"));
            return config.withValue("systole.node.name", value);
        }
        if (config.hasPathOrNull("systole.node.name")) {
            return config;
        }
        return config.withValue(
                "systole.node.name",
                ConfigValueFactory.fromAnyRef(hostName())
                        .withOrigin(ConfigOriginFactory.newSimple("this host's name")));
    }

    /** The name of this host, as {@code hostname} prints it; the kernel's, which costs no look-up in the network. */
    public static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("localhost");
        }
    }

    private static void refuseOtherRoots(Config config) throws ConfigRefused {
        ConfigObject root = config.root();
        var faults = new ArrayList<ConfigFault>();
        for (Map.Entry<String, com.typesafe.config.ConfigValue> entry : root.entrySet()) {
            if (!entry.getKey().equals("systole")) {
                faults.add(new ConfigFault(
                        Places.of(entry.getValue().origin()),
                        entry.getKey(),
                        "{ ... }",
                        "is not a section that Systole knows; everything stands under systole { ... }"));
            }
        }
        if (!faults.isEmpty()) {
            throw new ConfigRefused(faults);
        }
    }

    private static ConfigRefused unparsable(ConfigException e, String file) {
        var place = e.origin() == null ? file : Places.of(e.origin());
        var message = String.valueOf(e.getMessage());
        var origin = e.origin() == null ? "" : e.origin().description() + ": ";
        var found = message.startsWith(origin) ? message.substring(origin.length()) : message;
        return refused(place, "the text", found, "must be valid HOCON");
    }

    private static ConfigRefused refused(String place, String key, String found, String expected) {
        return new ConfigRefused(List.of(new ConfigFault(place, key, found, expected)));
    }
}
