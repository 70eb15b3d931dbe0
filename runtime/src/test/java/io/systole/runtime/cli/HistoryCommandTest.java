package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listing changes, and going back to one. */
@SuppressWarnings("NullAway.Init")
class HistoryCommandTest {
    private static final String LIVE = """
            <cib validate-with="pacemaker-3.9" crm_feature_set="3.16.1" admin_epoch="0" epoch="9" num_updates="4"
                have-quorum="1" dc-uuid="1"><configuration>
              <crm_config><cluster_property_set id="o">
                <nvpair id="o-s" name="stonith-enabled" value="false"/></cluster_property_set></crm_config>
              <nodes><node id="1" uname="n1"/></nodes>
              <resources><primitive id="web" class="ocf" provider="systole" type="Dummy"/></resources>
              <constraints/></configuration>
              <status><node_state id="1" uname="n1" in_ccm="true" crmd="online" join="member" expected="member">
                <lrm id="1"><lrm_resources/></lrm></node_state></status></cib>
            """;
    private static final String PAST = LIVE.replace("epoch=\"9\"", "epoch=\"5\"")
            .replace(
                    "</resources>",
                    "<primitive id=\"db\" class=\"ocf\" provider=\"systole\" type=\"Dummy\"/></resources>");

    @TempDir
    private Path directory;

    private FakeNode node;

    @BeforeEach
    void start() throws IOException {
        node = new FakeNode(directory);
        node.answers("GET /v1/cib", LIVE);
        node.answers("GET /v1/changes/0.5/cib", PAST);
        node.answers("GET /v1/changes?", "the changes\n");
        node.answers("POST /v1/cib/patch", "the CIB is changed (CIB version 0.10.0)\n");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void listsTheChangesWithAndWithoutTheWord() {
        assertThat(node.run("history")).isZero();
        assertThat(node.run("history", "changes", "--last", "3")).isZero();

        assertThat(node.out()).isEqualTo("the changes\n");
        assertThat(node.asked).containsExactly("GET /v1/changes?last=50", "GET /v1/changes?last=3");
    }

    @Test
    void aDryRunShowsWhatDiffersAndWhatTheClusterWouldDoAndSendsNothing() {
        assertThat(node.run("history", "revert", "0.5", "--dry-run")).isZero();

        assertThat(node.out())
                .contains("+ resources/primitive[@id='db']")
                .containsPattern("\\* Start +db +\\( +n1 +\\)");
        assertThat(node.asked).noneMatch(request -> request.startsWith("POST"));
    }

    @Test
    void withoutATerminalItIsRefusedUnlessAgreedToBeforehand() {
        assertThat(node.run("history", "revert", "0.5")).isEqualTo(2);

        assertThat(node.err()).contains("--yes");
        assertThat(node.asked).noneMatch(request -> request.startsWith("POST"));
    }

    @Test
    void sendsAPatchOfTheVersionThatWasShown() {
        assertThat(node.run("history", "revert", "0.5", "--yes", "--request", "undo-1"))
                .isZero();

        assertThat(node.asked).last().isEqualTo("POST /v1/cib/patch?reason=back%20to%20version%200.5 as undo-1");
        assertThat(node.body)
                .contains("<source admin_epoch=\"0\" epoch=\"9\"")
                .contains("<primitive id=\"db\"")
                .doesNotContain("node_state");
    }

    @Test
    void aVersionThatIsNotRememberedIsRefused() {
        assertThat(node.run("history", "revert", "0.4", "--yes")).isEqualTo(4);

        assertThat(node.err()).contains("no such thing");
    }

    @Test
    void theConfigurationThatIsThereIsNotMadeAgain() {
        node.answers("GET /v1/changes/0.9/cib", LIVE);

        assertThat(node.run("history", "revert", "0.9", "--yes")).isZero();
        assertThat(node.out()).contains("nothing to change");
        assertThat(node.asked).noneMatch(request -> request.startsWith("POST"));
    }

    @Test
    void aNodeIsSteeredWithAReasonAndAName() {
        node.answers("POST /v1/node/n1/", "done\n");

        assertThat(node.run("node", "standby", "n1", "--reason", "new fan", "--request", "s1"))
                .isZero();
        assertThat(node.run("node", "maintenance", "n1", "--request", "m1")).isZero();
        assertThat(node.run("node", "online", "n1", "--reason", "fan runs")).isZero();

        assertThat(node.asked)
                .containsExactly(
                        "POST /v1/node/n1/standby?reason=new%20fan as s1",
                        "POST /v1/node/n1/maintenance as m1", "POST /v1/node/n1/online?reason=fan%20runs");
    }

    @Test
    void aResourceIsSteeredWithAReasonAndAName() {
        node.answers("POST /v1/resource/web/", "done\n");

        assertThat(node.run("resource", "move", "web", "n1", "--reason", "rack 7", "--request", "m1"))
                .isZero();
        assertThat(node.run("resource", "stop", "web")).isZero();

        assertThat(node.asked)
                .containsExactly(
                        "POST /v1/resource/web/move?node=n1&reason=rack%207 as m1", "POST /v1/resource/web/stop");
    }

    @Test
    void aMoveOrABanMayEndByItself() {
        node.answers("POST /v1/resource/web/", "done\n");

        assertThat(node.run("resource", "ban", "web", "n1", "--lifetime", "PT1H", "--promoted"))
                .isZero();
        assertThat(node.run("resource", "clear", "web", "--expired")).isZero();

        assertThat(node.asked)
                .containsExactly(
                        "POST /v1/resource/web/ban?node=n1&lifetime=PT1H&promoted=true",
                        "POST /v1/resource/web/clear?expired=true");
    }
}
