package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration as text: shown, compared, checked, and taken in behind the gate. */
@SuppressWarnings("NullAway.Init")
class ConfigureCommandTest {
    private static final String LIVE = """
            <cib validate-with="pacemaker-3.9" crm_feature_set="3.16.1" admin_epoch="0" epoch="9" num_updates="4"
                have-quorum="1" dc-uuid="1"><configuration>
              <crm_config><cluster_property_set id="cib-bootstrap-options">
                <nvpair id="cib-bootstrap-options-stonith-enabled" name="stonith-enabled" value="false"/>
              </cluster_property_set></crm_config>
              <nodes><node id="1" uname="n1"/><node id="2" uname="n2"/></nodes>
              <resources><primitive id="web" class="ocf" provider="systole" type="Dummy"/></resources>
              <constraints/><tags><tag id="all"><obj_ref id="web"/></tag></tags></configuration>
              <status><node_state id="1" uname="n1" in_ccm="true" crmd="online" join="member" expected="member">
                <lrm id="1"><lrm_resources><lrm_resource id="web" class="ocf" provider="systole" type="Dummy">
                  <lrm_rsc_op id="web_last_0" operation="start" operation_key="web_start_0" call-id="5" rc-code="0"
                    op-status="0" interval="0" exec-time="2200" queue-time="0" last-rc-change="1700000000"
                    transition-key="3:1:0:4e2a9e25-2d2f-4b6e-9b0e-0f6a3a0d7c11"
                    transition-magic="0:0;3:1:0:4e2a9e25-2d2f-4b6e-9b0e-0f6a3a0d7c11"/>
                  </lrm_resource></lrm_resources></lrm></node_state>
                <node_state id="2" uname="n2" in_ccm="true" crmd="online" join="member" expected="member">
                <lrm id="2"><lrm_resources><lrm_resource id="web" class="ocf" provider="systole" type="Dummy">
                  <lrm_rsc_op id="web_last_0" operation="stop" operation_key="web_stop_0" call-id="7" rc-code="0"
                    op-status="0" interval="0" exec-time="1000" queue-time="0" last-rc-change="1700000000"
                    transition-key="4:1:0:4e2a9e25-2d2f-4b6e-9b0e-0f6a3a0d7c11"
                    transition-magic="0:0;4:1:0:4e2a9e25-2d2f-4b6e-9b0e-0f6a3a0d7c11"/>
                  </lrm_resource></lrm_resources></lrm></node_state></status></cib>
            """;

    @TempDir
    private Path directory;

    private FakeNode node;

    @BeforeEach
    void start() throws IOException {
        node = new FakeNode(directory);
        node.answers("GET /v1/cib", LIVE);
        node.answers("POST /v1/cib/patch", "the CIB is changed (CIB version 0.10.0)\n");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private String file(String text) throws IOException {
        return Files.writeString(directory.resolve("text.crm"), text).toString();
    }

    @Test
    void showsTheConfigurationOrWhatIsAskedFor() {
        assertThat(node.run("configure", "show")).as(node.err()).isZero();
        assertThat(node.out()).isEqualTo("""
                node 1: n1
                node 2: n2
                primitive web ocf:systole:Dummy
                tag all web
                property cib-bootstrap-options: \\
                \tstonith-enabled=false
                """);
        assertThat(node.run("configure", "show", "type:node", "tag:all")).isZero();
        assertThat(node.out()).isEqualTo("node 1: n1\nnode 2: n2\nprimitive web ocf:systole:Dummy\n");
        assertThat(node.run("configure", "show", "n2")).isZero();
        assertThat(node.out()).isEqualTo("node 2: n2\n");
        assertThat(node.run("configure", "show", "xml", "web")).isZero();
        assertThat(node.out()).isEqualTo("<primitive id=\"web\" class=\"ocf\" provider=\"systole\" type=\"Dummy\"/>\n");
        assertThat(node.run("configure", "show", "--json", "web")).isZero();
        assertThat(node.out())
                .contains("\"type\" : \"primitive\"")
                .contains("\"text\" : \"primitive web ocf:systole:Dummy\"");
        assertThat(node.run("configure", "show", "wb", "tag:none")).isEqualTo(4);
        assertThat(node.err()).contains("wb: no object").contains("none: there is no such tag");
    }

    @Test
    void aMoveIsShownWithItsDowntimeAndSentAsAPatchOfTheVersionThatItWasMadeFrom() throws IOException {
        String text = file("location away web -inf: n1\n");

        assertThat(node.run("configure", "load", text, "--dry-run"))
                .as(node.err())
                .isZero();
        assertThat(node.out())
                .contains("  + location away web -inf: n1")
                .contains("+ constraints/rsc_location[@id='away']")
                .containsPattern(
                        "\\* Move +web +\\( n1 -> n2 \\); down for about 3.2 s \\(stop 1.0 s, start 2.2 s when last");
        assertThat(node.asked).noneMatch(request -> request.startsWith("POST"));

        assertThat(node.run("configure", "load", text, "--yes")).as(node.err()).isZero();
        assertThat(node.asked).last().asString().startsWith("POST /v1/cib/patch?reason=configure%20load");
        assertThat(node.body).contains("<source admin_epoch=\"0\" epoch=\"9\"").contains("<rsc_location id=\"away\"");
    }

    @Test
    void whatIsForbiddenIsRefusedAndNothingIsSent() throws IOException {
        String text = file("location away web -inf: n1\n");

        assertThat(node.run("configure", "load", text, "--yes", "--forbid=fence,move"))
                .isEqualTo(4);
        assertThat(node.err()).contains("the cluster would move web, which --forbid rules out");
        assertThat(node.run("configure", "load", text, "--yes", "--forbid=moves"))
                .isEqualTo(2);
        assertThat(node.err()).contains("expected some of start, stop, move");
        assertThat(node.asked).noneMatch(request -> request.startsWith("POST"));

        assertThat(node.run("configure", "load", text, "--yes", "--forbid=fence,stop"))
                .isZero();
    }

    @Test
    void withoutATerminalAndWithoutConsentNothingIsChanged() throws IOException {
        String text = file("property no-quorum-policy=stop\n");

        assertThat(node.run("configure", "load", text)).isEqualTo(2);
        assertThat(node.err()).contains("no terminal");
        assertThat(node.asked).noneMatch(request -> request.startsWith("POST"));
    }

    @Test
    void aReplacementTakesAwayWhatIsNotInTheText() throws IOException {
        String text = file("primitive db ocf:systole:Dummy\nproperty stonith-enabled=false\n");

        assertThat(node.run("configure", "load", "--replace", text, "--yes"))
                .as(node.err())
                .isZero();
        assertThat(node.out())
                .contains("- primitive web")
                .contains("- tag all web")
                .doesNotContain("- node");
        assertThat(node.body).contains("delete").contains("@id='web'");
    }

    @Test
    void allFaultsOfATextAreToldWithTheirPlaces() throws IOException {
        String text = file("primitve p x\nlocation l web 5 n1\n");

        assertThat(node.run("configure", "load", text, "--yes")).isEqualTo(4);
        assertThat(node.err())
                .contains("line 1, column 1: found \"primitve\"")
                .contains("did you mean primitive?")
                .contains("line 2, column 16: found \"5\"")
                .contains("nothing was changed");

        assertThat(node.run("configure", "verify", file("\ncolocation c inf: web nothing\n")))
                .isEqualTo(4);
        assertThat(node.out()).contains("line 2, column 1: found").contains("nothing");
        assertThat(node.run("configure", "verify")).as(node.out()).isZero();
        assertThat(node.out()).contains("the live configuration: may be used");
    }

    @Test
    void tellsPeopleAndProgramsWhatWouldBeAnother() throws IOException {
        String text = file("primitive web ocf:systole:Dummy meta target-role=Stopped\n");

        assertThat(node.run("configure", "diff", text)).as(node.err()).isZero();
        assertThat(node.out()).contains("+ \tmeta target-role=Stopped").contains("down until it is started again");
        assertThat(node.run("configure", "diff", "--json", text)).isZero();
        assertThat(node.out())
                .contains("\"what\" : \"stop\"")
                .contains("\"of\" : \"web\"")
                .contains("\"statements\"");
        assertThat(node.run("configure", "diff", file("primitive web ocf:systole:Dummy\n")))
                .isZero();
        assertThat(node.out()).startsWith("Statements:\n  none\nChanges:\n  none\n");
    }

    @Test
    void aCibInXmlCanBeLoadedToo() throws IOException {
        assertThat(node.run("configure", "load", "--push", file(LIVE), "--yes"))
                .as(node.err())
                .isZero();
        assertThat(node.out()).contains("nothing to change");
    }
}
