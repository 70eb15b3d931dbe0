package io.systole.runtime.node;

import com.typesafe.config.ConfigFactory;
import io.systole.Systole;
import io.systole.runtime.access.NodeClient;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.config.ConfigFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lives a short life as a lone node, on loopback and in a directory of its own, for the classes that it loads. */
public final class WarmUp {
    private static final String NODE = "warm-up";

    private WarmUp() {}

    public static void run() throws Exception {
        var directory = Files.createTempDirectory("systole-warm-up-");
        try {
            live(directory);
        } finally {
            delete(directory);
        }
    }

    private static void live(Path directory) throws Exception {
        var config = ConfigFile.from(
                ConfigFactory.parseMap(Map.of(
                        "systole.cluster-name",
                        NODE,
                        "systole.nodes",
                        List.of(Map.of("name", NODE, "addresses", List.of("127.0.0.1"), "port", freePort())),
                        "systole.directories.state",
                        directory.resolve("state").toString(),
                        "systole.directories.run",
                        directory.resolve("run").toString(),
                        "systole.management.port",
                        0,
                        "systole.shutdown.escalation",
                        "1s")),
                Optional.of(NODE));
        NodeLog.start(config.log());
        try (var systole = Systole.start(config)) {
            var client = new NodeClient(systole.access(), Duration.ofSeconds(3), Duration.ofSeconds(10));
            client.get("/v1/status", Form.TEXT);
            client.get("/v1/status", Form.JSON);
            client.get("/v1/cib", Form.XML);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
