package io.systole.fencing.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.NodeName;
import io.systole.cib.xml.CibXml;
import io.systole.fencing.core.ConfiguredDevice;
import io.systole.fencing.core.FencingConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class FencingConfigurationReaderTest {
    private static final NodeName N1 = new NodeName("n1");
    private static final NodeName N2 = new NodeName("n2");

    @Test
    void findsDevicesWhereverTheyAreConfigured() {
        var read = read("", """
                <template id="t" class="stonith" type="fence_t">
                  <instance_attributes id="t-i"><nvpair id="t-1" name="ip" value="1"/><nvpair id="t-2" name="x" value="t"/>
                  </instance_attributes></template>
                <primitive id="a" template="t"><instance_attributes id="a-i"><nvpair id="a-1" name="ip" value="2"/>
                  </instance_attributes></primitive>
                <primitive id="w" class="ocf" provider="heartbeat" type="Dummy"/>
                <group id="g"><primitive id="b" class="stonith" type="fence_b"/></group>
                <clone id="c"><primitive id="d" class="stonith" type="fence_d"/></clone>
                """, "");

        assertThat(ids(read)).containsExactly("a", "b", "d");
        var a = read.devices().get(0).device();
        assertThat(a.agent()).isEqualTo("fence_t");
        assertThat(a.parameters()).containsEntry("ip", "2").containsEntry("x", "t");
    }

    @Test
    void leavesOutDevicesThatAreToBeStopped() {
        var read = read("", """
                <primitive id="a" class="stonith" type="f"><meta_attributes id="a-m">
                  <nvpair id="a-m-1" name="target-role" value="Stopped"/></meta_attributes></primitive>
                <group id="g"><meta_attributes id="g-m"><nvpair id="g-m-1" name="target-role" value="Stopped"/>
                  </meta_attributes><primitive id="b" class="stonith" type="f"/></group>
                <primitive id="c" class="stonith" type="f"><meta_attributes id="c-m">
                  <nvpair id="c-m-1" name="target-role" value="Started"/></meta_attributes></primitive>
                """, "");

        assertThat(ids(read)).containsExactly("c");
    }

    @Test
    void readsTheTimeOfADeviceWithoutItsOwn() {
        assertThat(read("", "", "").timeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(read(option("stonith-timeout", "90s"), "", "").timeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(read(option("fencing-timeout", "2min"), "", "").timeout()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void fencesMembersAndRemoteNodesByDevicesButNoGuests() {
        var resources = """
                <primitive id="n1" class="ocf" provider="pacemaker" type="remote"/>
                <primitive id="vm" class="ocf" provider="heartbeat" type="VirtualDomain">
                <meta_attributes id="vm-m"><nvpair id="vm-r" name="remote-node" value="n2"/></meta_attributes>
                </primitive>
                """;

        assertThat(read("", resources, "").targets()).containsExactly(N1);
        assertThat(read("", "", "").targets()).containsExactly(N1, N2);
    }

    @Test
    void barsANodeByConstraintRuleOrSilenceInAnOptInCluster() {
        var resources = "<primitive id=\"a\" class=\"stonith\" type=\"f\"/>";
        var location = "<rsc_location id=\"l\" rsc=\"a\" node=\"n1\" score=\"%s\"/>";
        var rule = """
                <rsc_location id="l" rsc="a"><rule id="r" score="-INFINITY">
                <expression id="e" attribute="rack" operation="eq" value="1"/></rule></rsc_location>
                """;

        assertThat(read("", resources, location.formatted("-INFINITY"))
                        .devices()
                        .get(0)
                        .barred())
                .containsExactly(N1);
        assertThat(read("", resources, location.formatted("-5"))
                        .devices()
                        .get(0)
                        .barred())
                .isEmpty();
        assertThat(read("", resources, rule).devices().get(0).barred()).containsExactly(N2);
        assertThat(read(option("symmetric-cluster", "false"), resources, location.formatted("0"))
                        .devices()
                        .get(0)
                        .barred())
                .containsExactly(N2);
    }

    @Test
    void knowsWhereTheDevicesMonitorHasSucceeded() {
        var read = read("", "<primitive id=\"a\" class=\"stonith\" type=\"f\"/>", "");

        assertThat(read.devices().get(0).verified()).containsExactly(N1);
    }

    @Test
    void keepsTheLevelsAndTheAttributesThatChooseThem() {
        var read = read("", "<primitive id=\"a\" class=\"stonith\" type=\"f\"/>", "");

        assertThat(read.levels()).extracting(level -> level.devices()).containsExactly("a");
        assertThat(read.attributes().get(N2)).containsEntry("rack", "1").containsEntry("#uname", "n2");
        assertThat(read.attributes().get(N1)).containsEntry("load", "3");
    }

    private static List<String> ids(FencingConfiguration configuration) {
        return configuration.devices().stream()
                .map(ConfiguredDevice::device)
                .map(device -> device.id().value())
                .toList();
    }

    private static String option(String name, String value) {
        return """
                <cluster_property_set id="cib-bootstrap-options"><nvpair id="o-1" name="%s" value="%s"/>
                </cluster_property_set>
                """.formatted(name, value);
    }

    /** Two nodes, of which n2 is in rack 1; the resource {@code a} is active on n1 and was stopped on n2. */
    private static FencingConfiguration read(String options, String resources, String constraints) {
        var xml = """
                <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="1" num_updates="0"><configuration>
                <crm_config>%s</crm_config>
                <nodes><node id="1" uname="n1"/><node id="2" uname="n2"><instance_attributes id="n2-i">
                <nvpair id="n2-1" name="rack" value="1"/></instance_attributes></node></nodes>
                <resources>%s</resources><constraints>%s</constraints>
                <fencing-topology><fencing-level id="f" target="n1" index="1" devices="a"/></fencing-topology>
                </configuration><status>
                <node_state id="1" uname="n1"><lrm id="1"><lrm_resources><lrm_resource id="a" class="stonith" type="f">
                <lrm_rsc_op id="a_start_0" operation="start" call-id="5" rc-code="0" op-status="0" interval="0"/>
                </lrm_resource></lrm_resources></lrm><transient_attributes id="1"><instance_attributes id="s">
                <nvpair id="s-1" name="load" value="3"/></instance_attributes></transient_attributes></node_state>
                <node_state id="2" uname="n2"><lrm id="2"><lrm_resources><lrm_resource id="a" class="stonith" type="f">
                <lrm_rsc_op id="a_start_0" operation="start" call-id="5" rc-code="0" op-status="0" interval="0"/>
                <lrm_rsc_op id="a_stop_0" operation="stop" call-id="6" rc-code="0" op-status="0" interval="0"/>
                </lrm_resource></lrm_resources></lrm></node_state>
                </status></cib>
                """.formatted(options, resources, constraints);
        return FencingConfigurationReader.read(
                Objects.requireNonNull(CibXml.read(xml).cib()), Instant.parse("2026-11-23T00:00:00Z"));
    }
}
