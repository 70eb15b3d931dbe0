package io.systole;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.systole.runtime.access.NodeClient;
import io.systole.runtime.access.NodeClient.Form;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Configurations of two nodes, a and b, that are embedded in a test; and how one waits for what they do. */
final class TwoNodes {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long GENEROUS_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final Path directory;
    private final int portA;
    private final int portB;

    TwoNodes(Path directory) throws IOException {
        this.directory = directory;
        try (var a = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var b = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            portA = a.getLocalPort();
            portB = b.getLocalPort();
        }
    }

    Config config(String name) {
        return ConfigFactory.parseString(text(name));
    }

    /** The configuration file of a node, for commands. */
    String text(String name) {
        return """
                systole {
                  cluster-name = embedded
                  node.name = %s
                  nodes = [
                    { name = a, addresses = ["127.0.0.1"], port = %d }
                    { name = b, addresses = ["127.0.0.1"], port = %d }
                  ]
                  directories { state = "%s/state", run = "%s/run" }
                  management.port = 0
                  shutdown.escalation = 20s
                }
                """.formatted(name, portA, portB, directory.resolve(name), directory.resolve(name));
    }

    static <T> T done(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    static String get(Systole node, String path) throws IOException {
        var client = new NodeClient(node.access(), Duration.ofSeconds(5), Duration.ofSeconds(40));
        return client.get(path, Form.TEXT).body();
    }

    static void awaitStatus(Systole node, String text) throws Exception {
        await("the status of a node says " + text, () -> get(node, "/v1/status").contains(text));
    }

    static void await(String what, Callable<Boolean> condition) throws Exception {
        var deadline = System.nanoTime() + GENEROUS_NANOS;
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not come: " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
