package io.systole.multijvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Two virtual machines with a shared disk, n1 and n2, which do the work; n3, a host made of namespaces, which has a vote;
 * and a client, a virtual machine as well: all on one switch, with a power switch. Needs root. All of it hangs on pipes of
 * this JVM, and goes when they close.
 */
final class VirtualCluster implements AutoCloseable, PowerSwitch.Outlets {
    static final List<String> WORKERS = List.of("n1", "n2");
    static final String VOTER = "n3";
    static final List<String> MEMBERS = List.of("n1", "n2", VOTER);
    static final String CLIENT = "client";
    private static final int PORT = 9620;
    /** For all that is waited for: an emulated machine takes many times as long as a real one. */
    static final Duration LIMIT = Duration.ofMinutes(6);

    private static final Duration CALM = Duration.ofSeconds(20);

    /** The exit code of a change that no answer came to in time. */
    private static final int UNKNOWN = 5;

    private final Path directory;
    private final Path disk;
    private final NodeConfig config;
    private final Host rack;
    private final Network network;
    private final PowerSwitch power;
    private final SortedMap<String, Machine.Parts> parts = new TreeMap<>();
    private final SortedMap<String, Machine> machines = new ConcurrentSkipListMap<>();
    private final Host voter;
    private final NodeProcess voterNode;

    private VirtualCluster(MachineImage image, Path directory, String profile) throws IOException {
        this.directory = directory;
        this.disk = directory.resolve("files.img");
        var members = MEMBERS.stream()
                .map(name -> new NodeConfig.Member(name, address(name), PORT))
                .toList();
        this.config = new NodeConfig("files", directory, Path.of("/run/systole"), members, profile, true);
        config.write();
        Files.writeString(directory.resolve("hosts"), hosts());
        this.network = Network.create(directory);
        this.rack = network.bridge();
        this.power = PowerSwitch.start(directory.resolve("power"), this);
        Command.output("truncate", "--size=256M", disk.toString());
        Command.output("mkfs.ext4", "-q", "-L", "files", disk.toString());
        for (var name : WORKERS) {
            add(image.machine(name, address(name) + "/24", 768, directory, List.of(disk)));
        }
        add(image.machine(CLIENT, address(CLIENT) + "/24", 512, directory, List.of()));
        this.voter = Host.boot(VOTER, directory);
        network.plugIn(voter, address(VOTER) + "/24");
        this.voterNode = NodeProcess.start(
                VOTER, voter.inside(Harness.systole(config.arguments(VOTER))), Map.of(), config.log(VOTER));
    }

    /** All of it, and no machine is on but the voter. */
    static VirtualCluster create(MachineImage image, String profile) throws IOException {
        var directory = Files.createTempDirectory("systole-vm-");
        Harness.unpackScripts(directory);
        return new VirtualCluster(image, directory, profile);
    }

    private static String hosts() {
        return "127.0.0.1 localhost\n"
                + MEMBERS.stream()
                        .map(name -> address(name) + " " + name + "\n")
                        .collect(Collectors.joining());
    }

    private static String address(String name) {
        return "10.77.0." + (name.equals(CLIENT) ? "9" : name.substring(1));
    }

    private void add(Machine.Parts machine) {
        parts.put(machine.name(), machine);
        network.addTap("tap-" + machine.name());
    }

    Path directory() {
        return directory;
    }

    Path disk() {
        return disk;
    }

    Machine machine(String name) {
        return Optional.ofNullable(machines.get(name)).orElseThrow(() -> new IllegalStateException(name + " is off"));
    }

    /** Gives a machine power, and waits until its system is up. */
    Machine boot(String name) {
        var made = Optional.ofNullable(parts.get(name)).orElseThrow();
        var machine = Machine.boot(made, rack, directory);
        machines.put(name, machine);
        return machine;
    }

    /** Boots the machines that are off, those that were fenced among them. */
    void bootAll() {
        parts.keySet().stream().filter(name -> !isOn(name)).forEach(this::boot);
    }

    @Override
    public boolean isOn(String host) {
        return host.equals(VOTER) ? voter.isUp() : machines.containsKey(host);
    }

    @Override
    public void off(String host) {
        if (host.equals(VOTER)) {
            throw new IllegalStateException(VOTER + " is never fenced here");
        }
        var machine = machines.remove(host);
        if (machine != null) {
            machine.pullPlug();
        }
    }

    /** What the power switch was asked and answered. */
    List<String> powerRequests() {
        return power.requests();
    }

    /** The command line, on the voter. */
    private Command.Answer cli(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", directory.resolve("systole.conf").toString(), "--via", VOTER));
        return Command.run(voter.inside(Harness.systole(all)));
    }

    /** A change by the command line, asked for again under its name for as long as nobody can say whether it was made. */
    void change(String... arguments) {
        var named = new ArrayList<>(List.of(arguments));
        named.addAll(List.of("--request", UUID.randomUUID().toString()));
        await("done: " + named, () -> {
            var answer = cli(named.toArray(String[]::new));
            if (!answer.ok() && answer.exit() != UNKNOWN) {
                throw new AssertionError(answer.text());
            }
            return answer.ok();
        });
    }

    /**
     * Waits until the voter has seen all members online, with quorum, for a while: one that has just come is the slowest. One
     * that was fenced meanwhile, as an emulated machine that has paused for too long is, is booted again.
     */
    void awaitAllOnline() {
        var since = new AtomicLong(Long.MAX_VALUE);
        await(MEMBERS + " are online with quorum", () -> {
            bootAll();
            var now = System.nanoTime();
            since.set(allOnline() ? Math.min(since.get(), now) : Long.MAX_VALUE);
            return now - since.get() > CALM.toNanos();
        });
    }

    private boolean allOnline() throws IOException {
        var cib = CibView.parse(Management.getInside(voter, config.run(VOTER), directory, "/v1/cib"));
        return cib.quorate() && cib.online().equals(new TreeSet<>(MEMBERS));
    }

    void await(String what, Callable<Boolean> condition) {
        Await.until(what, LIMIT, condition, this::story);
    }

    String story() {
        var story = new StringBuilder(cli("status").text());
        power.requests().forEach(request -> story.append(request).append('\n'));
        machines.forEach((name, machine) ->
                story.append("--- ").append(name).append('\n').append(told(machine)));
        return story.append(voterNode.logTail())
                .append("\nkept in ")
                .append(directory)
                .toString();
    }

    private static String told(Machine machine) {
        try {
            return machine.run("journalctl --no-pager -n 80; dmesg | tail -20").out();
        } catch (RuntimeException silent) {
            return silent + "\n";
        }
    }

    @Override
    public void close() {
        power.close();
        machines.keySet().forEach(this::off);
        voter.close();
        network.close();
    }

    /** Copies a class of the tests, with those inside of it, to where the machines find it. */
    Path classes(Class<?> program) {
        try {
            var source = Path.of(
                    program.getProtectionDomain().getCodeSource().getLocation().getPath());
            var place = program.getPackageName().replace('.', '/');
            var target = Files.createDirectories(directory.resolve("classes").resolve(place));
            try (var found = Files.newDirectoryStream(source.resolve(place), program.getSimpleName() + "*.class")) {
                for (var file : found) {
                    Files.copy(file, target.resolve(file.getFileName().toString()));
                }
            }
            return directory.resolve("classes");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
