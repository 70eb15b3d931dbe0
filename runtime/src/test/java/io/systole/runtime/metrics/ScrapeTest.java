package io.systole.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.Cib;
import io.systole.cib.xml.CibXml;
import io.systole.runtime.status.QuorumView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ScrapeTest {
    private static final Instant AT = Instant.parse("2026-11-29T12:00:00Z");

    private final Meters meters = new Meters();
    private final Scrape scrape = new Scrape(meters);

    @Test
    void nodesAndResourcesAreToldWithTheNamesOfHaClusterExporter() {
        String text = scrape.write(cib(), Optional.empty(), true, AT);

        assertThat(text.lines())
                .contains(
                        "ha_cluster_pacemaker_nodes{node=\"n1\",status=\"online\",type=\"member\"} 1.0",
                        "ha_cluster_pacemaker_nodes{node=\"n1\",status=\"dc\",type=\"member\"} 0.0",
                        "ha_cluster_pacemaker_nodes{node=\"n2\",status=\"standby\",type=\"member\"} 1.0",
                        "ha_cluster_pacemaker_node_attributes{name=\"rack\",node=\"n1\",value=\"r1\"} 1.0",
                        "ha_cluster_pacemaker_resources{agent=\"ocf:pacemaker:Dummy\",clone=\"\",group=\"g\",managed=\"true\","
                                + "node=\"n1\",resource=\"web\",role=\"started\",status=\"active\"} 1.0",
                        "ha_cluster_pacemaker_resources{agent=\"ocf:pacemaker:Dummy\",clone=\"c\",group=\"\",managed=\"true\","
                                + "node=\"\",resource=\"probe\",role=\"stopped\",status=\"active\"} 0.0",
                        "ha_cluster_pacemaker_fail_count{node=\"n1\",resource=\"web\"} 3.0",
                        "ha_cluster_pacemaker_migration_threshold{node=\"n1\",resource=\"web\"} 5.0",
                        "ha_cluster_pacemaker_location_constraints{constraint=\"never\",node=\"n2\",resource=\"web\",role=\"\"}"
                                + " -Inf",
                        "ha_cluster_pacemaker_stonith_enabled 1.0",
                        "ha_cluster_pacemaker_config_last_change 1.764374523E9",
                        "ha_cluster_corosync_quorate 0.0",
                        "systole_dc 1.0");
    }

    @Test
    void whatIsGoneIsToldNoMore() {
        scrape.write(cib(), Optional.empty(), true, AT);

        String text = scrape.write(read("<resources/><constraints/>", ""), Optional.empty(), false, AT);

        assertThat(text).doesNotContain("resource=\"web\"").contains("systole_dc 0.0");
    }

    @Test
    void whatWasMeasuredIsCountedAndAddedUp() {
        measureEachOnce();
        meters.operation("ocf:heartbeat:IPaddr2", "start", "done", Duration.ofMillis(110));

        String text = scrape.write(cib(), Optional.empty(), true, AT);

        assertThat(text)
                .contains(
                        "systole_planner_seconds_count 1",
                        "systole_transition_seconds_count{outcome=\"complete\"} 1",
                        "systole_detection_seconds_sum{node=\"n2\"} 1.5",
                        "systole_fencing_seconds_sum{device=\"power\",outcome=\"done\",target=\"n2\"} 3.0",
                        "systole_agent_operation_seconds_count{agent=\"ocf:heartbeat:IPaddr2\",operation=\"start\","
                                + "outcome=\"done\"} 2",
                        "systole_agent_operation_seconds_bucket{agent=\"ocf:heartbeat:IPaddr2\",operation=\"start\","
                                + "outcome=\"done\",le=\"0.1\"} 1",
                        "jvm_memory_used_bytes");
    }

    @Test
    void theDashboardShowsMetricsThatThereAre() throws IOException {
        measureEachOnce();
        String text = scrape.write(cib(), Optional.of(quorum()), true, AT);

        var shown = new TreeSet<String>();
        var names = Pattern.compile("\\b(?:ha_cluster|systole|jvm|process|system)_[a-z_]+")
                .matcher(Files.readString(Path.of("../conf/grafana/systole.json")));
        while (names.find()) {
            shown.add(names.group());
        }

        assertThat(shown)
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(text).containsPattern("(?m)^" + name + "[ {]"));
    }

    @Test
    void votesAreThoseOfTheNodesThatAreHere() {
        String text = scrape.write(cib(), Optional.of(quorum()), true, AT);

        assertThat(text.lines())
                .contains(
                        "ha_cluster_corosync_quorate 1.0",
                        "ha_cluster_corosync_quorum_votes{type=\"total_votes\"} 2.0",
                        "ha_cluster_corosync_member_votes{local=\"true\",node=\"n1\",node_id=\"1\"} 1.0")
                .noneMatch(line -> line.startsWith("ha_cluster_corosync_member_votes") && line.contains("n3"));
    }

    private void measureEachOnce() {
        meters.planned(Duration.ofMillis(7));
        meters.transition("complete", Duration.ofMillis(400));
        meters.detected("n2", Duration.ofMillis(1500));
        meters.fenced("n2", "power", true, Duration.ofSeconds(3));
        meters.operation("ocf:heartbeat:IPaddr2", "start", "done", Duration.ofMillis(90));
    }

    private static QuorumView quorum() {
        var lines = List.of(
                new QuorumView.Line("n1", 1, "online", AT, true),
                new QuorumView.Line("n2", 1, "online", AT, true),
                new QuorumView.Line("n3", 1, "lost", AT, true));
        return new QuorumView(
                "n1", true, "2 of 3", 2, 3, 2, 0, true, true, "n1", "votes", null, lines, List.of(), null);
    }

    private static Cib cib() {
        return read("""
                <resources>
                  <group id="g"><primitive id="web" class="ocf" provider="pacemaker" type="Dummy">
                    <meta_attributes id="web-m"><nvpair id="web-t" name="migration-threshold" value="5"/></meta_attributes>
                  </primitive></group>
                  <clone id="c"><primitive id="probe" class="ocf" provider="pacemaker" type="Dummy"/></clone>
                </resources>
                <constraints><rsc_location id="never" rsc="web" node="n2" score="-INFINITY"/></constraints>
                """, """
                <node_state id="1" uname="n1" in_ccm="true" crmd="online" join="member" expected="member">
                  <transient_attributes id="1"><instance_attributes id="status-1">
                    <nvpair id="f" name="fail-count-web#monitor_10000" value="3"/>
                    <nvpair id="r" name="rack" value="r1"/>
                  </instance_attributes></transient_attributes>
                  <lrm id="1"><lrm_resources><lrm_resource id="web" class="ocf" provider="pacemaker" type="Dummy">
                    <lrm_rsc_op id="web_last_0" operation_key="web_start_0" operation="start" call-id="2" rc-code="0"
                      op-status="0" interval="0" transition-key="1:1:0:a" transition-magic="0:0;1:1:0:a"/>
                  </lrm_resource></lrm_resources></lrm>
                </node_state>
                <node_state id="2" uname="n2" in_ccm="true" crmd="online" join="member" expected="member"/>
                """);
    }

    private static Cib read(String configured, String status) {
        return CibXml.read("""
                <cib validate-with="pacemaker-3.8" admin_epoch="0" epoch="1" num_updates="0" have-quorum="1"
                    cib-last-written="Sat Nov 29 00:02:03 2025"><configuration>
                  <crm_config/>
                  <nodes><node id="1" uname="n1"/><node id="2" uname="n2">
                    <instance_attributes id="n2-i"><nvpair id="n2-s" name="standby" value="on"/></instance_attributes>
                  </node></nodes>
                  %s</configuration><status>%s</status></cib>
                """.formatted(configured, status)).understood().orElseThrow();
    }
}
