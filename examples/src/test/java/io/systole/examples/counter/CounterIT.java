package io.systole.examples.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example as its reader runs it: three processes; judged by what its clients are answered. */
@Timeout(600)
final class CounterIT {
    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long GENEROUS_NANOS = TimeUnit.MINUTES.toNanos(3);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final SortedMap<String, Process> copies = new TreeMap<>();
    private List<Integer> ports = List.of();

    /** The state of the whole service at one moment, as clients see it. */
    private record Seen(List<String> primaries, SortedMap<String, String> answers) {}

    @BeforeEach
    void choosePorts() throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        for (var number = 0; number < 2 * NAMES.size(); number++) {
            sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
        for (var socket : sockets) {
            socket.close();
        }
    }

    @AfterEach
    void endAll() throws Exception {
        for (var copy : copies.values()) {
            copy.destroyForcibly().waitFor();
        }
    }

    @Test
    void killingThePrimaryPromotesAnotherCopyAndTheKilledOneComesBackAsNone() throws Exception {
        var file = configuration();
        for (var name : NAMES) {
            start(file, name);
        }
        var first = awaitOnePrimary(NAMES);
        var others = NAMES.stream().filter(name -> !name.equals(first)).toList();

        copy(first).destroyForcibly().waitFor();
        var second = awaitOnePrimary(others);

        assertThat(others).contains(second);
        start(file, first);
        assertThat(awaitOnePrimary(NAMES)).isEqualTo(second);
    }

    /** Waits until one of the copies serves and all others of these say that it does. */
    private String awaitOnePrimary(List<String> names) throws Exception {
        var since = System.nanoTime();
        var deadline = since + GENEROUS_NANOS;
        while (true) {
            var seen = look(names);
            assertThat(seen.primaries()).as("primaries at one time").hasSizeLessThanOrEqualTo(1);
            if (seen.primaries().size() == 1) {
                var primary = seen.primaries().get(0);
                var told = primary(primary) + " is";
                if (names.stream()
                        .filter(name -> !name.equals(primary))
                        .allMatch(name -> seen.answers().getOrDefault(name, "").contains(told))) {
                    System.out.println(primary + " serves after " + (System.nanoTime() - since) / 1_000_000 + " ms");
                    return primary;
                }
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no primary that all know: " + seen + "\n" + logs());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private String primary(String name) {
        return "http://127.0.0.1:" + servicePort(name) + "/";
    }

    /** Two copies that answer as primary, one after the other, may have changed roles in between: the first is asked again. */
    private Seen look(List<String> names) throws Exception {
        var answers = new TreeMap<String, String>();
        var primaries = new ArrayList<String>();
        for (var name : names) {
            if (serves(name, answers)) {
                primaries.add(name);
            }
        }
        if (primaries.size() > 1) {
            primaries.removeIf(name -> !servesNow(name));
        }
        return new Seen(primaries, answers);
    }

    private boolean servesNow(String name) {
        try {
            return serves(name, new TreeMap<>());
        } catch (Exception failure) {
            throw new AssertionError(name + " does not answer", failure);
        }
    }

    private boolean serves(String name, SortedMap<String, String> answers) throws Exception {
        try {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create(primary(name)))
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            answers.put(name, answer.body());
            assertThat(answer.statusCode()).isIn(200, 503);
            return answer.statusCode() == 200;
        } catch (ConnectException notThereYet) {
            assertThat(copy(name).isAlive()).as("%s runs; %s", name, log(name)).isTrue();
            return false;
        }
    }

    /** The example's own files, with ports that are free and a directory of the test's. */
    private Path configuration() throws IOException {
        var written = directory;
        for (var file : List.of("cluster.conf", "service.conf")) {
            var text = Files.readString(Path.of(System.getProperty("counter.directory"), file));
            for (var name : NAMES) {
                var index = NAMES.indexOf(name);
                text = text.replace("port = " + (9631 + index), "port = " + ports.get(index))
                        .replace(name + " = " + (8081 + index), name + " = " + servicePort(name))
                        .replace("/tmp/systole-counter", directory.toString());
            }
            written = Files.writeString(directory.resolve(file), text);
        }
        return written;
    }

    private int servicePort(String name) {
        return ports.get(NAMES.size() + NAMES.indexOf(name));
    }

    private void start(Path file, String name) throws IOException {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                System.getProperty("counter.jar"),
                file.toString(),
                name);
        copies.put(
                name,
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(
                                directory.resolve(name + ".log").toFile()))
                        .start());
    }

    private Process copy(String name) {
        var copy = copies.get(name);
        if (copy == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return copy;
    }

    private String logs() throws IOException {
        var all = new StringBuilder();
        for (var name : NAMES) {
            all.append(log(name)).append('\n');
        }
        return all.toString();
    }

    private String log(String name) throws IOException {
        var file = directory.resolve(name + ".log");
        return name + " said:\n" + (Files.exists(file) ? Files.readString(file) : "");
    }
}
