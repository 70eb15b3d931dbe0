package io.systole.actors.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.cib.ChangeResult;
import io.systole.cib.NodeName;
import io.systole.cib.TicketState;
import io.systole.cib.edit.TicketEdit;
import io.systole.cib.edit.TicketEdit.Kind;
import io.systole.splitbrain.core.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs a ticket follows it: as its loss-policy says, over a change of the DC, and when all nodes were down. */
final class TicketTest {
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
    void whatNeedsATicketFollowsItAsItsLossPolicySays() {
        assertThat(cluster.nodeOf("free")).isPresent();
        assertThat(cluster.nodeOf("stopped")).isEmpty();
        assertThat(cluster.nodeOf("frozen")).isEmpty();
        assertThat(promoted()).isEmpty();

        change(Kind.GRANT);
        cluster.nodes()
                .await(() -> cluster.nodeOf("frozen").isPresent() && promoted().size() == 1);
        cluster.awaitCalm("granted");
        assertThat(cluster.nodeOf("stopped")).isPresent();

        change(Kind.STANDBY);
        cluster.nodes()
                .await(() -> cluster.nodeOf("stopped").isEmpty() && promoted().isEmpty());
        cluster.awaitCalm("on standby");
        assertThat(cluster.nodeOf("frozen")).isEmpty();
        change(Kind.ACTIVATE);
        cluster.nodes()
                .await(() -> cluster.nodeOf("frozen").isPresent() && promoted().size() == 1);
        cluster.awaitCalm("active again");

        change(Kind.REVOKE);
        cluster.nodes()
                .await(() -> cluster.nodeOf("stopped").isEmpty() && promoted().isEmpty());
        cluster.awaitCalm("revoked");
        assertThat(cluster.nodeOf("frozen"))
                .as("loss-policy freeze leaves it alone")
                .isPresent();
        assertThat(cluster.nodeOf("db")).as("loss-policy demote").isPresent();
        assertThat(cluster.nodeOf("free")).isPresent();
    }

    @Test
    void theLossOfATicketHasTheNodeFencedWhereThatIsThePolicy() {
        cluster.configure(DOCUMENT.replace("loss-policy=\"stop\"", "loss-policy=\"fence\""));
        change(Kind.GRANT);
        cluster.nodes().await(() -> cluster.nodeOf("stopped").isPresent());
        cluster.awaitCalm("granted");
        String node = cluster.nodeOf("stopped").orElseThrow();
        String watcher = WholeNodes.NAMES.stream()
                .filter(name -> !name.equals(node))
                .findFirst()
                .orElseThrow();

        change(Kind.REVOKE);

        cluster.nodes().await(() -> standing(watcher, node) == Standing.FENCED);
    }

    @Test
    void aGrantSurvivesALossOfTheDc() {
        change(Kind.GRANT);
        cluster.nodes().await(() -> cluster.nodeOf("stopped").isPresent());
        cluster.awaitCalm("granted");
        String dc = Objects.requireNonNull(status(cluster.nodes().any()).dc()).value();
        List<String> others =
                WholeNodes.NAMES.stream().filter(name -> !name.equals(dc)).toList();

        cluster.nodes().leave(dc);
        cluster.nodes()
                .await(() ->
                        others.contains(String.valueOf(status(others.get(0)).dc())));
        cluster.nodes()
                .await(() -> cluster.nodeOf("stopped").filter(others::contains).isPresent());

        assertThat(ticket(others.get(0))).satisfies(TicketTest::isGrantedAndActs);
    }

    @Test
    void afterAllNodesWereDownAGrantWaitsUntilItIsActivated() {
        change(Kind.GRANT);
        cluster.nodes().await(() -> cluster.nodeOf("stopped").isPresent());
        cluster.awaitCalm("granted");
        String lastGranted = Objects.requireNonNull(ticket("n1").lastGranted());

        restartAll();

        cluster.awaitCalm("formed anew");
        assertThat(cluster.nodeOf("stopped")).isEmpty();
        TicketState waiting = ticket("n2");
        assertThat(waiting.granted()).isEqualTo("true");
        assertThat(waiting.lastGranted()).isEqualTo(lastGranted);
        assertThat(waiting.standby()).isEqualTo("true");

        change(Kind.ACTIVATE);
        cluster.nodes().await(() -> cluster.nodeOf("stopped").isPresent());
        cluster.awaitCalm("activated");
    }

    @Test
    void aTicketThatIsToBeKeptActsAgainByItself() {
        assertThat(cluster.nodes().ticket(new TicketEdit(Kind.SET_ATTRIBUTE, "site", "after-restart", "keep", false)))
                .isInstanceOf(ChangeResult.Accepted.class);
        change(Kind.GRANT);
        cluster.nodes().await(() -> cluster.nodeOf("stopped").isPresent());
        cluster.awaitCalm("granted");

        restartAll();

        cluster.nodes().await(() -> cluster.nodeOf("stopped").isPresent());
        assertThat(ticket("n3")).satisfies(TicketTest::isGrantedAndActs);
    }

    private void restartAll() {
        WholeNodes.NAMES.forEach(cluster.nodes()::leave);
        assertThat(cluster.nodeOf("stopped")).isEmpty();
        WholeNodes.NAMES.forEach(cluster.nodes()::start);
        cluster.nodes().awaitFormed();
    }

    private static void isGrantedAndActs(TicketState ticket) {
        assertThat(ticket.granted()).isEqualTo("true");
        assertThat(ticket.standby()).isNotEqualTo("true");
    }

    private void change(Kind kind) {
        assertThat(cluster.nodes().ticket(TicketEdit.of(kind, "site", true))).isInstanceOf(ChangeResult.Accepted.class);
    }

    private TicketState ticket(String asked) {
        return cluster.nodes().cib(asked).status().tickets().get(0);
    }

    /** The nodes on which the files of the agent say that the database is promoted. */
    private List<String> promoted() {
        return WholeNodes.NAMES.stream()
                .filter(node -> isPromoted(cluster.file(node, "db")))
                .toList();
    }

    private static boolean isPromoted(Path file) {
        try {
            return Files.readString(file).strip().equals("promoted");
        } catch (IOException notThere) {
            return false;
        }
    }

    private NodeStatus status(String asked) {
        return cluster.nodes().status(asked);
    }

    private Standing standing(String asked, String node) {
        return Objects.requireNonNull(status(asked).membership())
                .node(new NodeName(node))
                .orElseThrow()
                .standing();
    }

    private static String primitive(String id) {
        return """
            <primitive id="@ID@" class="ocf" provider="test" type="Everything">
              <instance_attributes id="@ID@-params"><nvpair id="@ID@-dir" name="dir" value="@DIR@"/></instance_attributes>
              <operations><op id="@ID@-monitor" name="monitor" interval="5s"/></operations>
            </primitive>
            """.replace("@ID@", id);
    }

    private static final String DOCUMENT =
            """
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
                  @PRIMITIVES@
                  <clone id="dbs">
                    <meta_attributes id="dbs-meta"><nvpair id="dbs-p" name="promotable" value="true"/></meta_attributes>
                    <primitive id="db" class="ocf" provider="test" type="Everything">
                      <instance_attributes id="db-params"><nvpair id="db-dir" name="dir" value="@DIR@"/></instance_attributes>
                    </primitive>
                  </clone>
                </resources>
                <constraints>
                  <rsc_ticket id="needs-1" rsc="stopped" ticket="site" loss-policy="stop"/>
                  <rsc_ticket id="needs-2" rsc="frozen" ticket="site" loss-policy="freeze"/>
                  <rsc_ticket id="needs-3" rsc="dbs" rsc-role="Promoted" ticket="site" loss-policy="demote"/>
                </constraints>
              </configuration>
              <status/>
            </cib>
            """.replace("@PRIMITIVES@", primitive("free") + primitive("stopped") + primitive("frozen"));
}
