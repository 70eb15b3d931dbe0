package io.systole.multijvm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Three node JVMs on loopback with agents and a fence agent of the test's own. Needs no root. */
final class LoopbackCluster implements AutoCloseable {
    static final List<String> NAMES = List.of("n1", "n2", "n3");
    static final Duration GENEROUS = Duration.ofMinutes(2);

    private final Path directory;
    private final NodeConfig config;
    private final String run;
    private final AgentLog agents;
    private final Leashed leash;
    private final List<String> ownDisk;
    private final SortedMap<String, NodeProcess> nodes = new TreeMap<>();

    private LoopbackCluster(Path directory, NodeConfig config, Leashed leash, List<String> ownDisk) {
        this.directory = directory;
        this.config = config;
        this.run = directory.getFileName().toString();
        this.agents = new AgentLog(directory.resolve("agents.log"));
        this.leash = leash;
        this.ownDisk = List.copyOf(ownDisk);
    }

    static LoopbackCluster create(List<String> ownDisk, String profile) throws IOException {
        var directory = Files.createTempDirectory("systole-it-");
        Harness.unpackScripts(directory);
        var run = directory.getFileName().toString();
        var ports = freePorts(NAMES.size());
        var members = new ArrayList<NodeConfig.Member>();
        for (var index = 0; index < NAMES.size(); index++) {
            members.add(new NodeConfig.Member(NAMES.get(index), "127.0.0.1", ports.get(index)));
        }
        var config = new NodeConfig("drill", directory, directory, members, profile, false);
        config.write();
        // The mark of all nodes of this cluster is one variable; each node has one more of its own.
        var leash = Leashed.start(
                directory,
                List.of(directory.resolve("leash").toString(), "SYSTOLE_DRILL_RUN=" + run, directory.toString()));
        return new LoopbackCluster(directory, config, leash, ownDisk);
    }

    static List<Integer> freePorts(int count) throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        var ports = new ArrayList<Integer>();
        for (var index = 0; index < count; index++) {
            var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            sockets.add(socket);
            ports.add(socket.getLocalPort());
        }
        for (var socket : sockets) {
            socket.close();
        }
        return List.copyOf(ports);
    }

    Path directory() {
        return directory;
    }

    NodeConfig config() {
        return config;
    }

    String run() {
        return run;
    }

    AgentLog agents() {
        return agents;
    }

    NodeProcess node(String name) {
        var node = nodes.get(name);
        if (node == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return node;
    }

    boolean isRunning(String name) {
        var node = nodes.get(name);
        return node != null && node.isAlive();
    }

    /** Starts what does not run: a node that was lost for a moment may be fenced after it was started. */
    void startMissing() {
        NAMES.stream().filter(name -> !isRunning(name)).forEach(this::start);
    }

    Management at(String name) {
        return new Management(config.run(name));
    }

    NodeProcess start(String name) {
        return start(name, Harness.jar());
    }

    /** Starts the node with another jar. */
    NodeProcess start(String name, Path jar) {
        var command = Harness.systole(jar, config.arguments(name));
        if (ownDisk.contains(name)) {
            command = new StateDisk(config.state(name)).small(command);
        }
        var node = NodeProcess.start(name, command, marks(name), config.log(name));
        nodes.put(name, node);
        return node;
    }

    Map<String, String> marks(String name) {
        return Map.of("SYSTOLE_DRILL", run + "-" + name, "SYSTOLE_DRILL_RUN", run);
    }

    /** Starts all and waits until each sees all; answers how long that took from the start of the last. */
    Duration form(List<String> order) {
        Harness.warmUp();
        order.forEach(this::start);
        return awaitFormed(node(order.get(order.size() - 1)).startedNanos());
    }

    Duration awaitFormed(long sinceNanos) {
        for (var name : NAMES) {
            awaitOnline(name, NAMES);
        }
        return Duration.ofNanos(System.nanoTime() - sinceNanos);
    }

    void awaitOnline(String asked, List<String> names) {
        Await.until(
                asked + " sees " + names + " online with a DC and quorum",
                GENEROUS,
                () -> {
                    var cib = at(asked).cib();
                    return cib.online().equals(new TreeSet<>(names)) && cib.quorate() && names.contains(cib.dc());
                },
                this::story);
    }

    /** Replaces the CIB over HTTP, and insists. */
    void configure(String xml) throws IOException {
        var answer = at(firstAlive()).replaceCib(xml);
        if (!answer.ok()) {
            throw new AssertionError("the CIB was refused: " + answer + "\n" + xml);
        }
    }

    String firstAlive() {
        return nodes.values().stream()
                .filter(NodeProcess::isAlive)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no node is alive\n" + story()))
                .node();
    }

    /** Gives every node a certificate, with the commands that an administrator types. */
    void certify() {
        var first = NAMES.get(0);
        mustSucceed(certify(first, "init"));
        var desk = NodeProcess.start(
                "desk", Harness.systole(certificate(first, "serve")), marks(first), directory.resolve("desk.log"));
        Await.until("the desk is open", GENEROUS, () -> desk.log().contains("Handing out certificates"), desk::logTail);
        for (var name : NAMES.subList(1, NAMES.size())) {
            mustSucceed(certify(name, "join", token(name)));
        }
        desk.sigterm();
        desk.awaitEnd(GENEROUS);
    }

    /** A token for the node, from the one that has the authority. */
    String token(String name) {
        var issuer = NAMES.get(0);
        return mustSucceed(Command.run(Harness.systole(
                        List.of("cert", "join-token", "--node", name, "--via", issuer, "--config", configFile()))))
                .out()
                .strip();
    }

    /** {@code systole cert ...} for one of the nodes. */
    Command.Answer certify(String node, String... arguments) {
        return Command.run(Harness.systole(certificate(node, arguments)));
    }

    private List<String> certificate(String node, String... arguments) {
        var all = new ArrayList<>(List.of("cert"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", configFile(), "--node", node));
        return all;
    }

    private String configFile() {
        return directory.resolve("systole.conf").toString();
    }

    private static Command.Answer mustSucceed(Command.Answer answer) {
        if (!answer.ok()) {
            throw new AssertionError(answer.text());
        }
        return answer;
    }

    /** Waits until exactly these are active, each {@code RESOURCE@NODE}, as the agents tell it. */
    void awaitActive(String why, List<String> wanted) {
        Await.until(
                why + ": active are " + wanted,
                GENEROUS,
                () -> AgentLog.active(agents.events()).equals(wanted),
                this::story);
    }

    /** The command line, as an administrator of that node would use it. */
    Command.Answer cli(String node, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", directory.resolve("systole.conf").toString(), "--via", node));
        return Command.run(Harness.systole(all));
    }

    /** All that can help to understand a failure. */
    String story() {
        var story = new StringBuilder("agents said:\n");
        agents.events().forEach(event -> story.append(event).append('\n'));
        nodes.values().forEach(node -> story.append(node.logTail()).append('\n'));
        return story.append("kept in ").append(directory).toString();
    }

    List<String> violations() {
        return SafetyRules.violations(agents.events(), List.of("roles"));
    }

    /** Ends everything; what is left over is the harness's own failure. */
    @Override
    public void close() {
        leash.close();
        var left = Proc.marked("SYSTOLE_DRILL_RUN=" + run);
        if (!left.isEmpty()) {
            throw new IllegalStateException("still running after the test: " + left);
        }
    }
}
