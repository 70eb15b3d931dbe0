package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.multijvm.AgentEvent.Phase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A running cluster goes from the previous version to this one, judged by what the agents did meanwhile. */
class RollingUpgradeIT {
    @RegisterExtension
    final LoopbackExtension loopback = new LoopbackExtension();

    /** Node by node: a resource stops only on the node whose turn it is, and nobody is fenced. */
    @Test
    void nodeByNodeOnlyTheNodeWhoseTurnItIsLetsGo() throws Exception {
        var old = PreviousJar.get();
        var cluster = loopback.cluster();
        var drill = started(cluster, old.jar());
        var names = LoopbackCluster.NAMES;
        // The DC last, so that the old version steers the new one for as long as can be, and hands over to it at the
        // end.
        var order = new ArrayList<>(names);
        var dc = cluster.at("n1").cib().dc();
        order.remove(dc);
        order.add(dc);

        for (var name : order) {
            var before = cluster.agents().events().size();
            upgrade(cluster, drill, name, Harness.jar());
            lettingGo(cluster.agents().events(), before, name);
            changes(cluster, name);
        }

        assertThat(cluster.violations()).as(cluster.story()).isEmpty();
        assertThat(fenced(cluster)).as(cluster.story()).isEmpty();
        FieldSimulator.awaitNothingToDo("after the upgrade", cluster);
    }

    /** In the mixed cluster each version takes over from the other, and a node may go back to the version that it had. */
    @Test
    void inAMixedClusterEachVersionTakesOverFromTheOther() throws Exception {
        var old = PreviousJar.get();
        var cluster = loopback.cluster();
        var drill = started(cluster, old.jar());
        var names = LoopbackCluster.NAMES;
        var home = drill.officeNode();
        var others = names.stream().filter(name -> !name.equals(home)).toList();
        upgrade(cluster, drill, others.get(0), Harness.jar());

        // The old DC dies with everything; the new version is among those that take over.
        killed(cluster, drill, home);
        cluster.start(home, Harness.jar());
        cluster.awaitFormed(System.nanoTime());
        var second = drill.awaitAllRunning("with two new ones", names);

        // Whoever has it now dies, too, and comes back with the older version: a downgrade, which is taken.
        killed(cluster, drill, second);
        cluster.start(second, old.jar());
        cluster.awaitFormed(System.nanoTime());
        drill.awaitAllRunning("after the downgrade", names);

        changes(cluster, second);
        assertThat(cluster.violations()).as(cluster.story()).isEmpty();
    }

    /** In maintenance: all nodes end and come back with the new version, and no resource is touched. */
    @Test
    void inMaintenanceNothingIsTouched() throws Exception {
        var old = PreviousJar.get();
        var cluster = loopback.cluster();
        var drill = started(cluster, old.jar());
        var names = LoopbackCluster.NAMES;
        var place = drill.officeNode();
        set(cluster, names.get(0), "maintenance-mode=true");
        var before = cluster.agents().events().size();

        for (var name : names) {
            cluster.node(name).sigterm();
        }
        for (var name : names) {
            assertThat(cluster.node(name).awaitEnd(LoopbackCluster.GENEROUS))
                    .as(cluster.story())
                    .isZero();
        }
        names.forEach(cluster::start);
        cluster.awaitFormed(System.nanoTime());
        Await.until(
                "what runs is adopted in maintenance",
                LoopbackCluster.GENEROUS,
                () -> cluster.cli(names.get(0), "status").out().matches("(?s).*desk\\s[^\\n]*Started " + place + ".*"),
                () -> cluster.cli(names.get(0), "status").text() + cluster.story());
        set(cluster, names.get(0), "maintenance-mode=false");
        FieldSimulator.awaitNothingToDo("after maintenance", cluster);

        assertThat(acts(cluster.agents().events(), before)).as(cluster.story()).isEmpty();
        assertThat(drill.awaitAllRunning("after the upgrade", names)).isEqualTo(place);
        assertThat(fenced(cluster)).as(cluster.story()).isEmpty();
    }

    private static Drill started(LoopbackCluster cluster, Path jar) throws Exception {
        LoopbackCluster.NAMES.forEach(name -> cluster.start(name, jar));
        cluster.awaitFormed(System.nanoTime());
        cluster.configure(Drill.cib(cluster, cluster.at("n1").cib().dc()));
        var drill = new Drill(cluster);
        drill.awaitAllRunning("with the old version", LoopbackCluster.NAMES);
        return drill;
    }

    private static void upgrade(LoopbackCluster cluster, Drill drill, String name, Path jar) {
        cluster.node(name).sigterm();
        assertThat(cluster.node(name).awaitEnd(LoopbackCluster.GENEROUS))
                .as(cluster.story())
                .isZero();
        cluster.start(name, jar);
        cluster.awaitFormed(System.nanoTime());
        drill.awaitAllRunning("after the upgrade of " + name, LoopbackCluster.NAMES);
    }

    private static void killed(LoopbackCluster cluster, Drill drill, String name) {
        // What was ordered before a loss may begin after it; the judge of the log cannot tell that from a takeover.
        FieldSimulator.awaitNothingToDo("before " + name + " dies", cluster);
        cluster.agents().fault(name, "killed");
        cluster.node(name).sigkill();
        var left = LoopbackCluster.NAMES.stream()
                .filter(each -> !each.equals(name))
                .toList();
        drill.awaitAllRunning("after " + name + " died", left);
    }

    /** A change that the node takes is seen by all. */
    private static void changes(LoopbackCluster cluster, String at) {
        set(cluster, at, "cluster-recheck-interval=" + (600 + LoopbackCluster.NAMES.indexOf(at)));
        for (var name : LoopbackCluster.NAMES) {
            Await.until(
                    name + " has the change that was made at " + at,
                    LoopbackCluster.GENEROUS,
                    () -> cluster.at(name)
                            .cib()
                            .xml()
                            .contains("value=\"" + (600 + LoopbackCluster.NAMES.indexOf(at)) + "\""),
                    cluster::story);
        }
    }

    private static void set(LoopbackCluster cluster, String at, String setting) {
        var answer = cluster.cli(at, "property", "set", setting);
        assertThat(answer.exit()).as(answer.text() + cluster.story()).isZero();
    }

    private static void lettingGo(List<AgentEvent> events, int from, String name) {
        var elsewhere = new TreeSet<String>();
        for (var event : events.subList(from, events.size())) {
            if ((event.action().equals("stop") || event.action().equals("demote"))
                    && event.phase() == Phase.BEGIN
                    && !event.node().equals(name)) {
                elsewhere.add(event.toString());
            }
        }
        assertThat(elsewhere)
                .as("nothing stops elsewhere while " + name + " is upgraded")
                .isEmpty();
    }

    /** Starts, stops, promotions and demotions. */
    private static List<AgentEvent> acts(List<AgentEvent> events, int from) {
        return events.size() < from
                ? Collections.emptyList()
                : events.subList(from, events.size()).stream()
                        .filter(event ->
                                List.of("start", "stop", "promote", "demote").contains(event.action()))
                        .toList();
    }

    private static List<AgentEvent> fenced(LoopbackCluster cluster) {
        return cluster.agents().events().stream()
                .filter(event -> event.action().equals("fence"))
                .toList();
    }
}
