package io.systole;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.systole.actors.cib.ChangeResult;
import io.systole.cib.edit.CibEdit;
import io.systole.cib.edit.CibEdit.SetOption;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Measures changes of the configuration through the Java interface: three nodes in this program, one change after the
 * other, and how long until all three have one. Not a test; run it on a quiet machine:
 *
 * <pre>java -cp runtime/target/test-classes:runtime/target/systole.jar io.systole.JavaChanges [CHANGES]</pre>
 */
final class JavaChanges {
    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final int WARM_UP = 1000;
    private static final int AGREEMENTS = 200;
    private static final String OPTION = "cluster-ipc-limit";

    private final List<Systole> nodes;
    private int number = 500;

    private JavaChanges(List<Systole> nodes) {
        this.nodes = nodes;
    }

    /** Argument: how many changes are counted (2000). */
    public static void main(String[] arguments) throws Exception {
        var count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2000;
        var directory = Files.createTempDirectory("systole-changes");
        var ports = freePorts();
        List<Systole> nodes = new ArrayList<>();
        try {
            for (var name : NAMES) {
                nodes.add(Systole.start(config(directory, name, ports)));
            }
            new JavaChanges(nodes).measure(count);
        } finally {
            for (var node : nodes) {
                node.close();
            }
            delete(directory);
        }
        System.exit(0);
    }

    private void measure(int count) throws Exception {
        while (!(change(nodes.get(0)) instanceof ChangeResult.Accepted)) {
            Thread.onSpinWait();
        }
        for (var node : nodes) {
            for (var i = 0; i < WARM_UP; i++) {
                accepted(node);
            }
            var begin = System.nanoTime();
            for (var i = 0; i < count; i++) {
                accepted(node);
            }
            var seconds = (System.nanoTime() - begin) / 1e9;
            var agreed = new long[AGREEMENTS];
            for (var i = 0; i < AGREEMENTS; i++) {
                agreed[i] = untilAllAgree(node);
            }
            Arrays.sort(agreed);
            System.out.printf(
                    "node %s: %d changes, one after the other: %.0f a second, %.1f ms each;"
                            + " asked to known to all: median %.1f ms, worst of %d %.1f ms%n",
                    NAMES.get(nodes.indexOf(node)),
                    count,
                    count / seconds,
                    1000 * seconds / count,
                    agreed[AGREEMENTS / 2] / 1e6,
                    AGREEMENTS,
                    agreed[AGREEMENTS - 1] / 1e6);
        }
    }

    private ChangeResult change(Systole node) throws Exception {
        number++;
        CibEdit edit = new SetOption(OPTION, Integer.toString(number));
        return node.cib().change(edit).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private void accepted(Systole node) throws Exception {
        var result = change(node);
        if (!(result instanceof ChangeResult.Accepted)) {
            throw new IOException("change " + number + ": " + result);
        }
    }

    private long untilAllAgree(Systole asked) throws Exception {
        var begin = System.nanoTime();
        accepted(asked);
        for (var node : nodes) {
            while (!knows(node)) {
                Thread.onSpinWait();
            }
        }
        return System.nanoTime() - begin;
    }

    private boolean knows(Systole node) throws Exception {
        var cib = node.cib().read().toCompletableFuture().get(30, TimeUnit.SECONDS);
        return cib.configuration().crmConfig().stream()
                .flatMap(set -> set.pairs().stream())
                .anyMatch(pair -> OPTION.equals(pair.name()) && Objects.equals(pair.value(), Integer.toString(number)));
    }

    private static List<Integer> freePorts() throws IOException {
        List<Integer> ports = new ArrayList<>();
        try (var a = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var b = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var c = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Stream.of(a, b, c).map(ServerSocket::getLocalPort).forEach(ports::add);
        }
        return ports;
    }

    private static Config config(Path directory, String name, List<Integer> ports) {
        var entries = new StringBuilder();
        for (var i = 0; i < NAMES.size(); i++) {
            entries.append("{ name = ").append(NAMES.get(i)).append(", addresses = [\"127.0.0.1\"], port = ");
            entries.append(ports.get(i)).append(" }\n");
        }
        return ConfigFactory.parseString(
                """
                systole {
                  cluster-name = changes
                  node.name = %s
                  nodes = [ %s ]
                  directories { state = "%s/state", run = "%s/run" }
                  management.port = 0
                  shutdown.escalation = 5s
                  log.level = warn
                }
                """.formatted(name, entries, directory.resolve(name), directory.resolve(name)));
    }

    private static void delete(Path directory) throws IOException {
        try (var all = Files.walk(directory)) {
            for (var path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}
