package io.systole.actors.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.cib.edit.CibEdit;
import io.systole.cib.edit.MoveTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guest nodes and bundles. Agents of the test's own stand in for virtual machine, container and address; the daemon inside
 * is a real one.
 */
final class GuestNodeTest {
    @TempDir
    private Path directory;

    private CalmCluster cluster;
    private RemoteHost inside;

    @BeforeEach
    void form() throws IOException {
        cluster = CalmCluster.formed(directory);
        standIn("podman");
        standIn("IPaddr2");
        inside = new RemoteHost(directory);
        inside.start();
    }

    @AfterEach
    void end() {
        cluster.close();
        inside.close();
    }

    @Test
    void aGuestRunsItsResourcesAndIsRestartedWithThemWhenItDies() throws IOException {
        cluster.configure(document(GUEST));
        cluster.nodes().await(() -> Files.exists(cluster.file("guest", "app")));
        cluster.awaitCalm("the guest is there");
        String node = cluster.nodeOf("vm").orElseThrow();

        inside.kill();
        Files.delete(cluster.file(node, "vm"));
        Files.delete(cluster.file("guest", "app"));
        inside.start();

        cluster.nodes()
                .await(() -> cluster.done("start").stream()
                                .filter(line -> line.startsWith("guest app "))
                                .count()
                        == 2);
        cluster.awaitCalm("the guest was recovered");
        assertThat(cluster.nodeOf("vm")).isPresent();

        cluster.edit(new CibEdit.SetMeta(new ResourceId("app"), "target-role", "Stopped"));
        cluster.awaitCalm("what runs in the guest was stopped");
        cluster.edit(new CibEdit.SetMeta(new ResourceId("vm"), "target-role", "Stopped"));
        cluster.nodes().await(() -> cluster.nodeOf("vm").isEmpty());
        cluster.awaitCalm("the guest was stopped");
        assertThat(Files.exists(cluster.file("guest", "app"))).isFalse();
    }

    @Test
    void aBundleMakesContainerAddressAndConnectionAndRunsWhatIsInside() {
        cluster.configure(document(BUNDLE));
        cluster.nodes().await(() -> Files.exists(cluster.file("site-0", "app")));
        cluster.awaitCalm("the bundle runs");
        String node = cluster.nodeOf("site-podman-0").orElseThrow();
        assertThat(cluster.nodeOf("site-ip-127.0.0.1")).contains(node);

        cluster.edit(new CibEdit.BanNode(new ResourceId("site"), new NodeName(node), MoveTerms.ALWAYS));
        cluster.nodes()
                .await(() -> cluster.nodeOf("site-podman-0")
                        .filter(now -> !now.equals(node))
                        .isPresent());
        cluster.nodes().await(() -> Files.exists(cluster.file("site-0", "app")));
        cluster.awaitCalm("the bundle moved");
        assertThat(cluster.done("stop")).anyMatch(line -> line.startsWith("site-0 app "));

        cluster.edit(new CibEdit.SetMeta(new ResourceId("site"), "target-role", "Stopped"));
        cluster.nodes().await(() -> cluster.nodeOf("site-podman-0").isEmpty());
        cluster.awaitCalm("the bundle was stopped");
    }

    /** An agent of provider heartbeat whose resource is a file. */
    private void standIn(String type) throws IOException {
        Path agent = directory.resolve("own/resource.d/heartbeat").resolve(type);
        Files.createDirectories(agent.getParent());
        Files.writeString(agent, STAND_IN.replace("@DIR@", directory.toString()).replace("@TYPE@", type));
        Files.setPosixFilePermissions(agent, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String document(String resources) {
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
                  </primitive>
            """ + resources.replace("@PORT@", Integer.toString(inside.port())) + """
              </configuration>
              <status/>
            </cib>
            """;
    }

    private static final String STAND_IN = """
            #!/bin/sh
            mine="@DIR@/$SYSTOLE_NODE.$OCF_RESOURCE_INSTANCE"
            case "$1" in
                start) echo up >"$mine" ;;
                stop) rm -f "$mine" ;;
                monitor) [ -e "$mine" ] || exit 7 ;;
                meta-data)
                    cat <<'END'
            <?xml version="1.0"?>
            <resource-agent name="@TYPE@" version="1.0">
              <version>1.0</version>
              <shortdesc lang="en">a stand-in</shortdesc>
              <parameters/>
              <actions>
                <action name="start" timeout="20s"/><action name="stop" timeout="20s"/>
                <action name="monitor" timeout="20s" interval="10s"/><action name="meta-data" timeout="5s"/>
              </actions>
            </resource-agent>
            END
                    ;;
                *) exit 3 ;;
            esac
            exit 0
            """;

    private static final String GUEST = """
                  <primitive id="vm" class="ocf" provider="test" type="Everything">
                    <instance_attributes id="vm-params"><nvpair id="vm-dir" name="dir" value="@DIR@"/></instance_attributes>
                    <meta_attributes id="vm-meta">
                      <nvpair id="vm-guest" name="remote-node" value="guest"/>
                      <nvpair id="vm-addr" name="remote-addr" value="127.0.0.1"/>
                      <nvpair id="vm-port" name="remote-port" value="@PORT@"/>
                    </meta_attributes>
                    <operations><op id="vm-monitor" name="monitor" interval="2s" timeout="10s"/></operations>
                  </primitive>
                  <primitive id="app" class="ocf" provider="test" type="Everything">
                    <instance_attributes id="app-params"><nvpair id="app-dir" name="dir" value="@DIR@"/></instance_attributes>
                    <operations><op id="app-monitor" name="monitor" interval="2s" timeout="10s"/></operations>
                  </primitive>
                </resources>
                <constraints>
                  <rsc_location id="app-guest" rsc="app" node="guest" score="INFINITY"/>
                  <rsc_location id="app-not-1" rsc="app" node="n1" score="-INFINITY"/>
                  <rsc_location id="app-not-2" rsc="app" node="n2" score="-INFINITY"/>
                  <rsc_location id="app-not-3" rsc="app" node="n3" score="-INFINITY"/>
                </constraints>
            """;

    private static final String BUNDLE = """
                  <bundle id="site">
                    <podman image="site:latest" replicas="1" run-command="systole remote"/>
                    <network ip-range-start="127.0.0.1" control-port="@PORT@"/>
                    <primitive id="app" class="ocf" provider="test" type="Everything">
                      <instance_attributes id="app-params"><nvpair id="app-dir" name="dir" value="@DIR@"/></instance_attributes>
                      <operations><op id="app-monitor" name="monitor" interval="2s" timeout="10s"/></operations>
                    </primitive>
                  </bundle>
                </resources>
                <constraints/>
            """;
}
