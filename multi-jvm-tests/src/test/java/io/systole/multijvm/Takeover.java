package io.systole.multijvm;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Measures, on three JVMs on loopback: start of a node, forming, kill to takeover in its phases, memory. Not a test; run
 * it on a quiet machine:
 *
 * <pre>java -cp multi-jvm-tests/target/test-classes io.systole.multijvm.Takeover [ROUNDS] [PROFILE] [kill|silence] [tls] [story]</pre>
 *
 * The fault is SIGKILL of the JVM, whose host then refuses connections to it, or SIGSTOP, which is silence as after a cut
 * of the power. With {@code tls} the nodes have certificates. With {@code story} each round's agents are shown with their times.
 */
final class Takeover {
    private final LoopbackCluster cluster;
    private final boolean silent;
    private final boolean story;
    private final List<Long> detected = new ArrayList<>();
    private final List<Long> fenced = new ArrayList<>();
    private final List<Long> promoted = new ArrayList<>();
    private final List<Long> restarted = new ArrayList<>();

    private Takeover(LoopbackCluster cluster, List<String> options) {
        this.cluster = cluster;
        this.silent = options.contains("silence");
        this.story = options.contains("story");
    }

    /** Arguments: how many rounds (5), which failure-detection profile (default), kill or silence, tls, story. */
    public static void main(String[] arguments) throws IOException {
        var rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        var profile = arguments.length > 1 ? arguments[1] : "default";
        var cluster = LoopbackCluster.create(List.of(), profile);
        try (cluster) {
            if (List.of(arguments).contains("tls")) {
                cluster.certify();
            }
            new Takeover(cluster, List.of(arguments)).run(rounds, profile);
        }
        Harness.deleteTree(cluster.directory());
    }

    private void run(int rounds, String profile) throws IOException {
        System.out.printf("Java %s, profile %s, %s%n", Runtime.version(), profile, silent ? "SIGSTOP" : "SIGKILL");
        start();
        memory("after forming");
        var drill = new Drill(cluster);
        drill.baseline();
        memory("with the drill's resources running");
        for (var round = 0; round < rounds; round++) {
            round(drill);
        }
        memory("after " + rounds + " takeovers");
        print("kill to fencing begun (detected)", detected);
        print("kill to fencing confirmed", fenced);
        print("kill to promoted on another node (taken over)", promoted);
        print("start of the killed node to rejoined", restarted);
        System.out.println("broken rules: " + drill.newViolations());
    }

    private void start() {
        Harness.warmUp();
        LoopbackCluster.NAMES.forEach(cluster::start);
        var each = LoopbackCluster.NAMES.stream()
                .map(this::startTime)
                .map(Takeover::seconds)
                .collect(Collectors.joining(", "));
        var formed = cluster.awaitFormed(cluster.node("n3").startedNanos());
        System.out.println("start of each of three at once, until its management answers: " + each + " s");
        System.out.println("formed after the start of the last: " + seconds(formed.toMillis()) + " s");
    }

    private Long startTime(String name) {
        Await.until(
                name + " answers",
                LoopbackCluster.GENEROUS,
                () -> cluster.at(name).get("/v1/status").ok(),
                cluster::story);
        return Duration.ofNanos(System.nanoTime() - cluster.node(name).startedNanos())
                .toMillis();
    }

    private void round(Drill drill) throws IOException {
        var victim = drill.officeNode();
        var others = LoopbackCluster.NAMES.stream()
                .filter(name -> !name.equals(victim))
                .toList();
        var at = AgentLog.now();
        cluster.agents().fault(victim, silent ? "paused" : "killed");
        if (silent) {
            cluster.node(victim).sigstop();
        } else {
            cluster.node(victim).sigkill();
        }
        var heir = drill.awaitAllRunning("after the kill of " + victim, others);
        var events = cluster.agents().events();
        if (story) {
            tell(events, at, victim);
        }
        detected.add(Timeline.untilFencingBegan(events, at, victim).toMillis());
        fenced.add(Timeline.untilFenced(events, at, victim).toMillis());
        promoted.add(Timeline.untilPromoted(events, at, "roles", heir).toMillis());
        var node = cluster.start(victim);
        restarted.add(cluster.awaitFormed(node.startedNanos()).toMillis());
        drill.awaitAllRunning("after " + victim + " is back", LoopbackCluster.NAMES);
    }

    private void tell(List<AgentEvent> events, long since, String victim) throws IOException {
        System.out.println(victim + " is gone; the DC is now "
                + cluster.at(cluster.firstAlive()).cib().dc());
        events.stream()
                .filter(event -> event.nanos() >= since)
                .forEach(event -> System.out.printf("%6d ms %s%n", (event.nanos() - since) / 1_000_000, event));
    }

    private void memory(String when) {
        System.out.println("resident " + when + ": "
                + LoopbackCluster.NAMES.stream()
                        .map(name -> Proc.residentKib(cluster.node(name).pid()).orElse(0L) / 1024 + " MiB")
                        .collect(Collectors.joining(", ")));
    }

    private static void print(String what, List<Long> millis) {
        var sorted = millis.stream().sorted().toList();
        System.out.printf(
                "%-50s median %s s, all %s%n",
                what,
                seconds(sorted.get(sorted.size() / 2)),
                millis.stream().map(Takeover::seconds).toList());
    }

    private static String seconds(long millis) {
        return "%.2f".formatted(millis / 1000.0);
    }
}
