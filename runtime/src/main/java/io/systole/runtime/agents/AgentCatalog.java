package io.systole.runtime.agents;

import io.systole.agents.AgentEnvironment;
import io.systole.agents.AgentId;
import io.systole.agents.AgentMetadata;
import io.systole.agents.AgentMetadataAnswer;
import io.systole.agents.AgentPlaces;
import io.systole.agents.host.AgentFiles;
import io.systole.agents.host.InstalledAgents;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The agents of this host, found in the places where a node runs them from. What they said is kept until their files change.
 */
public final class AgentCatalog implements AgentDirectory {
    /** Two for each agent that is asked at a time: far more than a CIB has. */
    private static final int THREADS_MAX = 500;

    private final AgentPlaces places;
    private final SortedMap<String, AgentMetadata> javaAgents;
    private final InstalledAgents agents;
    private final FenceDescriptions fenceAgents;
    private final ExecutorService executor;

    /**
     * A catalog that asks nobody yet and has no thread.
     *
     * @param scratch for agents that look for a directory of their state; nothing is cleared there
     * @param javaAgents what agents say of themselves that are objects of a node's program
     */
    public AgentCatalog(
            AgentPlaces places,
            List<Path> fenceDirectories,
            Path commands,
            Path scratch,
            SortedMap<String, AgentMetadata> javaAgents) {
        this.javaAgents = Collections.unmodifiableSortedMap(new TreeMap<>(javaAgents));
        this.places = places;
        executor = new ThreadPoolExecutor(0, THREADS_MAX, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            var thread = new Thread(task, "systole-agent-catalog");
            thread.setDaemon(true);
            return thread;
        });
        agents = new InstalledAgents(
                new AgentEnvironment("", places, commands, scratch, new TreeMap<>(), AgentEnvironment.OUTPUT_MAX),
                executor);
        fenceAgents = new FenceDescriptions(fenceDirectories, executor);
    }

    @Override
    public CompletionStage<List<String>> list(String of) {
        var colon = of.indexOf(':');
        var agentClass = colon < 0 ? of : of.substring(0, colon);
        var provider = colon < 0 ? "" : of.substring(colon + 1);
        if (agentClass.isEmpty()) {
            return list(AgentId.CLASSES.stream()
                    .filter(each -> !each.equals(AgentId.SERVICE))
                    .toList());
        }
        if (!provider.isEmpty() && !agentClass.equals(AgentId.OCF)) {
            return CompletableFuture.completedStage(List.of());
        }
        return switch (agentClass) {
            case AgentId.SYSTEMD -> units(agentClass);
            case AgentId.SERVICE ->
                units(agentClass).thenCombineAsync(files(AgentId.LSB, ""), AgentCatalog::services, executor);
            default -> files(agentClass, provider);
        };
    }

    private CompletionStage<List<String>> list(List<String> classes) {
        CompletionStage<List<String>> all = CompletableFuture.completedStage(List.of());
        for (var each : classes) {
            all = all.thenCombine(list(each), (before, more) -> {
                var both = new ArrayList<>(before);
                both.addAll(more);
                return both;
            });
        }
        return all;
    }

    private static List<String> services(List<String> units, List<String> scripts) {
        var names = new TreeSet<>(units);
        scripts.forEach(script -> names.add(AgentId.SERVICE + script.substring(script.indexOf(':'))));
        return List.copyOf(names);
    }

    private CompletionStage<List<String>> units(String agentClass) {
        return agents.units()
                .thenApply(names -> names.stream()
                        .filter(name -> agentClass.equals(AgentId.SYSTEMD) || name.indexOf('.') < 0)
                        .map(name -> agentClass + ":" + name)
                        .toList());
    }

    private CompletionStage<List<String>> files(String agentClass, String provider) {
        return CompletableFuture.supplyAsync(
                () -> switch (agentClass) {
                    case AgentId.OCF -> ocf(provider);
                    case AgentId.LSB -> names(AgentFiles.lsb(places));
                    case AgentId.HEARTBEAT -> names(AgentFiles.heartbeat(places));
                    case AgentId.STONITH ->
                        fenceAgents.list().stream()
                                .map(name -> AgentId.STONITH + ":" + name)
                                .toList();
                    default -> List.of();
                },
                executor);
    }

    private List<String> ocf(String provider) {
        var all = new TreeSet<>(names(AgentFiles.ocf(places, provider)));
        javaAgents.keySet().stream()
                .filter(name ->
                        provider.isEmpty() || AgentId.parse(name).provider().equals(provider))
                .forEach(all::add);
        return List.copyOf(all);
    }

    private static List<String> names(List<AgentId> found) {
        return found.stream().map(AgentId::toString).toList();
    }

    @Override
    public CompletionStage<Told> describe(String name) {
        AgentId agent;
        try {
            agent = AgentId.parse(name);
        } catch (IllegalArgumentException malformed) {
            return CompletableFuture.completedStage(new Told.Untold(false, String.valueOf(malformed.getMessage())));
        }
        return metadata(agent).thenApply(answer -> {
            if (answer instanceof AgentMetadataAnswer.Known known) {
                return new Told.Described(AgentDescription.of(agent.toString(), known.metadata()));
            }
            var why = ((AgentMetadataAnswer.Unknown) answer).why();
            return new Told.Untold(!isMissing(why), why);
        });
    }

    /** What the agent says of itself. */
    CompletionStage<AgentMetadataAnswer> metadata(AgentId agent) {
        var told = javaAgents.get(agent.toString());
        if (told != null) {
            return CompletableFuture.completedStage(new AgentMetadataAnswer.Known(told));
        }
        return agent.agentClass().equals(AgentId.STONITH)
                ? CompletableFuture.supplyAsync(() -> fenceAgents.metadata(agent.type()), executor)
                        .thenCompose(answer -> answer)
                : agents.metadata(agent);
    }

    /** Whether an agent gave no metadata because it is not there. */
    static boolean isMissing(String why) {
        return why.contains("is not installed") || why.contains("has no unit") || why.contains("has no systemd");
    }
}
