package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Constraints as they are shown, added and removed; nobody sits at a terminal here. */
@SuppressWarnings("NullAway.Init")
class ConstraintCommandTest {
    private static final String CIB = """
            <cib validate-with="pacemaker-3.10" epoch="1" num_updates="0" admin_epoch="0">
              <configuration>
                <crm_config>
                  <cluster_property_set id="cib-bootstrap-options">
                    <nvpair id="f" name="fencing-enabled" value="false"/>
                  </cluster_property_set>
                </crm_config>
                <nodes><node id="1" uname="n1"/><node id="2" uname="n2"/></nodes>
                <resources>
                  <group id="web">
                    <primitive id="ip" class="ocf" provider="heartbeat" type="Dummy"/>
                    <primitive id="srv" class="ocf" provider="heartbeat" type="Dummy"/>
                  </group>
                  <primitive id="db" class="ocf" provider="heartbeat" type="Dummy"/>
                </resources>
                <constraints>
                  <rsc_location id="web-n1" rsc="web" node="n1" score="100"/>
                  <rsc_order id="db-first" first="db" then="web"/>
                  <rsc_location id="db-was" rsc="db"><rule id="db-was-rule" score="INFINITY">
                    <expression id="db-was-e" attribute="#uname" operation="eq" value="n1"/>
                    <date_expression id="db-was-d" operation="lt" end="2020-01-01 00:00:00Z"/></rule></rsc_location>
                </constraints>
              </configuration>
              <status/>
            </cib>
            """;

    @TempDir
    private Path directory;

    private FakeNode node;

    @BeforeEach
    void start() throws IOException {
        node = new FakeNode(directory);
        node.answers("GET /v1/cib", CIB);
        node.answers("POST /v1/cib/patch", "changed\n");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void listsWhatConcernsAPartOfAGroup() {
        assertThat(node.run("constraint", "list", "--resource", "ip")).isZero();

        assertThat(node.out()).isEqualTo("""
                        location web-n1: web prefers n1 (100)
                        order db-first: start db, then start web; in reverse when they stop
                        """);
    }

    @Test
    void saysThatAResourceIsNotThere() {
        assertThat(node.run("constraint", "list", "--resource", "nothing")).isEqualTo(4);
        assertThat(node.err()).contains("nothing: is not in the configuration");
    }

    @Test
    void showsTheStatementAndTheStateForPeopleAndPrograms() {
        assertThat(node.run("constraint", "show", "db-was")).isZero();
        assertThat(node.out())
                .contains("expired: its time is over")
                .contains("| location db-was db")
                .contains("date lt");

        assertThat(node.run("constraint", "show", "db-was", "--json")).isZero();
        assertThat(node.out()).contains("\"state\" : \"expired\"").contains("\"resources\" : [ \"db\" ]");
        assertThat(node.run("constraint", "show", "web-n3")).isEqualTo(4);
        assertThat(node.err()).contains("web-n3: no constraint has this id").contains("db-first");
    }

    @Test
    void addsWithAnIdMadeOfTheWordsAfterShowingWhatItMeans() {
        assertThat(node.run("constraint", "add", "location", "db", "-inf:", "n2", "--yes"))
                .isZero();

        assertThat(node.out()).contains("+ location location-db-n2 db -inf: n2").contains("What the cluster would do:");
        assertThat(node.body).contains("location-db-n2").contains("-INFINITY");
        assertThat(node.asked).last().asString().contains("reason=constraint%20add%20location");
    }

    @Test
    void addsOfEachKind() {
        assertThat(node.run("constraint", "add", "colocation", "together", "inf:", "db", "web", "--yes"))
                .isZero();
        assertThat(node.body).contains("together").contains("with-rsc");
        assertThat(node.run("constraint", "add", "order", "Optional:", "web", "db:start", "--yes"))
                .isZero();
        assertThat(node.body).contains("order-web-db");
        assertThat(node.run("constraint", "add", "ticket", "site-a:", "db", "loss-policy=stop", "--yes"))
                .isZero();
        assertThat(node.body).contains("rsc_ticket").contains("site-a");
    }

    @Test
    void changesNothingWithoutConsentOrWhereForbidden() {
        assertThat(node.run("constraint", "add", "location", "db", "inf:", "n2"))
                .isEqualTo(2);
        assertThat(node.run("constraint", "add", "location", "db", "inf:", "n2", "--dry-run"))
                .isZero();
        assertThat(node.asked).noneMatch(request -> request.startsWith("POST"));
    }

    @Test
    void refusesWhatIsNoConstraintOrIsThereAlready() {
        assertThat(node.run("constraint", "add", "primitive", "x", "Dummy", "--yes"))
                .isEqualTo(2);
        assertThat(node.run("constraint", "add", "location", "web-n1", "db", "5:", "n1", "--yes"))
                .isEqualTo(4);
        assertThat(node.err()).contains("\"web-n1\" is the id of something else already");
        assertThat(node.run("constraint", "add", "location", "x", "nobody", "5:", "n1", "--yes"))
                .isEqualTo(4);
        assertThat(node.err()).contains("nobody");
        assertThat(node.asked).noneMatch(request -> request.startsWith("POST"));
    }

    @Test
    void removesByIdAndWhatIsOver() {
        assertThat(node.run("constraint", "remove", "web-n1", "--yes")).isZero();
        assertThat(node.out()).contains("- location web-n1 web 100: n1");

        assertThat(node.run("constraint", "remove", "--expired", "--yes")).isZero();
        assertThat(node.out()).contains("- location db-was").doesNotContain("web-n1");
        assertThat(node.run("constraint", "remove", "db", "--yes")).isEqualTo(4);
        assertThat(node.run("constraint", "remove")).isEqualTo(2);
    }
}
