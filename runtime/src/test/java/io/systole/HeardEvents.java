package io.systole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A client of a node's stream of events that notes what it hears. */
final class HeardEvents implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One frame. */
    record Heard(String id, String name, JsonNode data) {}

    final List<Heard> all = new CopyOnWriteArrayList<>();
    final List<String> comments = new CopyOnWriteArrayList<>();
    final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Stream<String> lines;

    private HeardEvents(Stream<String> lines) {
        this.lines = lines;
        var reader = new Thread(this::read, "events");
        reader.setDaemon(true);
        reader.start();
    }

    static HeardEvents of(Systole node, String token, @Nullable String after) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(node.access().url() + "/v1/events"))
                .header("Authorization", "Bearer " + token);
        if (after != null) {
            request.header("Last-Event-ID", after);
        }
        var response = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofLines());
        if (response.statusCode() != 200
                || !response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream")) {
            throw new IOException("no stream: " + response.statusCode() + " " + response.headers());
        }
        return new HeardEvents(response.body());
    }

    private void read() {
        var frame = new String[] {"", "", ""};
        try {
            lines.forEach(line -> {
                if (line.isEmpty() && !frame[1].isEmpty()) {
                    all.add(new Heard(frame[0], frame[1], parsed(frame[2])));
                    frame[1] = "";
                } else if (line.startsWith("id: ")) {
                    frame[0] = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    frame[1] = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    frame[2] = line.substring(6);
                } else if (line.startsWith(":")) {
                    comments.add(line);
                }
            });
            ended.complete(null);
        } catch (RuntimeException e) {
            ended.completeExceptionally(e);
        }
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(text, e);
        }
    }

    void await(String what, Predicate<Heard> wanted) throws Exception {
        try {
            TwoNodes.await(what, () -> all.stream().anyMatch(wanted));
        } catch (AssertionError e) {
            throw new AssertionError(what + ", but heard " + all, e);
        }
    }

    List<Heard> named(String name) {
        return all.stream().filter(heard -> heard.name().equals(name)).toList();
    }

    @Override
    public void close() {
        lines.close();
    }
}
