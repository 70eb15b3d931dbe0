package io.systole.actors.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.policy.wire.PlanState;
import io.systole.cib.edit.CibEdit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ran on a node that was shut down cleanly waits for it, if shutdown-lock says so, but not for ever. */
final class ShutdownLockTest {
    @TempDir
    private Path directory;

    private CalmCluster cluster;

    @BeforeEach
    void form() {
        cluster = CalmCluster.formed(directory);
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    void whatRanOnANodeThatLeftWaitsUntilItRunsThereAgain() {
        cluster.configure(document("0"));
        cluster.awaitCalm("from nothing");
        String node = cluster.nodeOf("first").orElseThrow();
        String other = cluster.nodeOf("free").orElseThrow();

        cluster.nodes().leave(node);
        cluster.awaitCalm("a node left");
        assertThat(locked(node)).contains("first", "second").doesNotContain("free");
        assertThat(cluster.nodeOf("first")).isEmpty();
        assertThat(cluster.nodeOf("second")).isEmpty();
        if (!other.equals(node)) {
            assertThat(cluster.nodeOf("free")).contains(other);
        }

        cluster.nodes().start(node);
        cluster.nodes().awaitFormed();
        cluster.nodes().await(() -> cluster.nodeOf("second").isPresent());
        cluster.awaitCalm("a node is back");
        assertThat(cluster.nodeOf("first")).contains(node);
        assertThat(cluster.nodeOf("second")).contains(node);
        assertThat(locked(node)).isEmpty();
        assertThat(starts("first")).hasSize(2).allMatch(line -> line.startsWith(node + " "));
    }

    @Test
    void aNewDcKnowsTheLocksOfANodeThatLeftBeforeItCame() {
        cluster.configure(document("0"));
        cluster.awaitCalm("from nothing");
        String node = cluster.nodeOf("first").orElseThrow();
        cluster.nodes().leave(node);
        cluster.awaitCalm("a node left");

        List<String> others =
                WholeNodes.NAMES.stream().filter(name -> !name.equals(node)).toList();
        cluster.nodes().leave(others.get(0));
        cluster.nodes().start(others.get(0));
        cluster.nodes().await(() -> cluster.nodes().plan(others.get(0)).phase() == PlanState.Phase.IDLE);
        for (String name : others) {
            cluster.nodes()
                    .await(() -> "1".equals(cluster.nodes().cib(name).header().haveQuorum()));
        }
        cluster.awaitCalm("another node is new");

        assertThat(locked(node)).contains("first", "second");
        assertThat(cluster.nodeOf("first")).isEmpty();
    }

    @Test
    void whatIsLockedMovesWhenTheLimitIsOver() {
        cluster.configure(document("15s"));
        cluster.awaitCalm("from nothing");
        String node = cluster.nodeOf("first").orElseThrow();

        cluster.nodes().leave(node);
        cluster.awaitCalm("a node left");
        assertThat(cluster.nodeOf("first")).isEmpty();

        cluster.nodes().await(() -> cluster.nodeOf("second").isPresent());
        cluster.awaitCalm("the limit is over");
        assertThat(cluster.nodeOf("first")).isPresent().isNotEqualTo(Optional.of(node));
        assertThat(locked(node)).isEmpty();
    }

    @Test
    void aRefreshTakesTheLockAway() {
        cluster.configure(document("0"));
        cluster.awaitCalm("from nothing");
        String node = cluster.nodeOf("first").orElseThrow();
        cluster.nodes().leave(node);
        cluster.awaitCalm("a node left");

        assertThat(cluster.nodes().cleanup("two").forgotten()).contains("first on " + node, "second on " + node);

        cluster.nodes().await(() -> cluster.nodeOf("second").isPresent());
        cluster.awaitCalm("the locks were taken away");
        assertThat(locked(node)).isEmpty();
    }

    @Test
    void withoutTheOptionEverythingMoves() {
        cluster.configure(document("0"));
        cluster.edit(new CibEdit.SetOption("shutdown-lock", "false"));
        cluster.awaitCalm("from nothing");
        String node = cluster.nodeOf("first").orElseThrow();

        cluster.nodes().leave(node);

        cluster.nodes()
                .await(() -> cluster.nodeOf("second")
                        .filter(now -> !now.equals(node))
                        .isPresent());
        cluster.awaitCalm("a node left");
    }

    private List<String> locked(String node) {
        return cluster.nodes().cib(cluster.nodes().any()).status().nodeStates().stream()
                .filter(state -> String.valueOf(state.uname()).equals(node))
                .flatMap(state -> state.lrmResources().stream())
                .filter(resource -> resource.shutdownLock() != null)
                .map(resource -> resource.id().value())
                .toList();
    }

    private List<String> starts(String resource) {
        try {
            return Files.readAllLines(directory.resolve("done.log")).stream()
                    .filter(line -> line.contains(" " + resource + " start "))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String document(String limit) {
        return """
            <cib validate-with="pacemaker-3.9" epoch="1" num_updates="0" admin_epoch="0">
              <configuration>
                <crm_config>
                  <cluster_property_set id="options">
                    <nvpair id="o-lock" name="shutdown-lock" value="true"/>
                    <nvpair id="o-limit" name="shutdown-lock-limit" value="@LIMIT@"/>
                  </cluster_property_set>
                </crm_config>
                <nodes/>
                <resources>
                  <primitive id="power" class="stonith" type="fence_process">
                    <instance_attributes id="power-params">
                      <nvpair id="power-hosts" name="pcmk_host_list" value="n1 n2 n3"/>
                    </instance_attributes>
                  </primitive>
                  <primitive id="free" class="ocf" provider="test" type="Everything">
                    <instance_attributes id="free-params"><nvpair id="free-dir" name="dir" value="@DIR@"/></instance_attributes>
                  </primitive>
                  <group id="two">
                    <primitive id="first" class="ocf" provider="test" type="Everything">
                      <instance_attributes id="first-params"><nvpair id="first-dir" name="dir" value="@DIR@"/></instance_attributes>
                      <operations><op id="first-monitor" name="monitor" interval="5s"/></operations>
                    </primitive>
                    <primitive id="second" class="ocf" provider="test" type="Everything">
                      <instance_attributes id="second-params"><nvpair id="second-dir" name="dir" value="@DIR@"/></instance_attributes>
                    </primitive>
                  </group>
                </resources>
                <constraints/>
              </configuration>
              <status/>
            </cib>
            """.replace("@LIMIT@", limit);
    }
}
