package io.systole.actors.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.cib.edit.CibEdit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With no fault and no change the plan is empty: after every transition of a live cluster nothing is left to do. */
final class CalmTest {
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
    void nothingIsLeftToDoWhenEverythingWasStarted() {
        cluster.configure(document("1", "a", "x"));

        cluster.awaitCalm("from nothing");

        assertThat(cluster.nodeOf("mover")).isPresent();
        assertThat(cluster.done("notify")).anyMatch(line -> line.contains("notify_type=pre;"));
    }

    @Test
    void nothingIsLeftToDoAfterAReloadAndARestartForChangedParameters() {
        cluster.configure(document("1", "a", "x"));
        cluster.awaitCalm("from nothing");

        cluster.configure(document("2", "a", "x"));
        cluster.awaitCalm("a reloadable parameter changed");
        assertThat(cluster.done("reload-agent")).anyMatch(line -> line.contains(" mover ") && line.contains("level=2"));
        assertThat(cluster.done("stop")).noneMatch(line -> line.contains(" mover "));

        cluster.configure(document("2", "b", "x"));
        cluster.awaitCalm("a parameter changed that needs a restart");
        assertThat(cluster.done("stop")).anyMatch(line -> line.contains(" mover "));

        cluster.configure(document("2", "b", "y"));
        cluster.awaitCalm("a private parameter changed");
        assertThat(cluster.done("stop"))
                .filteredOn(line -> line.contains(" mover "))
                .hasSize(2);
    }

    @Test
    void nothingIsLeftToDoAfterAMigration() {
        cluster.configure(document("1", "a", "x"));
        cluster.awaitCalm("from nothing");
        String before = cluster.nodeOf("mover").orElseThrow();

        cluster.standby(before, "on");
        cluster.awaitCalm("standby");
        String after = cluster.nodeOf("mover").orElseThrow();
        assertThat(after).isNotEqualTo(before);
        assertThat(cluster.done("migrate_to"))
                .anyMatch(
                        line -> line.contains("migrate_source=" + before) && line.contains("migrate_target=" + after));
        assertThat(cluster.done("migrate_from")).hasSize(1);

        cluster.standby(before, null);
        cluster.awaitCalm("online again");
    }

    @Test
    void nothingIsLeftToDoAfterAFailureAndItsCleanup() throws IOException {
        cluster.configure(document("1", "a", "x"));
        cluster.awaitCalm("from nothing");

        Files.delete(cluster.file(cluster.nodeOf("first").orElseThrow(), "first"));
        cluster.nodes().await(() -> cluster.failCount("first") == 1);
        cluster.awaitCalm("a monitor failed");
        assertThat(cluster.nodeOf("second")).isEqualTo(cluster.nodeOf("first"));

        assertThat(cluster.nodes().cleanup("first").forgotten()).isNotEmpty();
        cluster.nodes().await(() -> cluster.failCount("first") == 0);
        cluster.awaitCalm("the failure was cleaned up");
    }

    @Test
    void nothingIsLeftToDoDuringMaintenanceAndAfterIt() {
        cluster.configure(document("1", "a", "x"));
        cluster.awaitCalm("from nothing");

        cluster.edit(new CibEdit.SetOption("maintenance-mode", "true"));
        cluster.awaitCalm("maintenance of the cluster");
        cluster.edit(new CibEdit.SetOption("maintenance-mode", null));
        cluster.awaitCalm("no maintenance of the cluster");

        cluster.edit(new CibEdit.SetMeta(new ResourceId("mover"), "is-managed", "false"));
        cluster.awaitCalm("a resource that is not managed");
        cluster.edit(new CibEdit.SetMeta(new ResourceId("mover"), "is-managed", null));
        cluster.awaitCalm("a resource that is managed again");

        String node = cluster.nodeOf("mover").orElseThrow();
        cluster.edit(new CibEdit.SetNodeAttribute(new NodeName(node), "maintenance", "true"));
        cluster.awaitCalm("maintenance of a node");
        cluster.edit(new CibEdit.SetNodeAttribute(new NodeName(node), "maintenance", null));
        cluster.awaitCalm("no maintenance of a node");
    }

    @Test
    void nothingIsLeftToDoAfterANodeLeftAndAfterItIsBack() {
        cluster.configure(document("1", "a", "x"));
        cluster.awaitCalm("from nothing");
        String node = cluster.nodeOf("mover").orElseThrow();

        cluster.nodes().leave(node);
        cluster.nodes()
                .await(() ->
                        cluster.nodeOf("mover").filter(now -> !now.equals(node)).isPresent());
        cluster.awaitCalm("a node left");
        cluster.nodes().start(node);
        cluster.nodes().awaitFormed();
        cluster.awaitCalm("a node is back");
    }

    @Test
    void nothingIsLeftToDoAfterALostNodeWasFencedAndAfterItIsBack() throws IOException {
        cluster.configure(document("1", "a", "x"));
        cluster.awaitCalm("from nothing");
        String node = cluster.nodeOf("mover").orElseThrow();

        cluster.nodes().crash(node);
        for (String resource : List.of("mover", "first", "second", "roles")) {
            Files.deleteIfExists(cluster.file(node, resource));
        }
        cluster.nodes()
                .await(() ->
                        cluster.nodeOf("mover").filter(now -> !now.equals(node)).isPresent());
        cluster.awaitCalm("a node was fenced");
        cluster.nodes().start(node);
        cluster.nodes().awaitFormed();
        cluster.awaitCalm("a fenced node is back");
    }

    private static String document(String level, String size, String token) {
        return """
            <cib validate-with="pacemaker-3.9" epoch="1" num_updates="0" admin_epoch="0">
              <configuration>
                <crm_config/>
                <nodes/>
                <resources>
                  <primitive id="power" class="stonith" type="fence_process">
                    <instance_attributes id="power-params">
                      <nvpair id="power-hosts" name="pcmk_host_list" value="n1 n2 n3"/>
                    </instance_attributes>
                    <operations><op id="power-monitor" name="monitor" interval="60s"/></operations>
                  </primitive>
                  <primitive id="mover" class="ocf" provider="test" type="Everything">
                    <instance_attributes id="mover-params">
                      <nvpair id="mover-dir" name="dir" value="@DIR@"/>
                      <nvpair id="mover-level" name="level" value="@LEVEL@"/>
                      <nvpair id="mover-size" name="size" value="@SIZE@"/>
                      <nvpair id="mover-token" name="token" value="@TOKEN@"/>
                    </instance_attributes>
                    <meta_attributes id="mover-meta">
                      <nvpair id="mover-migrate" name="allow-migrate" value="true"/>
                    </meta_attributes>
                    <operations>
                      <op id="mover-monitor" name="monitor" interval="5s" timeout="15s"/>
                      <op id="mover-start" name="start" interval="0s" timeout="18s"/>
                    </operations>
                  </primitive>
                  <group id="both">
                    <primitive id="first" class="ocf" provider="test" type="Everything">
                      <instance_attributes id="first-params">
                        <nvpair id="first-dir" name="dir" value="@DIR@"/>
                      </instance_attributes>
                      <operations><op id="first-monitor" name="monitor" interval="1s"/></operations>
                    </primitive>
                    <primitive id="second" class="ocf" provider="test" type="Everything">
                      <instance_attributes id="second-params">
                        <nvpair id="second-dir" name="dir" value="@DIR@"/>
                      </instance_attributes>
                    </primitive>
                  </group>
                  <clone id="roles-clone">
                    <meta_attributes id="roles-clone-meta">
                      <nvpair id="roles-clone-promotable" name="promotable" value="true"/>
                      <nvpair id="roles-clone-notify" name="notify" value="true"/>
                      <nvpair id="roles-clone-interleave" name="interleave" value="true"/>
                    </meta_attributes>
                    <primitive id="roles" class="ocf" provider="test" type="Everything">
                      <instance_attributes id="roles-params">
                        <nvpair id="roles-dir" name="dir" value="@DIR@"/>
                      </instance_attributes>
                      <operations>
                        <op id="roles-monitor" name="monitor" interval="5s" role="Unpromoted"/>
                        <op id="roles-monitor-promoted" name="monitor" interval="6s" role="Promoted"/>
                      </operations>
                    </primitive>
                  </clone>
                </resources>
                <constraints>
                  <rsc_colocation id="both-with-promoted" rsc="both" with-rsc="roles-clone" with-rsc-role="Promoted"
                      score="INFINITY"/>
                  <rsc_order id="promote-then-both" first="roles-clone" first-action="promote" then="both"
                      then-action="start"/>
                </constraints>
                <rsc_defaults>
                  <meta_attributes id="defaults">
                    <nvpair id="default-stickiness" name="resource-stickiness" value="100"/>
                  </meta_attributes>
                </rsc_defaults>
              </configuration>
              <status/>
            </cib>
            """.replace("@LEVEL@", level).replace("@SIZE@", size).replace("@TOKEN@", token);
    }
}
