package io.systole.multijvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Three hosts and a client made of namespaces on one switch, with a shared disk and a power switch. Needs root. All of it
 * hangs on pipes of this JVM, and goes when they close.
 */
final class NamespaceCluster implements AutoCloseable, PowerSwitch.Outlets {
    static final List<String> NAMES = List.of("n1", "n2", "n3");
    static final String CLIENT_ADDRESS = "10.77.0.9/24";
    static final String VIRTUAL_ADDRESS = "10.77.0.100";
    private static final int PORT = 9620;
    private static final Duration OFF_LIMIT = Duration.ofSeconds(20);

    private final Path directory;
    private final NodeConfig config;
    private final SharedDisk disk;
    private final Network network;
    private final Host client;
    private final PowerSwitch power;
    private final SortedMap<String, Host> hosts = new ConcurrentSkipListMap<>();
    private final SortedMap<String, NodeProcess> nodes = new TreeMap<>();
    private final List<Leashed> clients = new ArrayList<>();

    private NamespaceCluster(Path directory, NodeConfig config) throws IOException {
        this.directory = directory;
        this.config = config;
        this.disk = SharedDisk.create(directory, directory.resolve("disk.img"));
        this.network = Network.create(directory);
        this.client = Host.boot("client", directory);
        this.power = PowerSwitch.start(directory.resolve("power"), this);
        network.plugIn(client, CLIENT_ADDRESS);
    }

    static NamespaceCluster create(String profile) throws IOException {
        var directory = Files.createTempDirectory("systole-ns-");
        Harness.unpackScripts(directory);
        var members = new ArrayList<NodeConfig.Member>();
        for (var name : NAMES) {
            members.add(new NodeConfig.Member(name, address(name), PORT));
        }
        var config = new NodeConfig("web", directory, Path.of("/run/systole"), members, profile);
        config.write();
        return new NamespaceCluster(directory, config);
    }

    private static String address(String name) {
        return "10.77.0." + (NAMES.indexOf(name) + 1);
    }

    Path directory() {
        return directory;
    }

    SharedDisk disk() {
        return disk;
    }

    Network network() {
        return network;
    }

    PowerSwitch power() {
        return power;
    }

    AgentLog agents() {
        return new AgentLog(directory.resolve("agents.log"));
    }

    List<Host> hosts() {
        return List.copyOf(hosts.values());
    }

    Host host(String name) {
        return Optional.ofNullable(hosts.get(name)).orElseThrow(() -> new IllegalStateException(name + " is off"));
    }

    /** Switches a host on and plugs it in. */
    Host bootHost(String name) {
        var host = Host.boot(name, directory);
        hosts.put(name, host);
        network.plugIn(host, address(name) + "/24");
        return host;
    }

    /** Switches a host on and starts Systole on it, as its boot would. */
    NodeProcess boot(String name) {
        var host = bootHost(name);
        var environment = logging(directory, name);
        var node = NodeProcess.start(
                name, host.inside(Harness.systole(config.arguments(name))), environment, config.log(name));
        nodes.put(name, node);
        return node;
    }

    /** What makes Debian's agents write down what they do, with times to the nanosecond. */
    static Map<String, String> logging(Path directory, String host) {
        return Map.of(
                "HA_LOGFILE",
                directory.resolve(host + ".agents").toString(),
                "HA_DATEFMT",
                "%s.%N",
                "HA_LOGFACILITY",
                "none");
    }

    /** Kills every process of the host but its first: what it has mounted and its addresses stay, as after a crash. */
    void crash(String name) {
        agents().fault(name, "killed");
        var host = host(name);
        Await.until("every process of " + name + " is killed", OFF_LIMIT, () -> {
            // The first process restarts one of its own at once; that one carries nothing of Systole.
            var left = host.processes().stream()
                    .filter(pid -> !Proc.command(pid).orElse("cat").equals("cat"))
                    .toList();
            left.forEach(Host::kill);
            return left.isEmpty();
        });
    }

    void cutLink(String name) {
        agents().fault(name, "cut");
        network.cut(name);
    }

    @Override
    public boolean isOn(String host) {
        return hosts.containsKey(host);
    }

    @Override
    public void off(String name) {
        var host = hosts.get(name);
        if (host == null) {
            return;
        }
        var hadDisk = !Proc.mountsOf(disk.device(), host.init()).isEmpty();
        var members = Proc.inPidNamespaceOf(host.init());
        host.powerOff();
        Await.until(
                "every process of " + name + " is gone",
                OFF_LIMIT,
                () -> members.stream().noneMatch(Proc::isAlive));
        network.unplug(name);
        Await.until("the links of " + name + " are gone", OFF_LIMIT, () -> !network.hasPort(name));
        if (hadDisk) {
            Await.until(
                    "the kernel has closed the file system that " + name + " had mounted",
                    OFF_LIMIT,
                    () -> !disk.isMountedAnywhere());
        }
        hosts.remove(name);
        host.close();
    }

    /** Starts fetching the page on the client's host; the file holds what it saw. */
    Path startClient(String text) {
        var record = directory.resolve("client.record");
        var classes = Path.of(PageClient.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        clients.add(Leashed.start(
                directory,
                client.inside(List.of(
                        Harness.java().toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx32m",
                        "-cp",
                        classes.toString(),
                        PageClient.class.getName(),
                        "http://" + VIRTUAL_ADDRESS + "/",
                        text,
                        record.toString()))));
        return record;
    }

    /** What Debian's agents, the fence agent and the faults wrote down, in order. */
    List<AgentEvent> events() throws IOException {
        var events = new ArrayList<>(agents().events());
        for (var name : NAMES) {
            var log = directory.resolve(name + ".agents");
            if (Files.exists(log)) {
                events.addAll(DebianAgentLog.parse(name, Files.readAllLines(log)));
            }
        }
        events.sort(Comparator.comparingLong(AgentEvent::nanos));
        return List.copyOf(events);
    }

    /** The CIB as the node sees it, fetched inside its host. */
    CibView cib(String name) throws IOException {
        var door = Management.Door.of(Path.of("/proc/" + host(name).init() + "/root" + config.run(name)));
        var answer = Command.run(
                host(name)
                        .inside(List.of(
                                directory.resolve("http-get").toString(),
                                door.url().replaceFirst("http://[^:]*:", ""),
                                "/v1/cib",
                                door.token())),
                Duration.ofSeconds(10));
        if (!answer.ok()) {
            throw new IOException(answer.text());
        }
        return CibView.parse(answer.out());
    }

    /** Sends a request to the node inside its host; answers when it was sent (nanoseconds since 1970). */
    long send(String name, String method, String path, Path body) throws IOException {
        var door = Management.Door.of(Path.of("/proc/" + host(name).init() + "/root" + config.run(name)));
        var answer = Command.run(
                host(name)
                        .inside(List.of(
                                directory.resolve("http-send").toString(),
                                method,
                                door.url().replaceFirst("http://[^:]*:", ""),
                                path,
                                door.token(),
                                body.toString())),
                Duration.ofSeconds(60));
        if (!answer.ok()) {
            throw new IOException(answer.text());
        }
        return Long.parseLong(answer.out().lines().findFirst().orElseThrow());
    }

    /** The command line on the host. */
    Command.Answer cli(String name, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", directory.resolve("systole.conf").toString(), "--via", name));
        return Command.run(host(name).inside(Harness.systole(all)));
    }

    String story() {
        var story = new StringBuilder();
        try {
            events().forEach(event -> story.append(event).append('\n'));
        } catch (IOException failure) {
            story.append(failure).append('\n');
        }
        power.requests().forEach(request -> story.append(request).append('\n'));
        nodes.values().forEach(node -> story.append(node.logTail()).append('\n'));
        return story.append("kept in ").append(directory).toString();
    }

    @Override
    public void close() {
        power.close();
        clients.forEach(Leashed::close);
        hosts.values().forEach(Host::close);
        client.close();
        network.close();
        disk.close();
    }
}
