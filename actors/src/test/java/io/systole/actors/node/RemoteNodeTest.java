package io.systole.actors.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.remote.core.SharedKey;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.ResourceId;
import io.systole.cib.edit.CibEdit;
import io.systole.cib.edit.MoveTerms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three members and a remote node: what runs there is theirs to steer, whoever of them is connected. */
final class RemoteNodeTest {
    private static final String FAR = "far";

    @TempDir
    private Path directory;

    private CalmCluster cluster;
    private RemoteHost host;

    @BeforeEach
    void form() {
        cluster = CalmCluster.formed(directory);
        host = new RemoteHost(directory);
        host.start();
        cluster.configure(document("20s"));
        cluster.nodes().await(() -> Files.exists(cluster.file(FAR, "app")));
        cluster.awaitCalm("the remote node is there");
    }

    @AfterEach
    void end() {
        cluster.close();
        host.close();
    }

    @Test
    void aResourceRunsThereWithItsMonitorsAndAttributes() {
        assertThat(history(FAR, "app")).contains("app_last_0", "app_monitor_1000");
        assertThat(state(FAR).fields().remoteNode()).isEqualTo("true");
        assertThat(state(FAR).fields().connHost()).isEqualTo(hostOf());

        Path commands = directory.resolve("remote-" + host.port()).resolve("agents/commands");
        assertThat(NodeCommand.run(commands, "crm_node", "-n").out()).isEqualTo(FAR + "\n");
        assertThat(NodeCommand.run(commands, "crm_attribute", "-l", "reboot", "-n", "load", "-v", "7"))
                .isEqualTo(new NodeCommand(0, "", ""));
        cluster.nodes()
                .await(() -> NodeCommand.run(commands, "attrd_updater", "-n", "load", "-Q")
                        .out()
                        .equals("name=\"load\" host=\"far\" value=\"7\"\n"));

        int begun = starts("app").size();
        delete("app");
        cluster.nodes().await(() -> cluster.failCount("app") == 1);
        cluster.awaitCalm("a monitor failed there");
        assertThat(starts("app"))
                .as(cluster.nodes().story())
                .hasSize(begun + 1)
                .allMatch(line -> line.startsWith(FAR + " "));

        assertThat(cluster.nodes().cleanup("app").forgotten()).contains("app on " + FAR);
        cluster.nodes().await(() -> cluster.failCount("app") == 0);
        cluster.awaitCalm("the failure was cleaned up");
        assertThat(starts("app")).hasSize(begun + 1);
    }

    @Test
    void itsConnectionMovesAndNothingIsRestarted() {
        String before = hostOf();
        int begun = starts("app").size();
        cluster.edit(new CibEdit.PreferNode(new ResourceId(FAR), new NodeName(other(before)), MoveTerms.ALWAYS));
        cluster.nodes().await(() -> hostOf().equals(other(before)));
        cluster.awaitCalm("the connection moved");
        assertThat(starts("app")).hasSize(begun);
        assertThat(stops("app")).isEmpty();

        delete("app");
        cluster.nodes().await(() -> starts("app").size() == begun + 1);
        cluster.awaitCalm("monitored by the new host");
    }

    @Test
    void theDeathOfTheConnectionsHostRestartsNothing() throws IOException {
        String before = hostOf();
        int begun = starts("app").size();

        cluster.nodes().crash(before);
        for (String resource : List.of("near")) {
            Files.deleteIfExists(cluster.file(before, resource));
        }
        cluster.nodes().await(() -> !hostOf().isEmpty() && !hostOf().equals(before));
        cluster.awaitCalm("another member is connected");
        assertThat(starts("app")).hasSize(begun);
        assertThat(stops("app")).isEmpty();
        assertThat(history(FAR, "app")).contains("app_last_0", "app_monitor_1000");

        delete("app");
        cluster.nodes().await(() -> starts("app").size() == begun + 1);
        cluster.awaitCalm("monitored by the new host");
        assertThat(Files.exists(cluster.file(FAR, "app"))).isTrue();
    }

    @Test
    void aRemoteHostThatIsGoneIsFencedAndItsWorkTakenOver() {
        host.kill();
        delete("app");

        cluster.nodes().await(() -> cluster.nodeOf("app").isPresent());
        assertThat(state(FAR).fields().nodeFenced()).isEqualTo("1");

        host.start();
        cluster.nodes().await(() -> !hostOf().isEmpty());
        cluster.awaitCalm("the remote host is back");
        assertThat(state(FAR).fields().nodeFenced()).isEqualTo("0");
    }

    @Test
    void standbyMovesItsWorkToTheMembers() {
        cluster.standby(FAR, "on");
        cluster.nodes().await(() -> cluster.nodeOf("app").isPresent());
        cluster.awaitCalm("standby of a remote node");
        assertThat(Files.exists(cluster.file(FAR, "app"))).isFalse();

        cluster.standby(FAR, null);
        cluster.nodes().await(() -> Files.exists(cluster.file(FAR, "app")));
        cluster.awaitCalm("no standby of a remote node");
    }

    @Test
    void aHostWithAnotherKeyIsNotConnected() {
        cluster.edit(new CibEdit.SetMeta(new ResourceId(FAR), "target-role", "Stopped"));
        cluster.nodes().await(() -> cluster.nodeOf("app").isPresent());
        cluster.awaitCalm("the connection was stopped");
        host.kill();
        host.start(SharedKey.of("another secret of thirty-two bytes".getBytes(StandardCharsets.UTF_8)));

        cluster.edit(new CibEdit.SetMeta(new ResourceId(FAR), "target-role", null));
        cluster.nodes().await(() -> cluster.failCount(FAR) > 0);

        assertThat(hostOf()).isEmpty();
        assertThat(Files.exists(cluster.file(FAR, "app"))).isFalse();
    }

    @Test
    void aRemoteHostThatIsShutDownIsEmptiedFirst() {
        host.daemon().leave();

        cluster.nodes().await(() -> cluster.nodeOf("app").isPresent());
        String why = host.daemon()
                .ended()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
        assertThat(why).isEqualTo("the cluster let this host go");
        assertThat(stops("app")).hasSize(1);
    }

    private String other(String node) {
        return WholeNodes.NAMES.stream()
                .filter(name -> !name.equals(node))
                .findFirst()
                .orElseThrow();
    }

    private String hostOf() {
        return Optional.ofNullable(state(FAR).fields().connHost()).orElse("");
    }

    private NodeState state(String node) {
        return cluster.nodes().cib(cluster.nodes().any()).status().nodeStates().stream()
                .filter(state -> String.valueOf(state.uname()).equals(node))
                .findFirst()
                .orElseThrow();
    }

    private List<String> history(String node, String resource) {
        return state(node).lrmResources().stream()
                .filter(history -> history.id().value().equals(resource))
                .flatMap(history -> history.operations().stream())
                .map(entry -> entry.id())
                .toList();
    }

    private void delete(String resource) {
        try {
            Files.delete(cluster.file(FAR, resource));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private List<String> starts(String resource) {
        return lines(resource, "start");
    }

    private List<String> stops(String resource) {
        return lines(resource, "stop");
    }

    private List<String> lines(String resource, String action) {
        return cluster.done(action).stream()
                .filter(line -> line.contains(" " + resource + " "))
                .toList();
    }

    private String document(String timeout) {
        return """
            <cib validate-with="pacemaker-3.9" epoch="1" num_updates="0" admin_epoch="0">
              <configuration>
                <crm_config/>
                <nodes/>
                <resources>
                  <primitive id="power" class="stonith" type="fence_process">
                    <instance_attributes id="power-params">
                      <nvpair id="power-hosts" name="pcmk_host_list" value="n1 n2 n3 far"/>
                    </instance_attributes>
                  </primitive>
                  <primitive id="far" class="ocf" provider="pacemaker" type="remote">
                    <instance_attributes id="far-params">
                      <nvpair id="far-server" name="server" value="127.0.0.1"/>
                      <nvpair id="far-port" name="port" value="@PORT@"/>
                    </instance_attributes>
                    <operations>
                      <op id="far-monitor" name="monitor" interval="20s" timeout="15s"/>
                      <op id="far-start" name="start" interval="0s" timeout="@TIMEOUT@"/>
                    </operations>
                  </primitive>
                  <primitive id="app" class="ocf" provider="test" type="Everything">
                    <instance_attributes id="app-params"><nvpair id="app-dir" name="dir" value="@DIR@"/></instance_attributes>
                    <operations><op id="app-monitor" name="monitor" interval="1s" timeout="10s"/></operations>
                  </primitive>
                  <primitive id="near" class="ocf" provider="test" type="Everything">
                    <instance_attributes id="near-params"><nvpair id="near-dir" name="dir" value="@DIR@"/></instance_attributes>
                  </primitive>
                </resources>
                <constraints>
                  <rsc_location id="app-far" rsc="app" node="far" score="1000"/>
                  <rsc_location id="near-not-far" rsc="near" node="far" score="-INFINITY"/>
                </constraints>
              </configuration>
              <status/>
            </cib>
            """.replace("@PORT@", Integer.toString(host.port())).replace("@TIMEOUT@", timeout);
    }
}
