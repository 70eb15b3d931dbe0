package io.systole.runtime.agents;

import io.systole.actors.fencer.FenceAgentProcesses;
import io.systole.agents.AgentMetadata;
import io.systole.agents.AgentMetadataAnswer;
import io.systole.agents.process.ProcessRunner;
import io.systole.fencing.BuiltInFenceAgents;
import io.systole.fencing.FenceAgentFiles;
import io.systole.fencing.FenceCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * What fence agents say of themselves: programs by the action metadata, plugins of cluster-glue by {@code getinfo-xml}
 * (its README.external). Each is asked once for each version of its file.
 */
final class FenceDescriptions {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int OUTPUT_MAX = 1024 * 1024;
    private static final String EXTERNAL = "external/";
    private static final List<String> BUILT_IN = List.of(BuiltInFenceAgents.SBD, BuiltInFenceAgents.WATCHDOG);

    private final List<Path> directories;
    private final FenceCommand.Port processes;
    private final ConcurrentHashMap<Path, Entry> known = new ConcurrentHashMap<>();

    private record Entry(long changedMs, AgentMetadataAnswer.Known answer) {}

    FenceDescriptions(List<Path> directories, Executor executor) {
        this.directories = List.copyOf(directories);
        processes = new FenceAgentProcesses(new ProcessRunner(executor));
    }

    SortedSet<String> list() {
        var names = new TreeSet<>(FenceAgentFiles.list(directories));
        names.addAll(BUILT_IN);
        return names;
    }

    /** Part of this program, without metadata of its own. */
    static boolean isBuiltIn(String agent) {
        return BUILT_IN.contains(agent);
    }

    CompletionStage<AgentMetadataAnswer> metadata(String agent) {
        var file = FenceAgentFiles.find(directories, agent);
        if (file.isEmpty()) {
            return CompletableFuture.completedStage(new AgentMetadataAnswer.Unknown(
                    isBuiltIn(agent)
                            ? "stonith:" + agent + " is part of Systole: see docs/operations/sbd.md"
                            : "stonith:" + agent + " is not installed: looked into " + directories));
        }
        return metadata(file.get(), agent);
    }

    private CompletionStage<AgentMetadataAnswer> metadata(Path file, String agent) {
        var changedMs = file.toFile().lastModified();
        var entry = known.get(file);
        if (entry != null && entry.changedMs() == changedMs) {
            return CompletableFuture.completedStage(entry.answer());
        }
        var plugin = agent.startsWith(EXTERNAL);
        var command = plugin ? List.of(file.toString(), "getinfo-xml") : List.of(file.toString());
        var variables = new TreeMap<String, String>();
        if (plugin) {
            variables.put(
                    "PATH", System.getenv().getOrDefault("PATH", "/bin") + ":/usr/share/cluster-glue:/usr/sbin:/sbin");
        }
        return processes
                .start(new FenceCommand(command, variables, plugin ? "" : "action=metadata\n", TIMEOUT, OUTPUT_MAX))
                .ended()
                .thenApply(ended -> {
                    if (ended.rc() != 0) {
                        return new AgentMetadataAnswer.Unknown("stonith:" + agent + " gives no metadata: "
                                + (ended.why().isEmpty() ? "it exited with " + ended.rc() : ended.why()));
                    }
                    var document = plugin
                            ? "<resource-agent name=\"" + agent + "\">" + body(ended.stdout()) + "</resource-agent>"
                            : ended.stdout();
                    var answer = AgentMetadata.read("stonith:" + agent, document);
                    if (answer instanceof AgentMetadataAnswer.Known good) {
                        known.put(file, new Entry(changedMs, good));
                    }
                    return answer;
                });
    }

    /** A plugin prints a list of parameters, some with an XML declaration. */
    private static String body(String printed) {
        var start = printed.indexOf("<parameters");
        return start < 0 ? "" : printed.substring(start);
    }
}
