package io.systole.cib.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a reader is told of a patch. */
class PatchTextTest {
    private static final String BEFORE = """
            <cib epoch="1"><configuration><crm_config><cluster_property_set id="o">
              <nvpair id="o-m" name="maintenance-mode" value="false"/></cluster_property_set></crm_config>
              <resources><primitive id="a"/><primitive id="b"><instance_attributes id="b-i">
              <nvpair id="b-p" name="passwd" value="topsecret"/></instance_attributes></primitive></resources>
            </configuration></cib>
            """;

    private static Element read(String xml) {
        return ElementXml.read(xml).element().orElseThrow();
    }

    private static List<String> lines(String before, String after) {
        return PatchText.lines(
                TreeDiff.between(read(before), read(after)), Optional.of(TreeDiff.between(read(after), read(before))));
    }

    @Test
    void tellsWhatWasBeforeAndWhatIsNow() {
        String after = BEFORE.replace("epoch=\"1\"", "epoch=\"2\"")
                .replace("value=\"false\"", "value=\"true\"")
                .replace("<primitive id=\"a\"/>", "")
                .replace("</resources>", "<primitive id=\"c\"/></resources>");

        assertThat(lines(BEFORE, after))
                .containsExactly(
                        "- resources/primitive[@id='a']",
                        "-     <primitive id=\"a\"/>",
                        "~ crm_config/cluster_property_set[@id='o']/nvpair[@id='o-m'] maintenance-mode",
                        "~     value: \"false\" -> \"true\"",
                        "+ resources/primitive[@id='c']",
                        "+     <primitive id=\"c\"/>")
                .doesNotContain("epoch");
    }

    @Test
    void noSecretIsTold() {
        String changed = BEFORE.replace("topsecret", "newsecret");
        String gone = BEFORE.replaceAll("(?s)<primitive id=\"b\">.*</primitive>", "");

        assertThat(lines(BEFORE, changed))
                .containsExactly(
                        "~ resources/primitive[@id='b']/instance_attributes[@id='b-i']/nvpair[@id='b-p'] passwd",
                        "~     value: \"********\" -> \"********\"");
        assertThat(String.join("\n", lines(BEFORE, gone)))
                .contains("passwd")
                .contains("********")
                .doesNotContain("topsecret");
        assertThat(String.join("\n", lines(gone, BEFORE))).contains("********").doesNotContain("topsecret");
        assertThat(PatchSummary.of(TreeDiff.between(read(BEFORE), read(changed))))
                .isEqualTo("set passwd=********");
        assertThat(ElementXml.write(MaskedTree.of(TreeDiff.between(read(BEFORE), read(changed)))))
                .doesNotContain("secret\"");
    }

    @Test
    void aChangeOfTheVersionAloneIsNotTold() {
        assertThat(lines(BEFORE, BEFORE.replace("epoch=\"1\"", "epoch=\"2\""))).isEmpty();
    }
}
