package io.systole.agents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A place with the shipped agents, room for a test's own, and a runner for both. */
final class AgentBench implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(30);

    final Path directory;
    final Path log;
    final ProcessAgentRunner runner;
    private final ExecutorService executor = Executors.newCachedThreadPool();

    AgentBench(Path directory) throws IOException {
        this(directory, directory.resolve("scratch"));
    }

    AgentBench(Path directory, Path scratch) throws IOException {
        this.directory = directory;
        log = directory.resolve("log");
        var shipped = ShippedAgents.extractTo(directory.resolve("shipped"));
        var variables = new TreeMap<>(Map.of("SYSTOLE_AGENT_LOG", log.toString()));
        var places = new AgentPlaces(
                List.of(directory.resolve("own"), shipped.ocfRoot(), Path.of("/usr/lib/ocf")),
                directory.resolve("init.d"),
                directory.resolve("ha.d/resource.d"),
                SystemdPlace.none());
        runner = new ProcessAgentRunner(
                new AgentEnvironment("n1", places, shipped.commands(), scratch, variables, 4000), executor);
    }

    /** Makes an agent {@code ocf:test:NAME} of this script. */
    AgentId own(String name, String script) throws IOException {
        write("own/resource.d/test/" + name, script);
        return AgentId.ocf("test", name);
    }

    /** Makes an init script. */
    AgentId initScript(String name, String script) throws IOException {
        write("init.d/" + name, script);
        return new AgentId(AgentId.LSB, "", name);
    }

    /** Makes a resource script of Heartbeat's. */
    AgentId heartbeatScript(String name, String script) throws IOException {
        write("ha.d/resource.d/" + name, script);
        return new AgentId(AgentId.HEARTBEAT, "", name);
    }

    private void write(String name, String script) throws IOException {
        var file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    AgentResult run(AgentId agent, String action) throws Exception {
        return run(agent, action, new TreeMap<>());
    }

    AgentResult run(AgentId agent, String action, SortedMap<String, String> attributes) throws Exception {
        return run(AgentCall.of(agent, "rsc:0", action, LONG).withAttributes(attributes));
    }

    AgentResult run(AgentCall call) throws Exception {
        return runner.run(call).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    AgentMetadataAnswer metadata(AgentId agent) throws Exception {
        return runner.metadata(agent).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** Waits until it is so; fails after a while. */
    void until(Callable<Boolean> wanted) throws Exception {
        var deadline = System.nanoTime() + LONG.toNanos();
        while (!wanted.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + LONG);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** The recorded changes without their times. */
    List<String> changes() throws IOException {
        return Files.readAllLines(log).stream()
                .map(line -> line.replaceFirst("^\\d{13} ", ""))
                .toList();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
