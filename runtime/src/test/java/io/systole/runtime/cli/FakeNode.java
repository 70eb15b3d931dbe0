package io.systole.runtime.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.systole.runtime.access.AccessFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** A node that gives prepared answers and remembers what it was asked; and the command line that speaks to it. */
final class FakeNode implements AutoCloseable {
    /** What was asked, as method and path, with the name of the request where it has one. */
    final List<String> asked = new ArrayList<>();
    /** What was sent last. */
    String body = "";

    private final Map<String, String> answers = new HashMap<>();
    private final Map<String, String> later = new HashMap<>();
    private final Map<String, Integer> left = new HashMap<>();
    private final Map<String, Integer> statuses = new HashMap<>();
    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Path directory;
    private volatile boolean streaming;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    FakeNode(Path directory) throws IOException {
        this(directory, "n1");
        Files.writeString(
                directory.resolve("systole.conf"),
                "systole { nodes = [ { name = n1, addresses = [\"127.0.0.1\"] } ], directories { state = \""
                        + directory.resolve("state") + "\", run = \"" + directory.resolve("run") + "\" } }");
    }

    /** A node of this name, whose run directory is there. */
    FakeNode(Path directory, String name) throws IOException {
        this.directory = directory;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
        new AccessFile("http://127.0.0.1:" + server.getAddress().getPort(), "token", name, 1)
                .write(directory.resolve("run"));
    }

    /** Answers a request that begins so; others are not found. */
    void answers(String request, String text) {
        answers.put(request, text);
    }

    /** Answers such a request with this status. */
    void answersWith(String request, int status, String text) {
        answers(request, text);
        statuses.put(request, status);
    }

    /** Answers such a request otherwise once it was asked so many times. */
    void answersAfter(String request, int times, String text) {
        later.put(request, text);
        left.put(request, times);
    }

    /** Has the stream of events told from now on; {@link #tell} says what. */
    void streams() {
        streaming = true;
    }

    /** Tells an event to who listens. */
    void tell(String event, String json) {
        frames.add("event: " + event + "\ndata: " + json + "\n\n");
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (streaming && exchange.getRequestURI().getPath().equals("/v1/events")) {
            stream(exchange);
        } else {
            reply(exchange);
        }
    }

    private void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (var out = exchange.getResponseBody()) {
            while (true) {
                out.write(frames.take().getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void reply(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String name = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        asked.add(request + (name == null ? "" : " as " + name));
        String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        body = sent.isEmpty() ? body : sent;
        left.computeIfPresent(request, (same, count) -> count - 1);
        if (left.getOrDefault(request, 0) < 0) {
            answers.put(request, later.getOrDefault(request, ""));
        }
        String text = answers.entrySet().stream()
                .filter(known -> request.startsWith(known.getKey()))
                .max((one, other) -> one.getKey().length() - other.getKey().length())
                .map(Map.Entry::getValue)
                .orElse("");
        byte[] bytes = (text.isEmpty() ? "no such thing\n" : text).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(text.isEmpty() ? 404 : statuses.getOrDefault(request, 200), bytes.length);
        try (var stream = exchange.getResponseBody()) {
            stream.write(bytes);
        }
    }

    /** Runs a command that has a node to speak to. */
    int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", directory.resolve("systole.conf").toString()));
        return alone(all.toArray(String[]::new));
    }

    /** Runs a command that speaks to none. */
    int alone(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        return CommandLineInterface.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
