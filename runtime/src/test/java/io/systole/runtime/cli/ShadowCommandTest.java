package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shadow from its making to its commit, and the upgrade. */
@SuppressWarnings("NullAway.Init")
class ShadowCommandTest {
    private static final String DB = "<primitive id=\"db\" class=\"ocf\" provider=\"systole\" type=\"Dummy\"/>";
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

    @TempDir
    private Path directory;

    private String home;
    private FakeNode node;

    @BeforeEach
    void start() throws IOException {
        home = System.setProperty("user.home", directory.toString());
        node = new FakeNode(directory);
        node.answers("GET /v1/cib", LIVE);
        node.answers("POST /v1/cib/patch", "the CIB is changed (CIB version 0.10.0)\n");
    }

    @AfterEach
    void stop() {
        System.setProperty("user.home", home);
        node.close();
    }

    private void makeChanged() {
        assertThat(node.run("cib", "shadow", "create", "test")).as(node.err()).isZero();
        assertThat(node.alone("cib", "create", "--shadow", "test", "-o", "resources", "-X", DB))
                .as(node.err())
                .isZero();
    }

    @Test
    void isChangedAndShownWithoutTheCluster() {
        makeChanged();
        node.asked.clear();

        assertThat(node.alone("cib", "shadow", "diff", "test")).isZero();
        assertThat(node.out()).contains("+ resources/primitive[@id='db']");
        assertThat(node.alone("cib", "shadow", "diff", "test", "--xml")).isZero();
        assertThat(node.out()).contains("<source admin_epoch=\"0\" epoch=\"9\"");
        assertThat(node.alone("cib", "query", "--shadow", "test", "-A", "//primitive[@id='db']"))
                .isZero();
        assertThat(node.out()).startsWith("<primitive").contains("db");
        assertThat(node.alone("cib", "shadow", "list")).isZero();
        assertThat(node.out()).isEqualTo("test  made from 0.9\n");
        assertThat(node.asked).isEmpty();
    }

    @Test
    void aFaultyChangeIsRefusedAsByTheCluster() {
        makeChanged();

        assertThat(node.alone("cib", "create", "--shadow", "test", "-o", "resources", "-X", DB))
                .isEqualTo(4);
        assertThat(node.err()).contains("there already");
        assertThat(node.alone("cib", "bump", "--shadow", "none")).isEqualTo(4);
        assertThat(node.err()).contains("no shadow none");
    }

    @Test
    void aCommitShowsWhatTheClusterWouldDoSendsOnePatchAndEndsTheShadow() {
        makeChanged();

        assertThat(node.run("cib", "shadow", "commit", "test", "--dry-run")).isZero();
        assertThat(node.out()).containsPattern("\\* Start +db +\\( +n1 +\\)");
        assertThat(node.run("cib", "shadow", "commit", "test")).isEqualTo(2);
        assertThat(node.asked).noneMatch(request -> request.startsWith("POST"));

        assertThat(node.run("cib", "shadow", "commit", "test", "--yes")).isZero();
        assertThat(node.body).contains("<source admin_epoch=\"0\" epoch=\"9\"").contains("<primitive id=\"db\"");
        assertThat(node.alone("cib", "shadow", "list")).isZero();
        assertThat(node.out()).isEmpty();
    }

    @Test
    void aCommitIsRefusedWhenTheConfigurationMovedOn() {
        makeChanged();
        node.answers("GET /v1/cib", LIVE.replace("epoch=\"9\"", "epoch=\"10\"").replace("\"web\"", "\"www\""));

        assertThat(node.run("cib", "shadow", "commit", "test", "--yes")).isEqualTo(4);
        assertThat(node.err()).contains("made from version 0.9").contains("the cluster has 0.10");
        assertThat(node.asked).noneMatch(request -> request.startsWith("POST"));

        assertThat(node.run("cib", "shadow", "commit", "test", "--yes", "--force"))
                .isZero();
        assertThat(node.body).contains("epoch=\"10\"").contains("@id='www'");
    }

    @Test
    void oneMadeFromNothingIsCommittedToAClusterThatHasNothing() {
        assertThat(node.run("cib", "shadow", "create", "test", "--empty")).isZero();
        assertThat(node.alone("cib", "create", "--shadow", "test", "-o", "resources", "-X", DB))
                .as(node.err())
                .isZero();

        assertThat(node.run("cib", "shadow", "commit", "test", "--yes")).isEqualTo(4);
        assertThat(node.err()).contains("made from nothing, and the cluster has a configuration");
        assertThat(node.asked).noneMatch(request -> request.startsWith("POST"));

        node.answers(
                "GET /v1/cib",
                LIVE.replaceAll("(?s)<cluster_property_set.*?</cluster_property_set>", "")
                        .replaceAll("<primitive.*?/>", ""));
        assertThat(node.run("cib", "shadow", "commit", "test", "--yes"))
                .as(node.err())
                .isZero();
        assertThat(node.body)
                .contains("<primitive id=\"db\"")
                .doesNotContain("delete")
                .doesNotContain("node");
    }

    @Test
    void anotherOfTheSameNameNeedsForce() {
        makeChanged();

        assertThat(node.run("cib", "shadow", "create", "test")).isEqualTo(4);
        assertThat(node.run("cib", "shadow", "create", "test", "--force", "--empty"))
                .isZero();
        assertThat(node.alone("cib", "shadow", "show", "test")).isZero();
        assertThat(node.out()).doesNotContain("primitive");
        assertThat(node.alone("cib", "shadow", "delete", "test")).isZero();
        assertThat(node.run("cib", "shadow", "create", "../x")).isEqualTo(2);
    }

    @Test
    void anUpgradeIsOneChangeToTheNewestSchema() {
        node.answers(
                "GET /v1/cib",
                LIVE.replace("pacemaker-3.9", "pacemaker-2.10")
                        .replace(
                                "</resources>",
                                "<master id=\"m\"><primitive id=\"s\" class=\"ocf\" provider=\"systole\""
                                        + " type=\"Stateful\"/></master></resources>"));

        assertThat(node.run("cib", "upgrade")).isEqualTo(2);
        assertThat(node.run("cib", "upgrade", "--force")).as(node.err()).isZero();

        assertThat(node.asked).last().isEqualTo("POST /v1/cib/patch?reason=upgrade%20from%20pacemaker-2.10");
        assertThat(node.body)
                .contains("name=\"validate-with\" operation=\"set\" value=\"pacemaker-3.9\"")
                .contains("<clone id=\"m\"")
                .contains("promotable");
    }

    @Test
    void whatIsNewestAlreadyIsNotUpgraded() {
        assertThat(node.run("cib", "upgrade", "--force")).isZero();

        assertThat(node.out()).contains("nothing to upgrade");
        assertThat(node.asked).noneMatch(request -> request.startsWith("POST"));
    }

    @Test
    void tellsWhatBecameOfARequest() {
        node.answers("GET /v1/requests/one", "done\n");

        assertThat(node.run("cib", "request", "one")).isZero();
        assertThat(node.out()).isEqualTo("done\n");
    }
}
