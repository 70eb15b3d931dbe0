package io.systole.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.Cib;
import io.systole.cib.xml.CibFault;
import io.systole.cib.xml.CibReading;
import io.systole.cib.xml.CibXml;
import io.systole.policy.output.StatusText;
import io.systole.policy.output.StatusWish;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CIBs as other clusters write them: what is odd in them is left out or shown as the reference does. */
class ForeignInputTest {
    private static final String MEMBER = "in_ccm='true' crmd='online' join='member' expected='member'";
    private static final String RAN =
            "operation='start' operation_key='a_start_0' interval='0' call-id='1' rc-code='0' op-status='0'"
                    + " transition-key='1:1:0:u' transition-magic='0:0;1:1:0:u'";

    private static CibReading reading(String nodes, String resources, String status) {
        return CibXml.readForeign("""
                <cib validate-with="pacemaker-3.9" crm_feature_set="3.19.0" have-quorum="1"><configuration>
                <crm_config><cluster_property_set id="o">
                <nvpair id="o1" name="stonith-enabled" value="false"/></cluster_property_set></crm_config>
                <nodes>%s</nodes><resources>%s</resources><constraints/></configuration>
                <status>%s</status></cib>""".formatted(nodes, resources, status));
    }

    private static List<String> status(String nodes, String resources, String status) {
        Cib cib = reading(nodes, resources, status).understood().orElseThrow();
        return StatusText.of(
                        Planner.read(cib, Instant.ofEpochSecond(2000)),
                        true,
                        new StatusWish(true, false, ZoneOffset.UTC))
                .stream()
                .map(line -> line.strip().replaceAll("\\s+", " "))
                .toList();
    }

    private static String node(String id) {
        return "<node id='%s' uname='%s'/>".formatted(id, id);
    }

    private static String state(String id, String content) {
        return "<node_state id='%s' uname='%s' %s>%s</node_state>".formatted(id, id, MEMBER, content);
    }

    private static String history(String resource, String entries) {
        return "<lrm id='l'><lrm_resources><lrm_resource %s>%s</lrm_resource></lrm_resources></lrm>"
                .formatted(resource, entries);
    }

    @Test
    void anAttributeThatMeansNothingHereIsLeftOutAndTold() {
        CibReading reading = reading("<node id='n1' uname='n1' colour='red'/>", "", state("n1", ""));

        assertThat(reading.understood()).isPresent();
        assertThat(reading.faults()).extracting(CibFault::kind).containsExactly(CibFault.Kind.IGNORED);
        assertThat(reading.faults()).extracting(CibFault::element).containsExactly("node");
    }

    @Test
    void anElementThatMeansNothingHereIsRefused() {
        CibReading reading = reading(node("n1"), "<robot id='r'/>", "");

        assertThat(reading.understood()).isEmpty();
        assertThat(reading.faults()).extracting(CibFault::element).containsExactly("robot");
    }

    @Test
    void anEntryOfTheHistoryWithoutIdOrOperationIsLeftOut() {
        String agent = "id='a' class='ocf' provider='pacemaker' type='Dummy'";
        String primitive = "<primitive " + agent + "/>";

        assertThat(status(node("n1"), primitive, state("n1", history(agent, "<lrm_rsc_op id='a_last_0'/>"))))
                .contains("* a (ocf:pacemaker:Dummy): Stopped");
        assertThat(status(node("n1"), primitive, state("n1", history(agent, "<lrm_rsc_op " + RAN + "/>"))))
                .contains("* a (ocf:pacemaker:Dummy): Stopped");
        assertThat(status(
                        node("n1"), primitive, state("n1", history(agent, "<lrm_rsc_op id='a_last_0' " + RAN + "/>"))))
                .contains("* a (ocf:pacemaker:Dummy): Started n1");
    }

    @Test
    void ofTwoTransientSectionsTheFirstCounts() {
        String pair = "<transient_attributes id='t%s'><instance_attributes id='i%s'>"
                + "<nvpair id='v%s' name='%s' value='on'/></instance_attributes></transient_attributes>";

        assertThat(status(
                        node("n1"),
                        "",
                        state("n1", pair.formatted("1", "1", "1", "x") + pair.formatted("2", "2", "2", "standby"))))
                .contains("* Online: [ n1 ]", "* x : on");
    }

    @Test
    void aTransientDefaultTakesThePermanentValueAway() {
        String permanent = "<node id='n1' uname='n1'><instance_attributes id='p'>"
                + "<nvpair id='p1' name='standby' value='on'/></instance_attributes></node>";
        String transients = "<transient_attributes id='t'><instance_attributes id='i'>"
                + "<nvpair id='i1' name='standby' value='#default'/></instance_attributes></transient_attributes>";

        assertThat(status(permanent, "", state("n1", ""))).contains("* Node n1: standby");
        assertThat(status(permanent, "", state("n1", transients))).contains("* Online: [ n1 ]");
    }

    @Test
    void aPrimitiveHasTheDescriptionOfItsTemplate() {
        String agent = "class='ocf' provider='pacemaker' type='Dummy'";
        String active = history("id='a' " + agent, "<lrm_rsc_op id='a_last_0' " + RAN + "/>");

        assertThat(status(
                        node("n1") + node("n2"),
                        "<template id='t' description='common' " + agent
                                + "/><primitive id='a' template='t' description='own'/>",
                        state("n1", active) + state("n2", active)))
                .contains("* a (ocf:pacemaker:Dummy): Started (common) [ n1 n2 ]");
    }

    @Test
    void aRemovedResourceWithoutAgentIsShownAsUnknown() {
        assertThat(status(node("n1"), "", state("n1", history("id='a'", "<lrm_rsc_op id='a_last_0' " + RAN + "/>"))))
                .contains("* a (unknown:unknown): ORPHANED Started n1");
    }

    @Test
    void aTemplateOfAConnectionImpliesANodeOfItsName() {
        assertThat(status(
                        node("n1"),
                        "<template id='t' class='ocf' provider='pacemaker' type='remote'/>",
                        state("n1", "")))
                .contains("* RemoteOFFLINE: [ t ]");
    }
}
