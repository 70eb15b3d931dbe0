package io.systole.actors.policy.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.node.core.MembershipOptions;
import io.systole.actors.resource.core.OwnStatus;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.xml.CibXml;
import io.systole.policy.input.KnownOptions;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is told to count by default does: with all options set to it the cluster does what it does without any. */
class KnownOptionsTest {
    private static Cib cib(Function<KnownOptions.Known, String> name) {
        String pairs = KnownOptions.all().stream()
                .filter(option -> option.byDefault() != null)
                .map(option -> "<nvpair id=\"o-" + option.name() + "\" name=\"" + name.apply(option) + "\" value=\""
                        + option.byDefault() + "\"/>")
                .collect(Collectors.joining());
        return CibXml.read("<cib validate-with=\"pacemaker-3.9\" epoch=\"1\" num_updates=\"0\" admin_epoch=\"0\">"
                        + "<configuration><crm_config><cluster_property_set id=\"o\">" + pairs
                        + "</cluster_property_set></crm_config><nodes/><resources/><constraints/></configuration>"
                        + "<status/></cib>")
                .understood()
                .orElseThrow();
    }

    @Test
    void whatIsToldToCountByDefaultDoes() {
        Cib unset = cib(option -> "no-option-" + option.name());
        Cib set = cib(KnownOptions.Known::name);
        var self = new NodeName("n1");

        assertThat(ExecutionOptions.of(set)).isEqualTo(ExecutionOptions.of(unset));
        assertThat(MembershipOptions.of(set)).isEqualTo(MembershipOptions.of(unset));
        assertThat(OwnStatus.of(self, set)).isEqualTo(OwnStatus.of(self, unset));
        for (PlanInput.Series series : PlanInput.Series.values()) {
            assertThat(ExecutionOptions.seriesMax(set, series)).isEqualTo(ExecutionOptions.seriesMax(unset, series));
        }
    }

    @Test
    void oldNamesCountToo() {
        Cib old = cib(option -> option.oldName() == null ? option.name() : option.oldName());

        assertThat(ExecutionOptions.of(old)).isEqualTo(ExecutionOptions.of(cib(KnownOptions.Known::name)));
        assertThat(MembershipOptions.of(old)).isEqualTo(MembershipOptions.of(cib(KnownOptions.Known::name)));
    }
}
