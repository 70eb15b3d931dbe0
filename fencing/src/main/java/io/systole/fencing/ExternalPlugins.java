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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calls the external plugins of cluster-glue, agents of type {@code external/NAME}, by the interface that its
 * README.external describes: the action and the host as arguments ({@code reset}, {@code on}, {@code off},
 * {@code gethosts}, {@code status}, {@code getconfignames}), the parameters in the environment. All other agents are the
 * next runner's.
 *
 * <p>The status of a plugin is that of the device, so it serves as the monitor, and no plugin can be asked about a node.
 */
public final class ExternalPlugins implements FenceAgentRunner {
    static final String PREFIX = "external/";
    /** Where cluster-glue has its plugins, and where these expect its shell functions to be found. */
    static final Path GLUE = Path.of("/usr/lib/stonith/plugins");

    private static final String FUNCTIONS = "/usr/share/cluster-glue";
    private static final Duration METADATA_TIMEOUT = Duration.ofSeconds(20);
    private static final int OUTPUT_MAX = 64 * 1024;
    private static final List<String> ACTIONS = List.of("off", "on", "reboot", "list", "monitor");

    private final List<Path> directories;
    private final SortedMap<String, String> environment;
    private final FenceCommand.Port port;
    private final FenceAgentRunner others;
    private final ConcurrentHashMap<Path, Known> known = new ConcurrentHashMap<>();

    private record Known(long changedMs, FenceMetadataAnswer.Known answer) {}

    /**
     * Runs plugins by this port.
     *
     * @param directories each may have a directory {@code external}; cluster-glue's own is looked into last
     */
    public ExternalPlugins(
            List<Path> directories, Map<String, String> environment, FenceCommand.Port port, FenceAgentRunner others) {
        var all = new ArrayList<>(directories);
        all.add(GLUE);
        this.directories = List.copyOf(all);
        this.environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
        this.port = port;
        this.others = others;
    }

    @Override
    public CompletionStage<FenceMetadataAnswer> metadata(String agent) {
        if (!agent.startsWith(PREFIX)) {
            return others.metadata(agent);
        }
        var file = find(agent);
        if (file.isEmpty()) {
            return CompletableFuture.completedStage(new FenceMetadataAnswer.Unknown(missing(agent)));
        }
        var changedMs = file.get().toFile().lastModified();
        var remembered = known.get(file.get());
        if (remembered != null && remembered.changedMs() == changedMs) {
            return CompletableFuture.completedStage(remembered.answer());
        }
        return run(file.get(), List.of("getconfignames"), new TreeMap<>(), METADATA_TIMEOUT)
                .ended()
                .thenApply(ended -> {
                    if (ended.rc() != 0) {
                        return new FenceMetadataAnswer.Unknown(
                                agent + " does not name its parameters (getconfignames): " + why(ended));
                    }
                    var answer = new FenceMetadataAnswer.Known(naming(ended.stdout()));
                    known.put(file.get(), new Known(changedMs, answer));
                    return answer;
                });
    }

    private static FenceAgentMetadata naming(String names) {
        return new FenceAgentMetadata(
                names.lines().flatMap(ExternalPlugins::words).toList(), ACTIONS, false);
    }

    private static Stream<String> words(String line) {
        return Stream.of(line.strip().split("\\s+")).filter(word -> !word.isEmpty());
    }

    @Override
    public FenceAgentOperation start(FenceAgentCall call) {
        var agent = call.device().agent();
        if (!agent.startsWith(PREFIX)) {
            return others.start(call);
        }
        var file = find(agent);
        if (file.isEmpty()) {
            return new Ended(result(FenceAgentResult.Kind.NOT_INSTALLED, -1, missing(agent)));
        }
        var arguments = arguments(call);
        if (arguments == null) {
            var why = "an external plugin cannot be asked for " + call.action().word() + " of a node";
            return new Ended(result(FenceAgentResult.Kind.EXITED, 1, why));
        }
        var running = run(file.get(), arguments, FenceInput.parameters(call.device()), call.timeout());
        return new Running(running, running.ended().thenApply(ExternalPlugins::result));
    }

    /** What the plugin is called with; null where it has nothing for the action. */
    private static @Nullable List<String> arguments(FenceAgentCall call) {
        var settings = call.device().settings();
        var target = call.target();
        var host = target == null ? "" : settings.plug(target);
        return switch (settings.word(call.action())) {
            case "reboot", "reset" -> List.of("reset", host);
            case "off" -> List.of("off", host);
            case "on" -> List.of("on", host);
            case "list" -> List.of("gethosts");
            case "monitor", "validate-all" -> List.of("status");
            case "metadata" -> List.of("getconfignames");
            default -> null;
        };
    }

    private FenceCommand.Running run(
            Path file, List<String> arguments, SortedMap<String, String> parameters, Duration timeout) {
        var command = new ArrayList<>(List.of(file.toString()));
        command.addAll(arguments);
        var variables = new TreeMap<>(environment);
        parameters.forEach((name, value) -> {
            if (!name.isEmpty() && name.indexOf('=') < 0 && value.indexOf('\0') < 0) {
                variables.put(name, value);
            }
        });
        var path = System.getenv().getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        variables.put("PATH", FUNCTIONS + ":" + path);
        return port.start(new FenceCommand(command, variables, "", timeout, OUTPUT_MAX));
    }

    private static FenceAgentResult result(FenceCommand.Ended ended) {
        var kind = ended.timedOut()
                ? FenceAgentResult.Kind.TIMED_OUT
                : ended.rc() < 0 ? FenceAgentResult.Kind.NOT_RUN : FenceAgentResult.Kind.EXITED;
        return new FenceAgentResult(
                kind,
                ended.rc(),
                ended.rc() == 0 ? "" : why(ended),
                ended.stdout(),
                ended.stderr(),
                ended.started(),
                ended.duration());
    }

    private static String why(FenceCommand.Ended ended) {
        if (ended.rc() < 0) {
            return ended.why();
        }
        var last = ended.stderr().lines().filter(line -> !line.isBlank()).reduce((one, other) -> other);
        return "exit code " + ended.rc() + last.map(line -> ": " + line.strip()).orElse("");
    }

    private Optional<Path> find(String agent) {
        var name = agent.substring(PREFIX.length());
        if (name.isEmpty() || name.startsWith(".") || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return directories.stream()
                .map(directory -> directory.resolve("external").resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private String missing(String agent) {
        var looked = directories.stream()
                .map(directory -> directory.resolve("external").toString())
                .collect(Collectors.joining(", "));
        return agent + " is not installed or not executable: looked into " + looked;
    }

    private static FenceAgentResult result(FenceAgentResult.Kind kind, int rc, String why) {
        return new FenceAgentResult(kind, rc, why, "", "", Instant.now(), Duration.ZERO);
    }

    private record Ended(FenceAgentResult value) implements FenceAgentOperation {
        @Override
        public CompletionStage<FenceAgentResult> result() {
            return CompletableFuture.completedStage(value);
        }

        @Override
        public void cancel() {
            // It is over.
        }
    }

    private record Running(FenceCommand.Running plugin, CompletionStage<FenceAgentResult> result)
            implements FenceAgentOperation {
        @Override
        public void cancel() {
            plugin.cancel();
        }
    }
}
