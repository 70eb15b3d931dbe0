package io.systole.agents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Asks each agent once for its metadata, and again when its file has changed; a failure is not remembered. */
final class MetadataCache {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int OUTPUT_MAX = 1024 * 1024;

    private static final AgentMetadataAnswer.Known NOTHING =
            new AgentMetadataAnswer.Known(new AgentMetadata("", "", "", "", List.of(), List.of()));

    private final ProcessAgentRunner runner;
    private final ConcurrentHashMap<AgentId, Entry> known = new ConcurrentHashMap<>();

    private record Entry(Path file, FileTime changed, AgentMetadataAnswer.Known answer) {}

    MetadataCache(ProcessAgentRunner runner) {
        this.runner = runner;
    }

    CompletionStage<AgentMetadataAnswer> get(AgentId agent) {
        var call = AgentCall.of(agent, agent.type(), "meta-data", TIMEOUT);
        var file = runner.file(call);
        var entry = known.get(agent);
        if (entry != null
                && file.isPresent()
                && entry.equals(new Entry(file.get(), changed(file.get()), entry.answer()))) {
            return CompletableFuture.completedStage(entry.answer());
        }
        // The time is taken first: a file that changes while it is asked is asked again.
        var asked = file.map(present -> new Entry(present, changed(present), NOTHING));
        return ask(agent, call, file).thenApply(answer -> {
            if (answer instanceof AgentMetadataAnswer.Known good && asked.isPresent()) {
                known.put(agent, new Entry(asked.get().file(), asked.get().changed(), good));
            }
            return answer;
        });
    }

    private CompletionStage<AgentMetadataAnswer> ask(AgentId agent, AgentCall call, Optional<Path> file) {
        return file.flatMap(present -> runner.fromFile(agent, present))
                .orElseGet(() -> runner.start(call, OUTPUT_MAX).result().thenApply(result -> read(agent, result)));
    }

    private static AgentMetadataAnswer read(AgentId agent, AgentResult result) {
        if (result.rc() != OcfCode.OK || result.status() != OpStatus.DONE) {
            var why = result.exitReason().isEmpty() ? "it exited with " + result.rc() : result.exitReason();
            return new AgentMetadataAnswer.Unknown(agent + " gives no metadata: " + why);
        }
        return MetadataXml.read(agent.toString(), result.stdout());
    }

    private static FileTime changed(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }
}
