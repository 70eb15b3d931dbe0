package io.systole.multijvm;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/**
 * The cluster that the loopback tests run: a group of two on a preferred home, and a promotable clone that is promoted
 * where the group is. The home is chosen to be the DC, so that a fault there hits everything at once.
 */
final class Drill {
    private final LoopbackCluster cluster;
    private int violationsBefore;

    Drill(LoopbackCluster cluster) {
        this.cluster = cluster;
    }

    /** The CIB of src/test/cibs, filled in. */
    static String cib(LoopbackCluster cluster, String home) throws IOException {
        return Files.readString(Harness.home().resolve("multi-jvm-tests/src/test/cibs/drill.xml"))
                .replace("@DIR@", cluster.directory().toString())
                .replace("@RUN@", cluster.run())
                .replace("@HOME@", home);
    }

    /** Whatever tests before this one left behind: all nodes are up, all resources run, nothing is wrong with fencing. */
    void baseline() throws IOException {
        for (var steer : List.of("fence.fail", "fence.hang", "fence.delay")) {
            Files.deleteIfExists(cluster.directory().resolve(steer));
        }
        Await.until(
                "at the start of the test, all are online",
                LoopbackCluster.GENEROUS,
                () -> {
                    cluster.startMissing();
                    return cluster.at("n1").cib().online().containsAll(LoopbackCluster.NAMES);
                },
                cluster::story);
        cluster.awaitFormed(System.nanoTime());
        var cib = cluster.at("n1").cib();
        if (!cib.has("group", "office")) {
            cluster.configure(cib(cluster, cib.dc()));
        }
        Await.until(
                "at the start of the test, all resources run",
                LoopbackCluster.GENEROUS,
                () -> {
                    cluster.startMissing();
                    return runsOn(LoopbackCluster.NAMES);
                },
                cluster::story);
        violationsBefore = cluster.violations().size();
    }

    /** Waits until the group runs on one of the nodes and the clone on all of them, promoted beside the group. */
    String awaitAllRunning(String when, List<String> on) {
        Await.until(when + ", all resources run on " + on, LoopbackCluster.GENEROUS, () -> runsOn(on), cluster::story);
        return officeNode();
    }

    private boolean runsOn(List<String> nodes) {
        return runsOn(cluster.agents().events(), nodes);
    }

    /** Whether the group runs on one of the nodes and the clone on all of them, promoted beside the group. */
    static boolean runsOn(List<AgentEvent> events, List<String> nodes) {
        var rules = SafetyRules.replay(events);
        var office = rules.nodesOf("desk");
        return office.size() == 1
                && nodes.containsAll(office)
                && rules.nodesOf("phone").equals(office)
                && rules.nodesOf("roles").equals(nodes)
                && rules.promotedNodesOf("roles").equals(office)
                && rules.inFlight().isEmpty();
    }

    /** Where the group is, as its agent tells it. */
    String officeNode() {
        return SafetyRules.replay(cluster.agents().events()).nodesOf("desk").get(0);
    }

    /** What broke a rule since the baseline. */
    List<String> newViolations() {
        var all = cluster.violations();
        return all.subList(violationsBefore, all.size());
    }
}
