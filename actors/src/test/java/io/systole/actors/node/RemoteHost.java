package io.systole.actors.node;

import io.systole.actors.remote.core.SharedKey;
import io.systole.actors.remote.daemon.RemoteDaemon;
import io.systole.actors.resource.HostAgents;
import io.systole.agents.AgentEnvironment;
import io.systole.agents.ProcessAgentRunner;
import io.systole.agents.ShippedAgents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A remote host in this JVM, on a port of its own, with the test's agents. */
final class RemoteHost implements AutoCloseable {
    private final Path directory;
    private final int port;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private @Nullable RemoteDaemon daemon;

    RemoteHost(Path directory) {
        this.directory = directory;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    int port() {
        return port;
    }

    void start() {
        start(WholeNodes.KEY);
    }

    void start(SharedKey key) {
        try {
            Path home = directory.resolve("remote-" + port);
            Files.createDirectories(home);
            ShippedAgents agents = ShippedAgents.extractTo(home.resolve("agents"));
            var settings = new RemoteDaemon.Settings(
                    InetAddress.getLoopbackAddress(), port, key, WholeNodes.CLUSTER, Duration.ofSeconds(5));
            daemon = RemoteDaemon.start(settings, name -> {
                var environment = new AgentEnvironment(
                        name,
                        List.of(directory.resolve("own"), agents.ocfRoot()),
                        agents.commands(),
                        home.resolve("scratch"),
                        new TreeMap<>(Map.of("SYSTOLE_NODE", name, "SYSTOLE_CLUSTER", WholeNodes.CLUSTER)),
                        AgentEnvironment.OUTPUT_MAX);
                return new HostAgents(new ProcessAgentRunner(environment, threads));
            });
            daemon.answerCommands(agents.commands());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    RemoteDaemon daemon() {
        RemoteDaemon running = daemon;
        if (running == null) {
            throw new IllegalStateException("the remote host does not run");
        }
        return running;
    }

    /** Ends the daemon; what it started runs on. */
    void kill() {
        daemon().close();
        daemon = null;
    }

    @Override
    public void close() {
        RemoteDaemon running = daemon;
        if (running != null) {
            running.close();
        }
        threads.shutdownNow();
    }
}
