package io.systole.multijvm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Measures, on hosts made of namespaces (root), how long it takes from a fault until the resource of the lost node runs
 * elsewhere, in its phases. Fencing takes 10 ms, and the resource's agent only writes a line: what is measured is the
 * cluster manager. Not a test; run it on a quiet machine:
 *
 * <pre>java -cp multi-jvm-tests/target/test-classes io.systole.multijvm.Scenarios [ROUNDS] [PROFILE] [SCENARIO...]</pre>
 *
 * Without scenarios: those of the speed that is promised, {@code power} and {@code killed} of three nodes and of two.
 * {@code all}: every one of {@link Scenario}. Environment: KEEP keeps the directory; STORY shows each round.
 */
final class Scenarios {
    private static final List<String> PROMISED = List.of("power-3", "killed-3", "power-2", "killed-2");

    private final MeasuredCluster cluster;
    private final boolean story = System.getenv("STORY") != null;

    private Scenarios(MeasuredCluster cluster) {
        this.cluster = cluster;
    }

    /** Arguments: how many rounds (10), which failure-detection profile (default), names of scenarios. */
    public static void main(String[] arguments) throws IOException {
        var rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
        var profile = arguments.length > 1 ? arguments[1] : "default";
        var asked = arguments.length > 2 ? Arrays.asList(arguments).subList(2, arguments.length) : PROMISED;
        var unknown = asked.stream()
                .filter(name -> !name.equals("all") && !Scenario.names().contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            System.err.println(
                    "no such scenarios: " + unknown + "; there are all, " + String.join(", ", Scenario.names()));
            System.exit(2);
        }
        System.out.printf(
                "Java %s, profile %s, %d rounds, %d processors%n",
                Runtime.version(), profile, rounds, Runtime.getRuntime().availableProcessors());
        var left = Scenario.ALL.stream()
                .filter(each -> asked.contains("all") || asked.contains(each.name()))
                .collect(Collectors.toCollection(ArrayList::new));
        while (!left.isEmpty()) {
            var first = left.get(0);
            Predicate<Scenario> together =
                    each -> each.hosts() == first.hosts() && each.more().equals(first.more());
            measure(profile, rounds, left.stream().filter(together).toList());
            left.removeIf(together);
        }
    }

    /** Those that are played on one cluster. */
    private static void measure(String profile, int rounds, List<Scenario> scenarios) throws IOException {
        var first = scenarios.get(0);
        var cluster = MeasuredCluster.form(profile, first.hosts(), first.more());
        try (cluster) {
            for (var scenario : scenarios) {
                new Scenarios(cluster).play(scenario, rounds);
            }
        } catch (AssertionError | IOException failure) {
            System.out.println(cluster.cluster().story());
            throw failure;
        }
        if (System.getenv("KEEP") == null) {
            Harness.deleteTree(cluster.cluster().directory());
        } else {
            System.out.println("kept in " + cluster.cluster().directory());
        }
    }

    private void play(Scenario scenario, int rounds) throws IOException {
        var seen = new TreeMap<String, List<Long>>();
        for (var round = 0; round < rounds; round++) {
            var phases = round(scenario);
            phases.forEach((phase, millis) ->
                    seen.computeIfAbsent(phase, unused -> new ArrayList<>()).add(millis));
            if (story) {
                System.out.println("  " + phases);
            }
        }
        System.out.println(scenario.name() + ": " + scenario.words());
        for (var phase : Phases.ALL) {
            print(phase, seen.getOrDefault(phase, List.of()));
        }
        print(scenario.ends(), seen.getOrDefault(scenario.ends(), List.of()));
    }

    private SortedMap<String, Long> round(Scenario scenario) throws IOException {
        var roles = scenario.roles().of(cluster);
        cluster.settle(roles.home(), scenario.extras().apply(cluster));
        var broken = violations();
        var at = scenario.fault().play(cluster, roles);
        var survivors = cluster.allBut(roles.lost());
        SortedMap<String, Long> phases;
        if (survivors.isEmpty()) {
            cluster.awaitStopped(at, roles.home());
            phases = new TreeMap<>();
        } else {
            cluster.awaitStarted(at, survivors);
            phases = Phases.of(cluster, at, survivors, roles.home());
        }
        phases.put(scenario.ends(), (cluster.first(at, scenario.action()) - at) / 1_000_000);
        cluster.awaitMembers();
        if (!violations().equals(broken)) {
            throw new AssertionError("broken rules: " + violations());
        }
        return phases;
    }

    private List<String> violations() throws IOException {
        return SafetyRules.violations(cluster.events(), List.of());
    }

    /** A phase that was never seen is left out. */
    private static void print(String phase, List<Long> millis) {
        if (millis.isEmpty()) {
            return;
        }
        var sorted = millis.stream().sorted().toList();
        System.out.printf(
                "  %-30s median %5d ms, all %s%n",
                phase, (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2, sorted);
    }
}
