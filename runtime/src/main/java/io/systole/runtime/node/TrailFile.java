package io.systole.runtime.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.systole.event.EventCode;
import io.systole.runtime.http.Answers;
import io.systole.runtime.http.RequestTrail.Noted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests in a file of the state directory, one a line of JSON, for the node's user alone. When the file is full it becomes
 * the one of that name with {@code .1}, in place of the one before. Files are touched one after the other, on the executor
 * that is given, so that no request waits for a disk.
 */
final class TrailFile {
    /** How many are told at most. */
    static final int TOLD_MAX = 5_000;

    static final long FILE_MAX = 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(TrailFile.class);
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Path file;
    private final String node;
    private final Executor executor;
    private final Deque<Noted> newest = new ArrayDeque<>();
    private CompletableFuture<Void> work;
    private boolean failing;

    /**
     * The file, read.
     *
     * @param node whose the lines are that name none, as older versions wrote them
     */
    TrailFile(Path file, String node, Executor executor) {
        this.file = file;
        this.node = node;
        this.executor = executor;
        this.work = CompletableFuture.runAsync(this::read, executor);
    }

    /** Takes a request in; nobody waits for it. */
    void add(Noted noted) {
        then(() -> {
            remember(noted);
            write(Answers.line(noted) + "\n");
        });
    }

    /** The newest, oldest first. */
    CompletionStage<List<Noted>> last(int max) {
        var answer = new CompletableFuture<List<Noted>>();
        then(() -> {
            var all = List.copyOf(newest);
            answer.complete(all.subList(Math.max(0, all.size() - max), all.size()));
        });
        return answer;
    }

    private synchronized void then(Runnable next) {
        work = work.thenRunAsync(next, executor);
    }

    private void remember(Noted noted) {
        newest.addLast(noted);
        if (newest.size() > TOLD_MAX) {
            newest.removeFirst();
        }
    }

    private Path before() {
        return file.resolveSibling(file.getFileName() + ".1");
    }

    private void read() {
        for (Path each : List.of(before(), file)) {
            try {
                if (Files.exists(each)) {
                    String text = Files.readString(each);
                    text.lines().forEach(this::readLine);
                    if (!text.isEmpty() && !text.endsWith("\n")) {
                        Files.writeString(each, "\n", StandardOpenOption.APPEND);
                    }
                }
            } catch (IOException e) {
                failed(e);
            }
        }
    }

    /** A line that was cut off, or is of another version, is left aside. */
    private void readLine(String line) {
        try {
            remember(parsed(line, node));
        } catch (JsonProcessingException unreadable) {
            LOG.atDebug().addKeyValue("line", line).log("a line of the trail cannot be read");
        }
    }

    /** A request as one line of JSON says it; of that node where it names none. */
    static Noted parsed(String line, String node) throws JsonProcessingException {
        return noted(JSON.readTree(line), node);
    }

    /** The same of a list. */
    static List<Noted> parsedAll(String json, String node) throws JsonProcessingException {
        var all = new ArrayList<Noted>();
        for (JsonNode each : JSON.readTree(json)) {
            all.add(noted(each, node));
        }
        return all;
    }

    private static Noted noted(JsonNode json, String node) throws JsonProcessingException {
        if (json instanceof ObjectNode object && !object.has("node")) {
            object.put("node", node);
        }
        return JSON.treeToValue(json, Noted.class);
    }

    private void write(String line) {
        try {
            if (Files.exists(file) && Files.size(file) > FILE_MAX) {
                Files.move(file, before(), StandardCopyOption.REPLACE_EXISTING);
            }
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.write(file, line.getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
            failing = false;
        } catch (IOException e) {
            failed(e);
        }
    }

    private void failed(IOException why) {
        if (!failing) {
            LOG.atWarn()
                    .addKeyValue("code", EventCode.TRAIL_NOT_KEPT)
                    .addKeyValue("file", file)
                    .addKeyValue("why", why)
                    .log("requests over HTTP cannot be noted in their file");
        }
        failing = true;
    }
}
