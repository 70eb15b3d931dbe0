package io.systole.fencing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Calls fence agents as programs that read their options from standard input (FenceAgentAPI): looks for them in a list of
 * directories, asks them for their metadata once, and gives them what they understand.
 */
public final class FenceAgents implements FenceAgentRunner {
    private static final Duration METADATA_TIMEOUT = Duration.ofSeconds(20);
    private static final int METADATA_MAX = 1024 * 1024;
    private static final int OUTPUT_MAX = 64 * 1024;

    private final List<Path> directories;
    private final SortedMap<String, String> environment;
    private final FenceCommand.Port port;
    private final ConcurrentHashMap<Path, Metadata> known = new ConcurrentHashMap<>();

    private record Metadata(long changedMs, FenceAgentMetadata value) {}

    /**
     * Runs agents by this port.
     *
     * @param directories searched in this order
     * @param environment set for every agent on top of this program's own
     */
    public FenceAgents(List<Path> directories, Map<String, String> environment, FenceCommand.Port port) {
        this.directories = List.copyOf(directories);
        this.environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
        this.port = port;
    }

    @Override
    public FenceAgentOperation start(FenceAgentCall call) {
        var found = find(call.device().agent());
        if (found.isEmpty()) {
            return new Operation(
                    CompletableFuture.completedStage(notInstalled(call.device().agent())), new CompletableFuture<>());
        }
        var cancelled = new CompletableFuture<Void>();
        var result = metadata(found.get(), call.device().agent()).thenCompose(metadata -> {
            var input = FenceInput.of(call, metadata instanceof FenceMetadataAnswer.Known it ? it.metadata() : null);
            return run(found.get(), input, call.timeout(), OUTPUT_MAX, cancelled);
        });
        return new Operation(result, cancelled);
    }

    private record Operation(CompletionStage<FenceAgentResult> result, CompletableFuture<Void> cancelled)
            implements FenceAgentOperation {
        @Override
        public void cancel() {
            cancelled.complete(null);
        }
    }

    @Override
    public CompletionStage<FenceMetadataAnswer> metadata(String agent) {
        var found = find(agent);
        return found.isEmpty()
                ? CompletableFuture.completedStage(
                        new FenceMetadataAnswer.Unknown(notInstalled(agent).why()))
                : metadata(found.get(), agent);
    }

    private CompletionStage<FenceMetadataAnswer> metadata(Path file, String agent) {
        var changedMs = file.toFile().lastModified();
        var remembered = known.get(file);
        if (remembered != null && remembered.changedMs() == changedMs) {
            return CompletableFuture.completedStage(new FenceMetadataAnswer.Known(remembered.value()));
        }
        var uncancelled = new CompletableFuture<Void>();
        return run(file, "action=metadata\n", METADATA_TIMEOUT, METADATA_MAX, uncancelled)
                .thenApply(result -> {
                    if (!result.succeeded()) {
                        return new FenceMetadataAnswer.Unknown(agent + " gives no metadata: " + result.why());
                    }
                    var answer = FenceMetadataXml.read(agent, result.stdout());
                    if (answer instanceof FenceMetadataAnswer.Known good) {
                        known.put(file, new Metadata(changedMs, good.metadata()));
                    }
                    return answer;
                });
    }

    private CompletionStage<FenceAgentResult> run(
            Path file, String input, Duration timeout, int outputMax, CompletableFuture<Void> cancelled) {
        var running = port.start(new FenceCommand(List.of(file.toString()), environment, input, timeout, outputMax));
        CompletableFuture<Void> unused = cancelled.thenRun(running::cancel);
        return running.ended().thenApply(FenceAgents::result);
    }

    private static FenceAgentResult result(FenceCommand.Ended ended) {
        var kind = FenceAgentResult.Kind.EXITED;
        var why = ended.why();
        if (ended.timedOut()) {
            kind = FenceAgentResult.Kind.TIMED_OUT;
        } else if (ended.rc() < 0) {
            kind = FenceAgentResult.Kind.NOT_RUN;
        } else if (ended.rc() != 0) {
            why = "exit code " + ended.rc() + lastLine(ended.stderr());
        }
        return new FenceAgentResult(
                kind, ended.rc(), why, ended.stdout(), ended.stderr(), ended.started(), ended.duration());
    }

    private static String lastLine(String stderr) {
        var lines =
                new ArrayList<>(stderr.lines().filter(line -> !line.isBlank()).toList());
        return lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1).strip();
    }

    private Optional<Path> find(String agent) {
        if (agent.isEmpty() || agent.startsWith(".") || agent.indexOf('/') >= 0 || agent.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return directories.stream()
                .map(directory -> directory.resolve(agent))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private FenceAgentResult notInstalled(String agent) {
        var looked = directories.stream().map(Path::toString).collect(Collectors.joining(", "));
        return new FenceAgentResult(
                FenceAgentResult.Kind.NOT_INSTALLED,
                -1,
                agent + " is not installed or not executable: looked into " + looked,
                "",
                "",
                Instant.now(),
                Duration.ZERO);
    }
}
