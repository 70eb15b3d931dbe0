package io.systole.runtime.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.tree.ElementXml;
import io.systole.cib.tree.XPathSearch.BadXPath;
import org.junit.jupiter.api.Test;

/** What a preview takes out of the status for a cleanup. */
class ForgettingTest {
    private static final String STATUS = """
            <cib><status>%s%s</status></cib>
            """.formatted(node("n1"), node("n2"));

    private static String node(String name) {
        return """
                <node_state id="%1$s" uname="%1$s">
                  <lrm id="%1$s"><lrm_resources>
                    <lrm_resource id="web"><lrm_rsc_op id="web_last_0"/></lrm_resource>
                    <lrm_resource id="website"/>
                  </lrm_resources></lrm>
                  <transient_attributes id="%1$s"><instance_attributes id="status-%1$s">
                    <nvpair id="%1$s-1" name="fail-count-web#monitor_1000" value="2"/>
                    <nvpair id="%1$s-2" name="last-failure-web#monitor_1000" value="17"/>
                    <nvpair id="%1$s-3" name="fail-count-website#start_0" value="1"/>
                    <nvpair id="%1$s-4" name="pingd" value="300"/>
                  </instance_attributes></transient_attributes>
                </node_state>
                """.formatted(name);
    }

    @Test
    void ofOneResourceOnOneNodeTheHistoryAndTheFailuresAreGone() throws BadXPath {
        var cib = ElementXml.read(STATUS).element().orElseThrow();

        var after = ElementXml.write(
                Forgetting.of(cib, "//node_state[@uname='n1']//lrm_resource[@id='web' or starts-with(@id, 'web:')]"));

        assertThat(after.split("<lrm_resource id=\"web\"", -1))
                .as("of n2 it stays")
                .hasSize(2);
        assertThat(after)
                .doesNotContain("n1-1", "n1-2")
                .contains("n1-3", "n1-4", "n2-1", "n2-2", "<lrm_resource id=\"website\"");
    }
}
