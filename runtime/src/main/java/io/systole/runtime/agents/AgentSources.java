package io.systole.runtime.agents;

import io.systole.agents.AgentMetadata;
import io.systole.agents.AgentPlaces;
import io.systole.agents.ShippedAgents;
import io.systole.agents.code.AgentPlugins;
import io.systole.fencing.ShippedFenceAgents;
import io.systole.runtime.config.ConfigFile;
import io.systole.runtime.config.ConfigRefused;
import io.systole.runtime.config.SystoleConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** A catalog for a command, whether or not a node runs here; what it put on the disk is removed with it. */
public final class AgentSources implements AutoCloseable {
    private static final List<Path> FENCE_DIRECTORIES = List.of(Path.of("/usr/sbin"), Path.of("/usr/local/sbin"));
    private static final List<Path> OCF_ROOTS = List.of(Path.of("/usr/lib/ocf"));

    private static final Path PLUGINS = Path.of("/usr/lib/systole/agents");

    private final Path directory;
    private final AgentPlugins plugins;
    private final AgentCatalog catalog;

    private AgentSources(Path directory, AgentPlugins plugins, AgentCatalog catalog) {
        this.directory = directory;
        this.plugins = plugins;
        this.catalog = catalog;
    }

    /** The agents in the places that this configuration names; where there is no such file, in the usual ones. */
    public static AgentSources of(Path file) throws ConfigRefused, IOException {
        Optional<SystoleConfig> config = Optional.empty();
        if (Files.exists(file)) {
            config = Optional.of(
                    ConfigFile.read(file, ConfigFile.nodeNames(file).stream().findFirst()));
        }
        var directory = Files.createTempDirectory("systole-agents-");
        var shipped = ShippedAgents.extractTo(directory);
        var places = config.map(known -> known.agents().places()).orElseGet(() -> AgentPlaces.usual(OCF_ROOTS));
        var fence = new ArrayList<>(
                config.map(known -> known.fencing().agentDirectories()).orElse(FENCE_DIRECTORIES));
        fence.add(ShippedFenceAgents.extractTo(directory));
        var plugins = AgentPlugins.load(
                config.map(known -> known.agents().pluginDirectory()).orElse(PLUGINS));
        var java = plugins.agents().metadata();
        config.ifPresent(
                known -> java.putAll(ToldAgents.read(known.directories().run())));
        return new AgentSources(
                directory,
                plugins,
                new AgentCatalog(
                        places.withOcfRoot(shipped.ocfRoot()),
                        fence,
                        shipped.commands(),
                        directory.resolve("scratch"),
                        java));
    }

    /**
     * The agents of a node that runs: those that it unpacked are in its run directory.
     *
     * @param javaAgents what those say that are objects of its program
     */
    public static AgentCatalog ofNode(SystoleConfig config, SortedMap<String, AgentMetadata> javaAgents) {
        var unpacked = config.directories().run().resolve("agents");
        var fence = new ArrayList<>(config.fencing().agentDirectories());
        fence.add(unpacked);
        return new AgentCatalog(
                config.agents().places().withOcfRoot(unpacked.resolve("ocf")),
                fence,
                unpacked.resolve("commands"),
                config.directories().run().resolve("agent-catalog"),
                javaAgents);
    }

    public AgentCatalog catalog() {
        return catalog;
    }

    /** What is broken in the plugin directory, in words. */
    public List<String> brokenPlugins() {
        return plugins.broken().stream().map(AgentPlugins.Broken::toString).toList();
    }

    @Override
    public void close() {
        plugins.close();
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
