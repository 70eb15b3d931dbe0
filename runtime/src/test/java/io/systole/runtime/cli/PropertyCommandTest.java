package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.policy.input.KnownOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cluster options and defaults. */
@SuppressWarnings("NullAway.Init")
class PropertyCommandTest {
    private static final String LIVE = """
            <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="9" num_updates="4"><configuration>
              <crm_config>
                <cluster_property_set id="night"><rule id="r" score="INFINITY"><date_expression id="d"
                    operation="gt" start="2026-01-01"/></rule>
                  <nvpair id="night-m" name="maintenance-mode" value="true"/></cluster_property_set>
                <cluster_property_set id="main"><nvpair id="x1" name="stonith-enabled" value="false"/></cluster_property_set>
              </crm_config><nodes><node id="1" uname="n1"/></nodes><resources/><constraints/></configuration><status/></cib>
            """;

    @TempDir
    private Path directory;

    private String home;
    private FakeNode node;

    @BeforeEach
    void start() throws IOException {
        home = System.setProperty("user.home", directory.toString());
        node = new FakeNode(directory);
        node.answers("GET /v1/cib", LIVE);
        node.answers("POST /v1/cib/", "the CIB is changed (CIB version 0.10.0)\n");
    }

    @AfterEach
    void stop() {
        System.setProperty("user.home", home);
        node.close();
    }

    @Test
    void setsAllInOneChangeWhereTheyAreSetAlreadyOrInTheFirstSetWithoutARule() {
        assertThat(node.run("property", "set", "stonith-enabled=true", "maintenance-mode=a=b", "--reason", "why"))
                .isZero();

        assertThat(node.asked).last().isEqualTo("POST /v1/cib/modify?reason=why");
        assertThat(node.body)
                .contains("<cluster_property_set id=\"main\">")
                .contains("<nvpair id=\"x1\" name=\"stonith-enabled\" value=\"true\"/>")
                .contains("<nvpair id=\"main-maintenance-mode\" name=\"maintenance-mode\" value=\"a=b\"/>")
                .doesNotContain("night");
    }

    @Test
    void showsWhatWouldBeDoneAndRefusesWhatIsRuledOut() {
        node.answers("GET /v1/cib", """
                <cib validate-with="pacemaker-4.0" admin_epoch="0" epoch="9" num_updates="4"><configuration>
                  <crm_config><cluster_property_set id="main"><nvpair id="x1" name="stonith-enabled" value="false"/>
                    <nvpair id="x2" name="stop-all-resources" value="true"/></cluster_property_set></crm_config>
                  <nodes><node id="1" uname="n1"/></nodes><resources><primitive id="web" class="ocf" provider="heartbeat"
                    type="Dummy"/></resources><constraints/></configuration><status><node_state id="1" uname="n1"
                    in_ccm="true" crmd="online" join="member" expected="member"><lrm id="1"><lrm_resources/></lrm>
                  </node_state></status></cib>
                """);

        assertThat(node.run("property", "set", "stop-all-resources=false", "--dry-run"))
                .as(node.err())
                .isZero();
        assertThat(node.out()).contains("stop-all-resources", "What the cluster would do:", "Start", "web");
        assertThat(node.run("property", "unset", "stop-all-resources", "--forbid=start"))
                .isEqualTo(4);
        assertThat(node.err()).contains("the cluster would start web, which --forbid rules out");
        assertThat(node.asked).allMatch(request -> request.startsWith("GET /v1/cib"));

        assertThat(node.run("property", "set", "stop-all-resources=false", "--forbid=stop,fence"))
                .isZero();
        assertThat(node.asked).last().isEqualTo("POST /v1/cib/patch");
        assertThat(node.run("property", "set", "--shadow", "s", "stop-all-resources=false", "--dry-run"))
                .isEqualTo(2);
    }

    @Test
    void setsDefaultsOfResourcesWhereThereIsNoSectionYet() {
        assertThat(node.run("property", "set", "--rsc-defaults", "resource-stickiness=5"))
                .isZero();

        assertThat(node.body)
                .contains("<rsc_defaults>")
                .contains("<meta_attributes id=\"rsc_defaults-options\">")
                .contains("name=\"resource-stickiness\" value=\"5\"");
    }

    @Test
    void aShadowTakesThemToo() {
        assertThat(node.run("cib", "shadow", "create", "s")).isZero();
        assertThat(node.alone("property", "set", "--op-defaults", "--shadow", "s", "timeout=9s"))
                .as(node.err())
                .isZero();
        assertThat(node.alone("property", "get", "--op-defaults", "--shadow", "s", "timeout"))
                .isZero();
        assertThat(node.out()).isEqualTo("9s\n");
        assertThat(node.alone("property", "unset", "--op-defaults", "--shadow", "s", "timeout"))
                .isZero();
        assertThat(node.alone("property", "get", "--op-defaults", "--shadow", "s", "timeout"))
                .isEqualTo(4);
    }

    @Test
    void getsWhatIsSetAndWhatCountsByDefault() {
        assertThat(node.run("property", "get", "stonith-enabled")).isZero();
        assertThat(node.out()).isEqualTo("false\n");
        assertThat(node.run("property", "get", "maintenance-mode")).isZero();
        assertThat(node.out()).isEqualTo("false\n");
        assertThat(node.run("property", "get", "fencing-enabled")).isZero();
        assertThat(node.out()).isEqualTo("false\n");
        assertThat(node.run("property", "get", "colour")).isEqualTo(4);
    }

    @Test
    void unsetsByNameOutsideOfRules() {
        assertThat(node.run("property", "unset", "stonith-enabled", "batch-limit"))
                .isZero();

        assertThat(node.asked.get(0))
                .startsWith("POST /v1/cib/delete_all?xpath=")
                .contains("not%28rule%29");
        assertThat(node.run("property", "unset", "x' or '1")).isEqualTo(2);
    }

    @Test
    void listsWhatIsSetAndWhatIsKnown() {
        assertThat(node.run("property", "list")).isZero();
        assertThat(node.out())
                .isEqualTo("maintenance-mode=true  (by a rule, in the set night)\nstonith-enabled=false\n");
        assertThat(node.run("property", "list", "--defaults")).isZero();
        assertThat(node.out()).contains("fencing-enabled (stonith-enabled) = true: lost and failed nodes");
    }

    @Test
    void everyOptionThatIsKnownHasAMeaning() {
        assertThat(KnownOptions.all()).isNotEmpty();
        assertThat(KnownOptions.all())
                .allSatisfy(
                        option -> assertThat(OptionMeanings.of(option.name())).isNotEmpty());
    }
}
