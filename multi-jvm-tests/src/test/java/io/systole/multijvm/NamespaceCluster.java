package io.systole.multijvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Hosts (three, where nothing else is asked for) and a client made of namespaces on one switch, with a shared disk and a power switch. Needs root. All of it
 * hangs on pipes of this JVM, and goes when they close.
 */
final class NamespaceCluster implements AutoCloseable, PowerSwitch.Outlets {
    static final List<String> NAMES = List.of("n1", "n2", "n3");
    static final String CLIENT_ADDRESS = "10.77.0.9/24";
    static final String VIRTUAL_ADDRESS = "10.77.0.100";
    private static final int PORT = 9620;
    private static final Duration OFF_LIMIT = Duration.ofSeconds(20);

    private final Path directory;
    private final List<String> names;
    private final NodeConfig config;
    private final SharedDisk disk;
    private final Network network;
    private final Clients clients;
    private final HostDisks disks;
    private final PowerSwitch power;
    private final SortedMap<String, Host> hosts = new ConcurrentSkipListMap<>();
    private final List<Consumer<Host>> bootServices = new ArrayList<>();
    private final SortedMap<String, NodeProcess> nodes = new ConcurrentSkipListMap<>();

    private NamespaceCluster(Path directory, List<String> names, NodeConfig config) throws IOException {
        this.directory = directory;
        this.names = List.copyOf(names);
        this.config = config;
        this.disk = SharedDisk.create(directory, directory.resolve("disk.img"));
        this.network = Network.create(directory);
        this.clients = new Clients(directory);
        this.disks = new HostDisks(directory, names);
        this.power = PowerSwitch.start(directory.resolve("power"), this);
        network.plugIn(clients.host(), CLIENT_ADDRESS);
    }

    /** Without certificates. */
    static NamespaceCluster create(String profile) throws IOException {
        return create(profile, NAMES, true, "");
    }

    /** With so many hosts, n1 and up, and lines that are added to the configuration. */
    static NamespaceCluster create(String profile, int hosts, String more) throws IOException {
        return create(
                profile,
                IntStream.rangeClosed(1, hosts).mapToObj(number -> "n" + number).toList(),
                true,
                more);
    }

    /**
     * With certificates, of which the scripts that ask nodes on their own hosts know nothing: none of the hosts is on while they are made, so the authority's key goes to each and away again. */
    static NamespaceCluster createWithTls(String profile) throws IOException {
        var cluster = create(profile, NAMES, false, "management.tls.enabled = off");
        var authority = cluster.config.certificates(NAMES.get(0));
        cluster.certify(NAMES.get(0), "init");
        for (var name : NAMES.subList(1, NAMES.size())) {
            var tls = Files.createDirectories(cluster.config.certificates(name));
            for (var file : List.of("ca.crt", "ca.key")) {
                Files.copy(authority.resolve(file), tls.resolve(file));
            }
            cluster.certify(name, "renew");
            Files.delete(tls.resolve("ca.key"));
        }
        return cluster;
    }

    private void certify(String node, String command) {
        var file = directory.resolve("systole.conf").toString();
        var answer = Command.run(Harness.systole(List.of("cert", command, "--config", file, "--node", node)));
        if (!answer.ok()) {
            throw new IllegalStateException(answer.text());
        }
    }

    private static NamespaceCluster create(String profile, List<String> names, boolean insecure, String more)
            throws IOException {
        var directory = Files.createTempDirectory("systole-ns-");
        Harness.unpackScripts(directory);
        var members = new ArrayList<NodeConfig.Member>();
        for (var name : names) {
            members.add(new NodeConfig.Member(name, address(name), PORT));
        }
        var config = new NodeConfig("web", directory, Path.of("/run/systole"), members, profile, insecure, more);
        config.write();
        Files.writeString(directory.resolve("hosts"), hosts(names));
        return new NamespaceCluster(directory, names, config);
    }

    private static String hosts(List<String> names) {
        return "127.0.0.1 localhost\n"
                + names.stream().map(name -> address(name) + " " + name + "\n").collect(Collectors.joining());
    }

    private static String address(String name) {
        return "10.77.0." + name.substring(1);
    }

    List<String> names() {
        return names;
    }

    Path directory() {
        return directory;
    }

    /** What each host has for itself. */
    HostDisks disks() {
        return disks;
    }

    /** The host of those who use the services. */
    Clients clients() {
        return clients;
    }

    SharedDisk disk() {
        return disk;
    }

    Network network() {
        return network;
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
        var host = Host.boot(name, directory, disks.mounts(name));
        hosts.put(name, host);
        network.plugIn(host, address(name) + "/24");
        return host;
    }

    /** From now on each boot of a host does this before it starts Systole. */
    void atBoot(Consumer<Host> service) {
        bootServices.add(service);
    }

    /** Switches a host on and starts Systole on it, as its boot would. */
    NodeProcess boot(String name) {
        var host = bootHost(name);
        bootServices.forEach(service -> service.accept(host));
        return restart(name);
    }

    /** Starts Systole on a host that is on. */
    NodeProcess restart(String name) {
        return restart(name, Map.of());
    }

    /** The same with more in the node's environment. */
    NodeProcess restart(String name, Map<String, String> more) {
        var host = host(name);
        var environment = new TreeMap<>(DebianAgentLog.logging(directory, name));
        environment.putAll(more);
        var node = NodeProcess.start(
                name, host.inside(Harness.systole(config.arguments(name))), environment, config.log(name));
        nodes.put(name, node);
        return node;
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

    /** From now on the host hears nothing of these others; what it sends still arrives. */
    void deafen(String name, Collection<String> others) {
        agents().fault(name, "deaf");
        network.drop(host(name), others.stream().map(NamespaceCluster::address).toList(), 100);
    }

    /** From now on so many of a hundred packets that come to the host are lost. */
    void lose(String name, int percent) {
        agents().fault(name, "loss");
        network.drop(host(name), names.stream().map(NamespaceCluster::address).toList(), percent);
    }

    /** From now on the groups hear nothing of each other, in neither direction. */
    void split(List<Set<String>> groups) {
        for (var group : groups) {
            var others = groups.stream()
                    .filter(each -> each != group)
                    .flatMap(Set::stream)
                    .map(NamespaceCluster::address)
                    .toList();
            for (var name : group) {
                agents().fault(name, "split");
                network.drop(host(name), others, 100);
            }
        }
    }

    /** All that are on hear each other again. */
    void mend() {
        hosts.values().forEach(network::admitAll);
        hosts.keySet().forEach(network::mend);
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
        // what is paused is gone as well, but stays a zombie until its parent outside goes on
        wake(name);
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

    /** What Debian's agents, the fence agent and the faults wrote down, in order. */
    List<AgentEvent> events() throws IOException {
        var events = new ArrayList<>(agents().events());
        for (var name : names) {
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
        return CibView.parse(get(name, "/v1/cib"));
    }

    /** What the node answers, fetched inside its host. */
    String get(String name, String path) throws IOException {
        return Management.getInside(host(name), config.run(name), directory, path);
    }

    /** Sends a request to the node inside its host; answers when it was sent (nanoseconds since 1970). */
    long send(String name, String method, String path, Path body) throws IOException {
        var answer = request(name, "", method, path, body);
        if (!answer.ok()) {
            throw new IOException(answer.text());
        }
        return Long.parseLong(answer.out().lines().findFirst().orElseThrow());
    }

    /**
     * Sends a request under a name of the client's own (or none), and gives what came back. The client shares the host's
     * network and nothing else, so that it keeps nothing of a host that is switched off.
     */
    Command.Answer request(String name, String request, String method, String path, Path body) throws IOException {
        var init = Long.toString(host(name).init());
        var door = Management.Door.of(Path.of("/proc/" + init + "/root" + config.run(name)));
        var port = door.url().replaceFirst("http://[^:]*:", "");
        return Command.run(
                List.of(
                        "nsenter",
                        "--target",
                        init,
                        "--net",
                        "--",
                        directory.resolve("http-send").toString(),
                        method,
                        port,
                        path,
                        door.token(),
                        body.toString(),
                        request),
                Duration.ofSeconds(request.isEmpty() ? 60 : 8));
    }

    /** Waits until the node asked sees just these online, with quorum. */
    void awaitOnline(String asked, Collection<String> wanted) {
        Await.until(
                asked + " sees " + wanted + " online with quorum",
                LoopbackCluster.GENEROUS,
                () -> cib(asked).online().equals(new TreeSet<>(wanted))
                        && cib(asked).quorate(),
                this::story);
    }

    NodeConfig config() {
        return config;
    }

    /** Stops the JVM on a host, and nothing else of it: it neither works nor ends. */
    void pause(String name) {
        agents().fault(name, "paused");
        jvms(name).forEach(pid -> Command.output("kill", "-STOP", Long.toString(pid)));
    }

    /** Lets it go on. nsenter, which started it, has stopped with it, passes that on, and sees to what is left of it. */
    void wake(String name) {
        var nsenter = nodes.get(name);
        if (nsenter != null && nsenter.isAlive()) {
            nsenter.sigcont();
        }
    }

    /** The JVMs on a host, paused or not. */
    List<Long> jvms(String name) {
        return host(name).processes().stream()
                .filter(pid -> Proc.command(pid).orElse("").contains("java"))
                .toList();
    }

    /** The command line on the host. */
    Command.Answer cli(String name, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", directory.resolve("systole.conf").toString(), "--via", name));
        return Command.run(host(name).inside(Harness.systole(all)));
    }

    String story() {
        return Story.of(this, nodes, power.requests());
    }

    @Override
    public void close() {
        power.close();
        hosts.values().forEach(Host::close);
        clients.close();
        network.close();
        disk.close();
    }
}
