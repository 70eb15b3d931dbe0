package io.systole.runtime.agents;

import io.systole.agents.AgentMetadata;
import io.systole.agents.AgentPlaces;
import io.systole.agents.ShippedAgents;
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
import java.util.TreeMap;

/** A catalog for a command, whether or not a node runs here; what it put on the disk is removed with it. */
public final class AgentSources implements AutoCloseable {
    private static final List<Path> FENCE_DIRECTORIES = List.of(Path.of("/usr/sbin"), Path.of("/usr/local/sbin"));
    private static final List<Path> OCF_ROOTS = List.of(Path.of("/usr/lib/ocf"));

    private final Path directory;
    private final AgentCatalog catalog;

    private AgentSources(Path directory, AgentCatalog catalog) {
        this.directory = directory;
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
        return new AgentSources(
                directory,
                new AgentCatalog(
                        places.withOcfRoot(shipped.ocfRoot()),
                        fence,
                        shipped.commands(),
                        directory.resolve("scratch"),
                        config.map(known -> ToldAgents.read(known.directories().run()))
                                .orElseGet(TreeMap::new)));
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

    @Override
    public void close() {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
