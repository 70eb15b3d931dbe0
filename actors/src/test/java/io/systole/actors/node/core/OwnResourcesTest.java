package io.systole.actors.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.policy.core.Views;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.xml.CibXml;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.QuorumVerdict;
import io.systole.splitbrain.core.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class OwnResourcesTest {
    private static final String CONFIGURED = """
            <primitive id="d1" class="stonith" type="fence_a"/>
            <group id="g"><primitive id="a" class="ocf" provider="systole" type="Dummy"/></group>
            <clone id="c"><primitive id="b" class="ocf" provider="systole" type="Dummy"/></clone>
            """;

    @Test
    void aNodeThatWasNotAskedWhatItRunsMayNotGo() {
        assertThat(OwnResources.mayGo(cib(CONFIGURED, ""), alone(Standing.ONLINE)))
                .isFalse();
    }

    @Test
    void aNodeThatWasNotAskedForOneResourceMayNotGo() {
        assertThat(OwnResources.mayGo(cib(CONFIGURED, told("a", "7")), alone(Standing.ONLINE)))
                .isFalse();
    }

    @Test
    void aNodeThatRunsNothingOfAllMayGo() {
        String all = told("a", "7") + told("b:0", "7");

        assertThat(OwnResources.mayGo(cib(CONFIGURED, all), alone(Standing.ONLINE)))
                .isTrue();
    }

    @Test
    void aNodeThatRunsSomethingMayNotGo() {
        String all = told("a", "7") + told("b", "0");

        assertThat(OwnResources.mayGo(cib(CONFIGURED, all), alone(Standing.ONLINE)))
                .isFalse();
    }

    @Test
    void whereABundleIsConfiguredThePolicyHasTheWord() {
        String bundle = CONFIGURED + "<bundle id=\"x\"><docker image=\"i\"/></bundle>";
        String all = told("a", "7") + told("b", "7");

        assertThat(OwnResources.mayGo(cib(bundle, all), alone(Standing.ONLINE))).isFalse();
    }

    @Test
    void aNodeThatOnlyJoinsMayGo() {
        assertThat(OwnResources.mayGo(cib(CONFIGURED, ""), alone(Standing.PENDING)))
                .isTrue();
    }

    @Test
    void whereThereIsQuorumThePolicyHasTheWord() {
        String all = told("a", "7") + told("b", "7");

        assertThat(OwnResources.mayGo(cib(CONFIGURED, all), Views.online("n1", "n1")))
                .isFalse();
    }

    private static MembershipView alone(Standing own) {
        var self = new NodeName("n1");
        var verdict = new QuorumVerdict(false, 1, 2, 3, "1 of 3 votes, needed 2");
        return Views.of(self, List.of(new NodeView(self, 1, own, Instant.EPOCH)), verdict);
    }

    private static String told(String resource, String rc) {
        return """
                <lrm_resource id="%s" class="ocf" provider="systole" type="Dummy">
                  <lrm_rsc_op id="%s_last_0" operation="monitor" operation_key="%s_monitor_0" call-id="3" rc-code="%s"
                    op-status="0" interval="0" transition-key="1:1:7:u" transition-magic="0:%s;1:1:7:u"/>
                </lrm_resource>
                """.formatted(resource, resource, resource, rc, rc);
    }

    private static Cib cib(String resources, String history) {
        String text = """
                <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="7" num_updates="0"><configuration>
                  <crm_config/><nodes/><resources>%s</resources><constraints/></configuration>
                  <status><node_state id="n1" uname="n1"><lrm id="n1"><lrm_resources>%s</lrm_resources></lrm></node_state></status>
                </cib>
                """.formatted(resources, history);
        return Objects.requireNonNull(CibXml.read(text).cib());
    }
}
