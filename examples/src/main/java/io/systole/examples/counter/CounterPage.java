package io.systole.examples.counter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The service as its clients see it: the primary counts each request, the others answer 503 and say where the primary is.
 * What it is comes from the cluster alone.
 */
final class CounterPage implements AutoCloseable {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    /** What this copy is for the cluster. */
    enum Role {
        STOPPED,
        UNPROMOTED,
        PROMOTED
    }

    private final String name;
    private final SortedMap<String, Integer> ports;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final AtomicLong requests = new AtomicLong();
    private volatile Role role = Role.STOPPED;
    private volatile String greeting = "";
    private volatile String primary = "";

    private CounterPage(String name, SortedMap<String, Integer> ports, HttpServer server) {
        this.name = name;
        this.ports = ports;
        this.server = server;
    }

    /** Listens for clients of the copy of this name. */
    static CounterPage open(String name, SortedMap<String, Integer> ports) throws IOException {
        var port = ports.get(name);
        if (port == null) {
            throw new IllegalArgumentException("counter.ports = " + ports + ": has none for " + name);
        }
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        var page = new CounterPage(name, ports, server);
        server.setExecutor(page.threads);
        server.createContext("/", page::answer);
        server.start();
        return page;
    }

    String url() {
        return url(name);
    }

    private String url(String node) {
        return "http://127.0.0.1:" + ports.get(node) + "/";
    }

    Role role() {
        return role;
    }

    void become(Role newRole) {
        role = newRole;
    }

    void greet(String text) {
        greeting = text;
    }

    /** The node that is promoted, as the cluster told it; empty where none is. */
    void primaryIs(String node) {
        primary = node;
    }

    private void answer(HttpExchange exchange) throws IOException {
        var promoted = role == Role.PROMOTED;
        var known = primary;
        var text = promoted
                ? greeting + " from " + name + ", request " + requests.incrementAndGet() + "\n"
                : name + " is not the primary; "
                        + (ports.containsKey(known) && !known.equals(name)
                                ? url(known) + " is"
                                : "nobody is, as far as it knows")
                        + "\n";
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(promoted ? OK : UNAVAILABLE, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
