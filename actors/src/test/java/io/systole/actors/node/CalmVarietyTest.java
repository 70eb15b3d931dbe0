package io.systole.actors.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.LrmResource;
import io.systole.cib.ResourceId;
import io.systole.cib.edit.CibEdit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calm after changes of many kinds of resources and operations, and after failures that stay. */
final class CalmVarietyTest {
    @TempDir
    private Path directory;

    private CalmCluster cluster;

    @BeforeEach
    void form() {
        cluster = CalmCluster.formed(directory);
        cluster.configure(DOCUMENT);
        cluster.awaitCalm("from nothing");
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    void operationsChange() {
        cluster.configure(DOCUMENT.replace("interval=\"7s\"", "interval=\"8s\""));
        cluster.awaitCalm("another interval");

        cluster.configure(DOCUMENT.replace("timeout=\"17s\"", "timeout=\"16s\""));
        cluster.awaitCalm("another timeout");

        cluster.configure(
                DOCUMENT.replace("name=\"OCF_CHECK_LEVEL\" value=\"10\"", "name=\"OCF_CHECK_LEVEL\" value=\"20\""));
        cluster.awaitCalm("another check level");

        cluster.configure(DOCUMENT.replace("interval=\"7s\"", "interval=\"7s\" enabled=\"false\""));
        cluster.awaitCalm("an operation that is switched off");
    }

    @Test
    void parametersChange() {
        cluster.configure(DOCUMENT.replace(
                "name=\"pcmk_host_list\" value=\"n1 n2 n3\"", "name=\"pcmk_host_list\" value=\"n3 n2 n1\""));
        cluster.awaitCalm("a parameter of the fence device");

        cluster.configure(DOCUMENT.replace("name=\"level\" value=\"ruled\"", "name=\"level\" value=\"changed\""));
        cluster.awaitCalm("a parameter that a rule gives to one node");

        cluster.configure(DOCUMENT.replace(
                "<primitive id=\"plain\" class=\"ocf\" provider=\"test\" type=\"Everything\">",
                "<primitive id=\"plain\" class=\"ocf\" provider=\"systole\" type=\"Dummy\">"));
        cluster.awaitCalm("another agent");
    }

    @Test
    void resourcesComeAndGo() {
        cluster.configure(DOCUMENT.replaceAll("(?s)<primitive id=\"plain\".*?</primitive>", "")
                .replaceAll("<rsc_order.*/>", ""));
        cluster.awaitCalm("a resource was removed");
        assertThat(histories()).doesNotContain("plain");
        assertThat(cluster.nodeOf("plain")).isEmpty();

        cluster.configure(
                DOCUMENT.replaceAll("(?s)<clone id=\"pairs\">.*?</clone>", "").replaceAll("<rsc_order.*/>", ""));
        cluster.awaitCalm("a cloned group was removed");

        cluster.configure(DOCUMENT.replace("name=\"clone-max\" value=\"4\"", "name=\"clone-max\" value=\"2\""));
        cluster.awaitCalm("fewer instances");

        cluster.configure(DOCUMENT);
        cluster.awaitCalm("all again");

        cluster.edit(new CibEdit.SetMeta(new ResourceId("pairs"), "target-role", "Stopped"));
        cluster.awaitCalm("stopped");
        cluster.edit(new CibEdit.SetMeta(new ResourceId("pairs"), "target-role", null));
        cluster.awaitCalm("started");
    }

    @Test
    void aStartThatFailsStaysFailed() throws IOException {
        for (String node : WholeNodes.NAMES) {
            Files.createFile(cluster.file(node, "plain.refuse"));
        }
        cluster.edit(new CibEdit.SetMeta(new ResourceId("plain"), "target-role", "Stopped"));
        cluster.awaitCalm("stopped");

        cluster.edit(new CibEdit.SetMeta(new ResourceId("plain"), "target-role", null));
        cluster.nodes().await(() -> cluster.failCount("plain") == 3);
        cluster.awaitCalm("no node can start it");
        for (String node : WholeNodes.NAMES) {
            Files.delete(cluster.file(node, "plain.refuse"));
        }
        cluster.nodes().cleanup("plain");
        cluster.nodes().await(() -> cluster.nodeOf("plain").isPresent());
        cluster.awaitCalm("cleaned up");
    }

    @Test
    void aStopThatFailsBlocks() throws IOException {
        String node = cluster.nodeOf("plain").orElseThrow();
        Files.createFile(cluster.file(node, "plain.stubborn"));

        cluster.edit(new CibEdit.SetMeta(new ResourceId("plain"), "target-role", "Stopped"));
        cluster.nodes().await(() -> cluster.failCount("plain") == 1);
        cluster.awaitCalm("blocked");
        Files.delete(cluster.file(node, "plain.stubborn"));
        cluster.nodes().cleanup("plain");
        cluster.nodes().await(() -> cluster.nodeOf("plain").isEmpty());
        cluster.awaitCalm("cleaned up");
    }

    @Test
    void failuresExpire() throws IOException {
        String node = cluster.nodeOf("brief").orElseThrow();
        Files.delete(cluster.file(node, "brief"));

        cluster.nodes().await(() -> cluster.failCount("brief") == 1);
        cluster.nodes().await(() -> cluster.failCount("brief") == 0);
        cluster.awaitCalm("the failure has expired");
        assertThat(cluster.nodeOf("brief")).isPresent();
    }

    @Test
    void nodesAreUnfencedOnceAndAgainWhenTheDeviceChanges() throws IOException {
        Path agent = directory.resolve("own-fence/fence_test");
        Files.createDirectories(agent.getParent());
        Files.writeString(agent, FENCE_AGENT.replace("@DIR@", directory.toString()));
        Files.setPosixFilePermissions(agent, PosixFilePermissions.fromString("rwxr-xr-x"));
        String unfencing = DOCUMENT.replace("type=\"fence_process\"", "type=\"fence_test\"")
                .replace(
                        "<operations><op id=\"power-monitor\"",
                        "<meta_attributes id=\"power-meta\"><nvpair id=\"power-provides\" name=\"provides\""
                                + " value=\"unfencing\"/></meta_attributes><operations><op id=\"power-monitor\"");

        cluster.configure(unfencing);
        cluster.awaitCalm("unfenced");
        assertThat(unfenced()).containsExactlyInAnyOrder("on n1", "on n2", "on n3");

        cluster.configure(unfencing.replace(
                "<nvpair id=\"power-hosts\"",
                "<nvpair id=\"power-port\" name=\"ipport\" value=\"1\"/><nvpair id=\"power-hosts\""));
        cluster.awaitCalm("unfenced again");
        assertThat(unfenced()).hasSize(6);
    }

    private List<String> unfenced() throws IOException {
        return Files.readAllLines(directory.resolve("unfenced.log"));
    }

    private static final String FENCE_AGENT = """
            #!/bin/sh
            # A fence agent that writes down whom it unfenced.
            while IFS= read -r line; do
                case "$line" in
                    action=*) action=${line#*=} ;;
                    nodename=*) node=${line#*=} ;;
                esac
            done
            case "$action" in
                on) echo "on $node" >>"@DIR@/unfenced.log" ;;
                metadata) cat <<'END'
            <?xml version="1.0"?>
            <resource-agent name="fence_test" shortdesc="test">
              <parameters><parameter name="ipport"><content type="string"/></parameter></parameters>
              <actions>
                <action name="on" automatic="1"/><action name="off"/><action name="reboot"/><action name="status"/>
                <action name="monitor"/><action name="metadata"/>
              </actions>
            </resource-agent>
            END
            esac
            exit 0
            """;

    private List<String> histories() {
        return cluster.nodes().cib(cluster.nodes().any()).status().nodeStates().stream()
                .flatMap(state -> state.lrmResources().stream())
                .map(LrmResource::id)
                .map(ResourceId::value)
                .toList();
    }

    private static final String DOCUMENT = """
            <cib validate-with="pacemaker-3.9" epoch="1" num_updates="0" admin_epoch="0">
              <configuration>
                <crm_config>
                  <cluster_property_set id="options">
                    <nvpair id="recheck" name="cluster-recheck-interval" value="10s"/>
                  </cluster_property_set>
                </crm_config>
                <nodes/>
                <resources>
                  <template id="kind" class="ocf" provider="test" type="Everything">
                    <instance_attributes id="kind-params"><nvpair id="kind-dir" name="dir" value="@DIR@"/></instance_attributes>
                    <operations>
                      <op id="kind-monitor" name="monitor" interval="7s" timeout="17s">
                        <instance_attributes id="kind-level"><nvpair id="kind-check" name="OCF_CHECK_LEVEL" value="10"/></instance_attributes>
                      </op>
                    </operations>
                  </template>
                  <primitive id="power" class="stonith" type="fence_process">
                    <instance_attributes id="power-params">
                      <nvpair id="power-hosts" name="pcmk_host_list" value="n1 n2 n3"/>
                    </instance_attributes>
                    <operations><op id="power-monitor" name="monitor" interval="60s"/></operations>
                  </primitive>
                  <primitive id="templated" template="kind">
                    <instance_attributes id="templated-ruled" score="10">
                      <rule id="templated-rule" score="0">
                        <expression id="templated-where" attribute="#uname" operation="eq" value="n1"/>
                      </rule>
                      <nvpair id="templated-level" name="level" value="ruled"/>
                    </instance_attributes>
                    <instance_attributes id="templated-params" score="1">
                      <nvpair id="templated-level-else" name="level" value="else"/>
                    </instance_attributes>
                  </primitive>
                  <primitive id="plain" class="ocf" provider="test" type="Everything">
                    <instance_attributes id="plain-params"><nvpair id="plain-dir" name="dir" value="@DIR@"/></instance_attributes>
                    <operations>
                      <op id="plain-monitor" name="monitor" interval="5s" start-delay="1s"/>
                      <op id="plain-watch" name="monitor" interval="9s" role="Stopped"/>
                      <op id="plain-stop" name="stop" interval="0s" timeout="19s" on-fail="block"/>
                    </operations>
                  </primitive>
                  <primitive id="brief" class="ocf" provider="test" type="Everything">
                    <instance_attributes id="brief-params"><nvpair id="brief-dir" name="dir" value="@DIR@"/></instance_attributes>
                    <meta_attributes id="brief-meta">
                      <nvpair id="brief-threshold" name="migration-threshold" value="1"/>
                      <nvpair id="brief-timeout" name="failure-timeout" value="3s"/>
                    </meta_attributes>
                    <operations><op id="brief-monitor" name="monitor" interval="1s"/></operations>
                  </primitive>
                  <clone id="many">
                    <meta_attributes id="many-meta">
                      <nvpair id="many-unique" name="globally-unique" value="true"/>
                      <nvpair id="many-max" name="clone-max" value="4"/>
                      <nvpair id="many-node-max" name="clone-node-max" value="2"/>
                    </meta_attributes>
                    <primitive id="one" template="kind"/>
                  </clone>
                  <clone id="pairs">
                    <meta_attributes id="pairs-meta"><nvpair id="pairs-interleave" name="interleave" value="true"/></meta_attributes>
                    <group id="pair">
                      <primitive id="left" template="kind"/>
                      <primitive id="right" template="kind"/>
                    </group>
                  </clone>
                </resources>
                <constraints>
                  <rsc_location id="brief-on-n1" rsc="brief" node="n1" score="50"/>
                  <rsc_order id="pairs-then-plain" first="pairs" then="plain" kind="Optional"/>
                </constraints>
                <op_defaults>
                  <meta_attributes id="op-defaults"><nvpair id="op-timeout" name="timeout" value="25s"/></meta_attributes>
                </op_defaults>
              </configuration>
              <status/>
            </cib>
            """;
}
