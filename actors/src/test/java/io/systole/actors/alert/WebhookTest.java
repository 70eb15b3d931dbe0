package io.systole.actors.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.systole.actors.alert.AlertRunner.AlertOutcome;
import io.systole.actors.secret.SecretFiles;
import io.systole.cib.Alert;
import io.systole.cib.NodeName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The alert that is built in, against a server of this JVM. */
@Timeout(60)
final class WebhookTest {
    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(1), Duration.ofMillis(1));

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final List<Integer> answers = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/", this::serve);
        server.start();
    }

    @AfterEach
    void stop() {
        ended.countDown();
        server.stop(0);
        executor.shutdownNow();
    }

    @Test
    void sendsWhatHappenedAsJson() throws Exception {
        var outcome = send(url("/hook?key=value"), Map.of(), AlertCalls.LONG);

        assertThat(outcome).isEqualTo(AlertOutcome.done("HTTP 200"));
        assertThat(bodies)
                .containsExactly("{\"schema\":1,\"cluster\":\"office\",\"issuer\":\"n1\",\"alert\":\"tell\","
                        + "\"time\":\"2023-11-14T22:13:20Z\",\"desc\":\"lost\",\"kind\":\"node\",\"node\":\"n2\","
                        + "\"node_sequence\":3,\"nodeid\":\"2\",\"timestamp\":\"10:00:00\","
                        + "\"timestamp_epoch\":1700000000,\"timestamp_usec\":123,\"version\":\"9.9\"}");
    }

    @Test
    void tellsTheServerTheSecretAndNobodyElse() throws Exception {
        var secrets = new SecretFiles(List.of(directory));
        secrets.set("tell", "authorization", "Bearer hunter2-hunter2");
        answers.add(403);
        var agents = AlertAgents.of("office", new NodeName("n1"), new TreeMap<>(), secrets, executor);

        var outcome = agents.run(AlertCalls.lostNode(Alert.WEBHOOK, url("/"), Map.of("authorization", "lrm://")))
                .toCompletableFuture()
                .get(50, TimeUnit.SECONDS);

        assertThat(authorizations).containsExactly("Bearer hunter2-hunter2");
        assertThat(outcome.toString()).doesNotContain("hunter2").contains("answered HTTP 403");
    }

    @Test
    void triesTwiceMoreWhereTheServerIsAtFaultAndNotWhereTheCallIs() throws Exception {
        answers.addAll(List.of(500, 503, 200));
        assertThat(send(url("/"), Map.of(), AlertCalls.LONG).why()).isEmpty();
        assertThat(bodies).hasSize(3);

        answers.addAll(List.of(500, 500, 500, 500));
        assertThat(send(url("/"), Map.of(), AlertCalls.LONG).why()).endsWith("answered HTTP 500");
        assertThat(bodies).hasSize(6);

        answers.clear();
        answers.add(404);
        assertThat(send(url("/"), Map.of(), AlertCalls.LONG).why()).endsWith("answered HTTP 404");
        assertThat(bodies).hasSize(7);
    }

    @Test
    void saysThatNobodyCanBeReachedAndThatAValueIsNoUrl() throws Exception {
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        assertThat(send("http://127.0.0.1:" + free + "/secret", Map.of(), AlertCalls.LONG)
                        .why())
                .isEqualTo("no connection with 127.0.0.1 (ConnectException)");
        assertThat(send("ops", Map.of(), AlertCalls.LONG).why()).contains("no URL");
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUpAfterTheTimeout() throws Exception {
        answers.add(0);

        var outcome = send(url("/"), Map.of(), Duration.ofSeconds(1));

        assertThat(outcome.why()).isEqualTo("no answer from 127.0.0.1 within the timeout");
        assertThat(bodies).hasSize(1);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private AlertOutcome send(String url, Map<String, String> parameters, Duration timeout) throws Exception {
        return new Webhook("office", new NodeName("n1"), executor, PAUSES)
                .run(AlertCalls.lostNode(Alert.WEBHOOK, url, parameters, timeout))
                .toCompletableFuture()
                .get(50, TimeUnit.SECONDS);
    }

    /** Answers with the next number; 0 is no answer at all until the test's end. */
    private void serve(HttpExchange exchange) throws IOException {
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var authorization = exchange.getRequestHeaders().getFirst("Authorization");
        authorizations.addAll(authorization == null ? List.of() : List.of(authorization));
        int answer = answers.isEmpty() ? 200 : answers.remove(0);
        if (answer == 0) {
            try {
                ended.await();
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        }
        exchange.sendResponseHeaders(answer == 0 ? 200 : answer, -1);
        exchange.close();
    }
}
