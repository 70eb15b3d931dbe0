package io.systole.runtime.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.agents.AgentMetadata;
import io.systole.agents.AgentMetadataAnswer;
import io.systole.cib.xml.CibXml;
import io.systole.policy.verify.Finding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParameterCheckTest {
    private static final AgentMetadataAnswer ADDRESS = AgentMetadata.read("ocf:test:Address", """
            <resource-agent name="Address"><parameters>
            <parameter name="ip" required="1"><content type="string"/></parameter>
            <parameter name="count" required="1"><content type="integer" default="1"/></parameter>
            <parameter name="broadcast"><content type="boolean"/></parameter>
            <parameter name="side"><content type="select"><option value="left"/><option value="right"/></content></parameter>
            </parameters></resource-agent>
            """);

    private static List<String> check(String resources, Map<String, AgentMetadataAnswer> agents) {
        var reading = CibXml.read("""
                <cib validate-with="pacemaker-3.9" epoch="1" num_updates="0" admin_epoch="0"><configuration>
                <crm_config/><nodes/><resources>
                %s
                </resources><constraints/></configuration><status/></cib>
                """.formatted(resources));
        assertThat(reading.faults()).isEmpty();
        return ParameterCheck.of(reading, agents).stream()
                .map(Finding::toString)
                .toList();
    }

    private static String address(String id, String... pairs) {
        var text = new StringBuilder("<primitive id=\"" + id
                + "\" class=\"ocf\" provider=\"test\" type=\"Address\"><instance_attributes id=\"" + id + "-a\">");
        for (var pair : pairs) {
            var parts = pair.split("=", 2);
            text.append("<nvpair id=\"%s-%s\" name=\"%s\" value=\"%s\"/>".formatted(id, parts[0], parts[0], parts[1]));
        }
        return text + "</instance_attributes></primitive>";
    }

    private static List<String> check(String resources) {
        return check(resources, Map.of("ocf:test:Address", ADDRESS));
    }

    @Test
    void hasNothingToSayOfWhatIsRight() {
        assertThat(check(address("a", "ip=10.0.0.1", "count=3", "broadcast=yes", "side=left", "trace_ra=1")))
                .isEmpty();
        assertThat(check(address("a", "ip=lrm://"))).isEmpty();
    }

    @Test
    void aMissingRequiredParameterIsAnError() {
        assertThat(check(address("a", "count=3")))
                .containsExactly("error: line 3: <primitive>: found no parameter ip in a, expected one, since"
                        + " ocf:test:Address requires it; add it to the instance attributes;"
                        + " `systole agent show ocf:test:Address` describes it");
    }

    @Test
    void unknownParametersAndWrongTypesAreWarnings() {
        assertThat(check(address("a", "ip=x", "ipp=y", "count=many", "broadcast=perhaps", "side=up")))
                .hasSize(4)
                .allMatch(finding -> finding.startsWith("warning: line 3: "))
                .anyMatch(finding -> finding.contains("the parameter ipp, which ocf:test:Address does not have"))
                .anyMatch(finding -> finding.contains("count=\"many\" in a, expected a whole number"))
                .anyMatch(finding -> finding.contains("broadcast=\"perhaps\" in a, expected true or false"))
                .anyMatch(finding -> finding.contains("side=\"up\" in a, expected one of left, right"));
    }

    @Test
    void parametersOfTemplatesGroupsAndReferencesCount() {
        assertThat(check(
                        "<template id=\"t\" class=\"ocf\" provider=\"test\" type=\"Address\"><instance_attributes id=\"ta\">"
                                + "<nvpair id=\"ti\" name=\"ip\" value=\"1\"/></instance_attributes></template>"
                                + "<primitive id=\"p\" template=\"t\"/>"
                                + "<primitive id=\"q\" class=\"ocf\" provider=\"test\" type=\"Address\">"
                                + "<instance_attributes id-ref=\"ta\"/></primitive>"))
                .isEmpty();
        assertThat(check("<group id=\"g\"><instance_attributes id=\"ga\"><nvpair id=\"gi\" name=\"ip\" value=\"1\"/>"
                        + "<nvpair id=\"go\" name=\"other\" value=\"1\"/></instance_attributes>" + address("a")
                        + "</group>"))
                .isEmpty();
    }

    @Test
    void devicesMayHaveWhatTheFencerReads() {
        var device = "<primitive id=\"d\" class=\"stonith\" type=\"fence_x\"><instance_attributes id=\"da\">"
                + "<nvpair id=\"d1\" name=\"pcmk_host_list\" value=\"n1\"/></instance_attributes></primitive>";
        var metadata = AgentMetadata.read("stonith:fence_x", """
                <resource-agent name="fence_x"><parameters><parameter name="action" required="1"/>
                <parameter name="plug" required="1"/><parameter name="ip" required="1"/></parameters></resource-agent>
                """);

        assertThat(check(device, Map.of("stonith:fence_x", metadata)))
                .singleElement()
                .asString()
                .startsWith("warning: line 3: <primitive>: found no parameter ip in d");
    }

    @Test
    void anAgentThatIsNotHereIsAWarning() {
        assertThat(check(
                        address("a"),
                        Map.of(
                                "ocf:test:Address",
                                new AgentMetadataAnswer.Unknown("ocf:test:Address is not installed: looked for /x"))))
                .singleElement()
                .asString()
                .startsWith("warning: line 3: <primitive>: found the agent ocf:test:Address, which this host does not"
                        + " have in a");
    }
}
