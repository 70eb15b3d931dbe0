package io.systole.runtime.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.Cib;
import io.systole.cib.xml.CibXml;
import io.systole.runtime.status.PlanView.Step;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A closer look at a CIB: a group of one that runs on n1, is banned from there, and whose monitor failed once. */
class InsightReadingTest {
    private static final String XML = """
            <cib validate-with="pacemaker-4.0" epoch="1" num_updates="1" admin_epoch="0" have-quorum="1" dc-uuid="1">
              <configuration>
                <crm_config><cluster_property_set id="o"><nvpair id="o1" name="stonith-enabled" value="false"/></cluster_property_set></crm_config>
                <nodes><node id="1" uname="n1"/><node id="2" uname="n2"/></nodes>
                <resources><group id="site">
                  <primitive id="web" class="ocf" provider="x" type="y">
                    <instance_attributes id="i"><nvpair id="i1" name="port" value="80"/></instance_attributes>
                  </primitive>
                </group></resources>
                <constraints><rsc_location id="l" rsc="site" node="n1" score="-INFINITY"/></constraints>
              </configuration>
              <status>
                <node_state id="1" uname="n1" in_ccm="true" crmd="online" join="member" expected="member"><lrm id="1"><lrm_resources>
                  <lrm_resource id="web" class="ocf" provider="x" type="y">
                    <lrm_rsc_op id="web_last_0" operation_key="web_start_0" operation="start" call-id="3" rc-code="0" op-status="0"
                      interval="0" transition-key="1:1:0:u" transition-magic="0:0;1:1:0:u" last-rc-change="1700000000" exec-time="40"/>
                    <lrm_rsc_op id="web_last_failure_0" operation_key="web_monitor_10000" operation="monitor" call-id="4" rc-code="7" op-status="0"
                      interval="10000" transition-key="2:1:0:u" transition-magic="0:7;2:1:0:u" last-rc-change="1700000100" exec-time="5" exit-reason="gone"/>
                  </lrm_resource></lrm_resources></lrm></node_state>
                <node_state id="2" uname="n2" in_ccm="true" crmd="online" join="member" expected="member"><lrm id="2"><lrm_resources/></lrm></node_state>
              </status>
            </cib>
            """;

    private static Cib cib() {
        return CibXml.read(XML).understood().orElseThrow();
    }

    @Test
    void aResourceIsToldWithWhatIsSetAndWhatWasDone() {
        var detail = DetailReading.of(cib(), "web").orElseThrow();

        assertThat(detail.kind()).isEqualTo("primitive");
        assertThat(detail.agent()).isEqualTo("ocf:x:y");
        assertThat(detail.text()).contains("primitive web ocf:x:y").contains("port=80");
        assertThat(detail.parameters()).containsExactly(new ResourceDetail.Setting("port", "80"));
        assertThat(detail.history())
                .containsExactly(
                        new ResourceDetail.Operation(
                                "web",
                                "n1",
                                "monitor",
                                10_000,
                                7,
                                "not running",
                                "complete",
                                "gone",
                                Instant.ofEpochSecond(1_700_000_100),
                                5),
                        new ResourceDetail.Operation(
                                "web",
                                "n1",
                                "start",
                                0,
                                0,
                                "ok",
                                "complete",
                                "",
                                Instant.ofEpochSecond(1_700_000_000),
                                40));
    }

    @Test
    void aGroupIsToldWithWhatItHoldsAndOthersAreNotThere() {
        var group = DetailReading.of(cib(), "site").orElseThrow();

        assertThat(group.kind()).isEqualTo("group");
        assertThat(group.inside()).containsExactly("web");
        assertThat(group.text()).contains("group site web").contains("primitive web");
        assertThat(group.history()).hasSize(2);
        assertThat(DetailReading.of(cib(), "other")).isEmpty();
    }

    @Test
    void aPlanIsToldWithWhereAllIsBeforeAndItsActionsWithInputs() {
        var plan = PlanView.of(cib(), Instant.ofEpochSecond(1_700_000_200));

        assertThat(plan.before()).containsExactly(new PlanView.Place("web", "n1", Role.STARTED));
        assertThat(plan.summary()).anyMatch(line -> line.contains("web"));
        var stop = only(plan.actions(), "stop", "n1");
        var start = only(plan.actions(), "start", "n2");
        assertThat(stop.resource()).isEqualTo("web");
        assertThat(start.key()).isEqualTo("web_start_0");
        assertThat(reaches(plan.actions(), start, stop))
                .as("the start waits for the stop")
                .isTrue();
    }

    private static Step only(List<Step> steps, String operation, String node) {
        return steps.stream()
                .filter(step -> step.operation().equals(operation) && node.equals(step.node()))
                .findFirst()
                .orElseThrow();
    }

    private static boolean reaches(List<Step> steps, Step from, Step wanted) {
        return from.inputs().contains(wanted.id())
                || from.inputs().stream()
                        .flatMap(id -> steps.stream().filter(step -> step.id() == id))
                        .anyMatch(step -> reaches(steps, step, wanted));
    }
}
