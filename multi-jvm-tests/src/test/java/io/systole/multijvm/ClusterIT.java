package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three JVMs form a cluster, take a CIB and give it back so that the tools of the field read it. */
class ClusterIT {
    @RegisterExtension
    final LoopbackExtension loopback = new LoopbackExtension();

    @Test
    void formsInAnyOrderTakesACibAndGivesItBack() throws IOException {
        var cluster = loopback.cluster();

        var forming = cluster.form(List.of("n3", "n1", "n2"));

        System.out.println("formed " + forming.toMillis() + " ms after the start of the last node");
        var home = cluster.at("n2").cib().dc();
        var file = Files.writeString(cluster.directory().resolve("drill.xml"), Drill.cib(cluster, home));
        var replaced = cluster.cli("n2", "cib", "replace", file.toString());
        assertThat(replaced.exit()).as(replaced.text()).isZero();
        var drill = new Drill(cluster);
        assertThat(drill.awaitAllRunning("after the CIB was given", LoopbackCluster.NAMES))
                .isEqualTo(home);
        var queried = cluster.cli("n1", "cib", "query");
        assertThat(queried.exit()).as(queried.text()).isZero();
        var cib = CibView.parse(queried.out());
        assertThat(cib.has("group", "office")).isTrue();
        assertThat(cib.has("rsc_colocation", "promoted-with-office")).isTrue();
        assertThat(cib.elements("lrm_rsc_op")).as("history of operations").isNotEmpty();
        assertThat(cluster.violations()).as(cluster.story()).isEmpty();
        Await.until(
                "all nodes come to the same configuration",
                LoopbackCluster.GENEROUS,
                () -> sameEverywhere(cluster),
                cluster::story);
        FieldSimulator.awaitNothingToDo("with everything started", cluster);
        toolsOfTheFieldReadIt(cluster, home);
    }

    private static boolean sameEverywhere(LoopbackCluster cluster) throws IOException {
        var epochs = new ArrayList<String>();
        for (var name : LoopbackCluster.NAMES) {
            epochs.add(cluster.at(name).cib().epoch());
        }
        return epochs.stream().distinct().count() == 1;
    }

    private static void toolsOfTheFieldReadIt(LoopbackCluster cluster, String home) throws IOException {
        var installed = Command.isInstalled("crm_mon") && Command.isInstalled("crm_verify");
        if (!installed && System.getenv("CI") != null) {
            throw new AssertionError("crm_mon and crm_verify are not installed (package pacemaker-cli-utils)");
        }
        assumeTrue(installed, "package pacemaker-cli-utils is not installed");
        var file = Files.writeString(
                cluster.directory().resolve("live.xml"), cluster.at(home).cib().xml());
        var verified = Command.run("crm_verify", "-V", "--xml-file", file.toString());
        assertThat(verified.exit()).as(verified.text()).isZero();
        assertThat(verified.out() + verified.err())
                .as("crm_verify without complaint")
                .isBlank();
        var shown = Command.run("crm_mon", "-1", "--xml-file", file.toString());
        assertThat(shown.exit()).as(shown.text()).isZero();
        assertThat(shown.out())
                .contains("Online: [ n1 n2 n3 ]")
                .containsPattern("desk\\s.*Started " + home)
                .containsPattern("Promoted: \\[ " + home + " \\]")
                .contains("partition with quorum");
    }
}
