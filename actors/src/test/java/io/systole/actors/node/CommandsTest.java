package io.systole.actors.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.Cib;
import io.systole.cib.NodeState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three members whose agents and people call the commands of the field. */
final class CommandsTest {
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
    void attributesAreKnownOnEveryNodeAndPromotionScoresBeforeTheResultOfTheirOperation() throws IOException {
        cluster.configure(DOCUMENT);
        cluster.nodes().await(() -> promoted() == 1);
        cluster.awaitCalm("one is promoted");
        for (String node : WholeNodes.NAMES) {
            assertThat(run(node, "crm_node", "-n").out()).isEqualTo(node + "\n");
            assertThat(run(node, "crm_attribute", "-l", "reboot", "-n", "load", "-v", node))
                    .isEqualTo(new NodeCommand(0, "", ""));
            assertThat(run(node, "crm_attribute", "-l", "reboot", "-n", "load", "-G", "-q")
                            .out())
                    .as("what was set can be read at once")
                    .isEqualTo(node + "\n");
            int score = Files.readString(cluster.file(node, "roles")).startsWith("promoted") ? 10 : 5;
            assertThat(run(node, "crm_attribute", "-p", "roles", "-G", "-q").out())
                    .isEqualTo(score + "\n");
        }
        assertThat(run("n1", "crm_node", "-p").out()).isEqualTo("n1 n2 n3 \n");
        assertThat(run("n1", "crm_node", "-q").out()).isEqualTo("1\n");
        cluster.nodes()
                .await(() -> run("n1", "attrd_updater", "-n", "load", "-Q", "-A")
                        .out()
                        .equals("""
                                name="load" host="n1" value="n1"
                                name="load" host="n2" value="n2"
                                name="load" host="n3" value="n3"
                                """));
    }

    @Test
    void whatIsAskedAndChangedIsTheClustersOwn() throws Exception {
        cluster.configure(DOCUMENT);
        cluster.nodes().await(() -> promoted() == 1);
        cluster.awaitCalm("one is promoted");
        var mon = run("n2", "crm_mon", "-1", "--output-as=xml");
        assertThat(mon.code()).as(mon.err()).isZero();
        assertThat(mon.out())
                .containsPattern("<resource id=\"roles\" .* role=\"Promoted\" .*active=\"true\" orphaned=\"false\"")
                .containsPattern("<node name=\"n3\" .*online=\"true\" standby=\"false\"");
        Path commands = directory.resolve("n1/agents/commands");
        var overAFile = NodeCommand.run(
                Path.of("/bin"),
                "bash",
                "-c",
                "CIB_file=<(" + commands + "/cibadmin -Q | sed 's/validate-with=\"[^\"]*\"/validate-with=\"none\"/') "
                        + commands + "/crm_mon -1 --as-xml");
        assertThat(overAFile.out()).contains("<crm_mon version=").contains("role=\"Promoted\"");
        assertThat(run("n1", "cibadmin", "-Q", "--xpath", "//node_state[@crmd='online']//nvpair[@name='master-roles']")
                        .out()
                        .lines()
                        .filter(line -> line.contains("<nvpair")))
                .hasSize(3);
        assertThat(run("n1", "stonith_admin", "-L").out()).isEqualTo("power\n1 fence device found\n");
        assertThat(run("n1", "stonith_admin", "-H", "*").out()).isEqualTo("0 events found\n");
        assertThat(run("n1", "crm_verify", "-L").code()).isZero();

        assertThat(run("n1", "crm_resource", "-B", "-r", "roles-clone", "-N", "n3", "-Q"))
                .isEqualTo(new NodeCommand(0, "", ""));
        cluster.nodes().await(() -> !Files.exists(cluster.file("n3", "roles")));
        cluster.awaitCalm("one node is banned");
        assertThat(run("n2", "crm_resource", "-W", "-r", "roles", "-Q").out().lines())
                .containsExactlyInAnyOrder("n1", "n2");
        assertThat(run("n2", "crm_resource", "-U", "-r", "roles-clone").out())
                .isEqualTo("Removing constraint: cli-ban-roles-clone-on-n3\n");
        Path edit = Files.writeString(directory.resolve("tag.xml"), "<tag id=\"all\"><obj_ref id=\"roles\"/></tag>");
        assertThat(run("n3", "cibadmin", "-M", "-X", TAGS)).isEqualTo(new NodeCommand(0, "", ""));
        cluster.nodes()
                .await(() -> run("n1", "cibadmin", "-C", "-o", "tags", "-x", edit.toString())
                                .code()
                        != 105);
        cluster.nodes()
                .await(() -> run("n3", "cibadmin", "-Q", "-o", "tags").out().contains("<tag id=\"all\">"));
        assertThat(run("n2", "crm_ticket", "-t", "site", "-g").code()).isEqualTo(4);
        assertThat(run("n2", "crm_ticket", "-t", "site", "-g", "--force")).isEqualTo(new NodeCommand(0, "", ""));
        cluster.nodes()
                .await(() -> run("n1", "crm_ticket", "-t", "site", "-G", "granted")
                        .out()
                        .equals("true\n"));
    }

    @Test
    void anotherNodesAttributesPrivateOnesAndPermanentOnesAreItsToo() throws IOException {
        cluster.configure(DOCUMENT);
        cluster.nodes().await(() -> promoted() == 1);
        cluster.awaitCalm("all are started");
        assertThat(run("n1", "attrd_updater", "-p", "-N", "n2", "-n", "secret", "-U", "x"))
                .isEqualTo(new NodeCommand(0, "", ""));
        assertThat(run("n3", "attrd_updater", "-p", "-N", "n2", "-n", "secret", "-Q")
                        .out())
                .isEqualTo("name=\"secret\" host=\"n2\" value=\"x\"\n");
        assertThat(run("n1", "crm_attribute", "-N", "n2", "-n", "rack", "-v", "r2"))
                .isEqualTo(new NodeCommand(0, "", ""));
        cluster.nodes()
                .await(() -> run("n3", "crm_attribute", "-N", "n2", "-n", "rack", "-G", "-q")
                        .out()
                        .equals("r2\n"));
        assertThat(run("n3", "crm_attribute", "-N", "n9", "-n", "rack", "-v", "1")
                        .code())
                .isEqualTo(105);

        Files.delete(cluster.file("n2", "roles"));
        cluster.nodes()
                .await(() -> !run("n1", "crm_failcount", "-G", "-q", "-r", "roles", "-N", "n2")
                        .out()
                        .equals("0\n"));
        cluster.awaitCalm("a monitor failed");
        assertThat(run("n1", "crm_failcount", "-D", "-r", "roles", "-N", "n2").code())
                .isZero();
        cluster.nodes()
                .await(() -> run("n1", "crm_failcount", "-G", "-q", "-r", "roles", "-N", "n2")
                        .out()
                        .equals("0\n"));
    }

    private NodeCommand run(String node, String name, String... arguments) {
        return NodeCommand.run(directory.resolve(node).resolve("agents/commands"), name, arguments);
    }

    /** How many are promoted; whoever has been started must have a score by then. */
    private long promoted() {
        Cib cib = cluster.nodes().cib("n1");
        for (NodeState state : cib.status().nodeStates()) {
            boolean started = state.lrmResources().stream()
                    .filter(resource -> resource.id().value().equals("roles"))
                    .flatMap(resource -> resource.operations().stream())
                    .anyMatch(entry -> List.of("start", "promote").contains(String.valueOf(entry.operation()))
                            && "0".equals(entry.rcCode()));
            boolean scored = state.transientSets().stream().anyMatch(set -> set.value("master-roles") != null);
            assertThat(scored || !started)
                    .as(state.uname() + " has started it, and a score: " + state.transientSets())
                    .isTrue();
        }
        return WholeNodes.NAMES.stream()
                .filter(node -> "promoted".equals(content(cluster.file(node, "roles"))))
                .count();
    }

    private static String content(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException notThere) {
            return "";
        }
    }

    private static final String TAGS =
            "<configuration><tags><tag id=\"t\"><obj_ref id=\"power\"/></tag></tags></configuration>";

    private static final String DOCUMENT = """
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
                  <clone id="roles-clone">
                    <meta_attributes id="roles-clone-meta">
                      <nvpair id="roles-clone-promotable" name="promotable" value="true"/>
                    </meta_attributes>
                    <primitive id="roles" class="ocf" provider="test" type="Everything">
                      <instance_attributes id="roles-params"><nvpair id="roles-dir" name="dir" value="@DIR@"/></instance_attributes>
                      <operations>
                        <op id="roles-monitor" name="monitor" interval="1s" role="Unpromoted"/>
                        <op id="roles-monitor-promoted" name="monitor" interval="2s" role="Promoted"/>
                      </operations>
                    </primitive>
                  </clone>
                </resources>
                <constraints/>
              </configuration>
              <status/>
            </cib>
            """;
}
