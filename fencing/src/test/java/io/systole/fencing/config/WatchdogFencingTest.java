package io.systole.fencing.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.xml.CibXml;
import io.systole.fencing.core.ConfiguredDevice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WatchdogFencingTest {
    private static final String WATCHDOGS = state("n1", attribute("n1", "5000")) + state("n2", "");

    @Test
    void isADeviceForNodesThatHaveAWatchdogAndForThoseThatWereNeverSeen() {
        var devices = devices(option("fencing-watchdog-timeout", "12s") + have(), "", WATCHDOGS);

        assertThat(devices).hasSize(1);
        var watchdog = devices.get(0).device();
        assertThat(watchdog.id().value()).isEqualTo("watchdog");
        assertThat(watchdog.agent()).isEqualTo("fence_watchdog");
        assertThat(watchdog.settings().staticHosts()).containsExactly(new NodeName("n1"), new NodeName("n3"));
        assertThat(watchdog.parameters()).containsEntry("wait_n1", "12000").containsEntry("wait_n3", "12000");
        assertThat(watchdog.settings().timeout(io.systole.fencing.FenceAction.REBOOT))
                .as("longer than the wait")
                .isEqualTo(Duration.ofSeconds(17));
    }

    @Test
    void neverWaitsForLessThanTwiceTheWatchdogsTimeout() {
        var devices = devices(option("stonith-watchdog-timeout", "6s") + have(), "", WATCHDOGS);

        assertThat(devices.get(0).device().parameters())
                .containsEntry("wait_n1", "10000")
                .containsEntry("wait_n3", "6000");
    }

    @Test
    void aNegativeTimeoutIsTwiceTheWatchdogsAndFencesNobodyWhoseWatchdogIsNotKnown() {
        var devices = devices(option("fencing-watchdog-timeout", "-1") + have(), "", WATCHDOGS);

        assertThat(devices.get(0).device().settings().staticHosts()).containsExactly(new NodeName("n1"));
        assertThat(devices.get(0).device().parameters()).containsEntry("wait_n1", "10000");
    }

    @Test
    void isNoneWithoutATimeoutOrAWatchdog() {
        assertThat(devices(have(), "", WATCHDOGS)).isEmpty();
        assertThat(devices(option("fencing-watchdog-timeout", "0") + have(), "", WATCHDOGS))
                .isEmpty();
        assertThat(devices(option("fencing-watchdog-timeout", "12s"), "", WATCHDOGS))
                .isEmpty();
    }

    @Test
    void comesAfterOtherDevicesAndIsLimitedByOneOfItsOwn() {
        var resources = """
                <primitive id="power" class="stonith" type="fence_ipmilan"/>
                <primitive id="limit" class="stonith" type="fence_watchdog">
                  <instance_attributes id="i"><nvpair id="i1" name="pcmk_host_list" value="n3 n4"/></instance_attributes>
                </primitive>
                <primitive id="last" class="stonith" type="fence_sbd"/>
                """;

        var devices = devices(option("fencing-watchdog-timeout", "12s") + have(), resources, WATCHDOGS);

        assertThat(devices)
                .extracting(device -> device.device().id().value())
                .containsExactly("power", "last", "limit");
        assertThat(devices.get(2).device().settings().staticHosts()).containsExactly(new NodeName("n3"));
    }

    @Test
    void isWishedForByATimeoutThatIsNotZero() {
        assertThat(WatchdogFencing.wished(cib(option("stonith-watchdog-timeout", "-1"), "", "")))
                .isTrue();
        assertThat(WatchdogFencing.wished(cib(option("fencing-watchdog-timeout", "0s"), "", "")))
                .isFalse();
        assertThat(WatchdogFencing.wished(cib("", "", ""))).isFalse();
    }

    private static List<ConfiguredDevice> devices(String options, String resources, String states) {
        return FencingConfigurationReader.read(cib(options, resources, states), Instant.EPOCH)
                .devices();
    }

    private static String have() {
        return option("have-watchdog", "true");
    }

    private static String option(String name, String value) {
        return "<nvpair id=\"o-%s\" name=\"%s\" value=\"%s\"/>".formatted(name, name, value);
    }

    private static String state(String node, String inside) {
        return "<node_state id=\"%s\" uname=\"%s\"><lrm id=\"%s\"><lrm_resources/></lrm>%s</node_state>"
                .formatted(node, node, node, inside);
    }

    private static String attribute(String node, String value) {
        return """
                <transient_attributes id="%s"><instance_attributes id="status-%s">
                  <nvpair id="status-%s-w" name="#watchdog-ms" value="%s"/>
                </instance_attributes></transient_attributes>""".formatted(node, node, node, value);
    }

    private static Cib cib(String options, String resources, String states) {
        var reading = CibXml.read("""
                <cib validate-with="pacemaker-3.9" epoch="1" num_updates="0" admin_epoch="0">
                  <configuration>
                    <crm_config><cluster_property_set id="cib-bootstrap-options">%s</cluster_property_set></crm_config>
                    <nodes><node id="n1" uname="n1"/><node id="n2" uname="n2"/><node id="n3" uname="n3"/></nodes>
                    <resources>%s</resources><constraints/>
                  </configuration>
                  <status>%s</status>
                </cib>
                """.formatted(options, resources, states));
        assertThat(reading.faults()).isEmpty();
        return reading.accepted().orElseThrow();
    }
}
