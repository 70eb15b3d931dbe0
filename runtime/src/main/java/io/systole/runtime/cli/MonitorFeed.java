package io.systole.runtime.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systole.runtime.access.AccessFile;
import io.systole.runtime.access.NodeClient;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.config.ConfigRefused;
import io.systole.runtime.monitor.MonitorEvent;
import io.systole.runtime.monitor.MonitorEvent.Broken;
import io.systole.runtime.monitor.MonitorEvent.Connected;
import io.systole.runtime.monitor.MonitorEvent.Told;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Listens to what a node tells, and to another one where that falls silent, until it is stopped. A node without a stream
 * of events is asked every second.
 */
final class MonitorFeed implements Runnable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    /** A node sends something every 15 s at least. */
    private static final Duration SILENCE_MAX = Duration.ofSeconds(20);

    private final Target target;
    private final Consumer<MonitorEvent> sink;
    private final Duration pause;
    private final ObjectMapper json = new ObjectMapper();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final MonitorDetails details;
    private String silent = "";

    /** @param pause between two rounds of trying all nodes */
    MonitorFeed(Target target, Consumer<MonitorEvent> sink, Duration pause) {
        this.target = target;
        this.sink = sink;
        this.pause = pause;
        this.details = new MonitorDetails(sink);
    }

    /** Reads details beside the status from now on, or no more; may be said again and again. */
    void wantDetails(boolean wanted) {
        details.want(wanted);
    }

    void stop() {
        stopped.countDown();
        details.stop();
    }

    @Override
    public void run() {
        try {
            while (!isStopped(Duration.ZERO)) {
                round();
                if (isStopped(pause)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isStopped(Duration within) throws InterruptedException {
        return stopped.await(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Tries every node, the one that fell silent last. */
    private void round() throws InterruptedException {
        List<AccessFile> nodes;
        try {
            nodes = new ArrayList<>(target.entrances());
        } catch (ConfigRefused | IOException e) {
            sink.accept(new Broken("", String.valueOf(e.getMessage()), Instant.now()));
            return;
        }
        nodes.sort((one, other) ->
                Boolean.compare(one.node().equals(silent), other.node().equals(silent)));
        if (nodes.isEmpty()) {
            sink.accept(new Broken("", "no node runs on this host", Instant.now()));
        }
        for (var access : nodes) {
            if (isStopped(Duration.ZERO)) {
                return;
            }
            try {
                listen(access);
            } catch (SocketTimeoutException e) {
                silent = access.node();
                sink.accept(new Broken(access.node(), "node " + access.node() + " is silent", Instant.now()));
            } catch (IOException e) {
                silent = access.node();
                sink.accept(new Broken(access.node(), "node " + access.node() + ": " + e.getMessage(), Instant.now()));
            }
        }
    }

    private void listen(AccessFile access) throws IOException, InterruptedException {
        var client = new NodeClient(access, CONNECT_TIMEOUT, SILENCE_MAX);
        try (var stream = client.listen("/v1/events")) {
            if (stream.status() == 404) {
                ask(client, access);
                return;
            }
            if (stream.status() != 200) {
                throw new IOException("answered " + stream.status());
            }
            sink.accept(new Connected(access.node(), Instant.now()));
            details.from(access);
            frames(stream.lines());
        }
        if (!isStopped(Duration.ZERO)) {
            throw new IOException("the connection ended");
        }
    }

    /** Events as the standard has them: fields in a line each, an empty line behind each event. */
    private void frames(BufferedReader lines) throws IOException, InterruptedException {
        String name = "";
        var data = new StringBuilder();
        for (String line = lines.readLine(); line != null && !isStopped(Duration.ZERO); line = lines.readLine()) {
            if (line.isEmpty()) {
                if (data.length() > 0) {
                    sink.accept(new Told(name, read(data.toString()), Instant.now()));
                    details.readAgain();
                }
                name = "";
                data.setLength(0);
            } else if (line.startsWith("event:")) {
                name = line.substring("event:".length()).strip();
            } else if (line.startsWith("data:")) {
                data.append(data.length() == 0 ? "" : "\n")
                        .append(line.substring("data:".length()).strip());
            }
        }
    }

    private JsonNode read(String data) throws IOException {
        try {
            return json.readTree(data);
        } catch (JsonProcessingException e) {
            throw new IOException("told something that is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private void ask(NodeClient client, AccessFile access) throws IOException, InterruptedException {
        sink.accept(new Connected(access.node(), Instant.now()));
        details.from(access);
        do {
            var answer = client.get("/v1/status", Form.JSON);
            if (!answer.isSuccess()) {
                throw new IOException("answered " + answer.status());
            }
            sink.accept(new Told("state", read(answer.body()), Instant.now()));
        } while (!isStopped(Duration.ofSeconds(1)));
    }
}
