package io.systole.actors.cib.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.cib.Author;
import io.systole.actors.cib.ChangeResult;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.cib.acl.Subject;
import io.systole.cib.edit.CibEdit;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.tree.TreeEdit.Operation;
import io.systole.cib.xml.CibFault;
import io.systole.cib.xml.CibXml;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What users who are not the superuser may change, judged by the writer. */
class ChangeAccessTest {
    private static final NodeName N1 = new NodeName("n1");
    private static final String DOCUMENT = """
            <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="5" num_updates="0"><configuration>
              <crm_config><cluster_property_set id="cib-bootstrap-options">
                <nvpair id="acl" name="enable-acl" value="true"/></cluster_property_set></crm_config>
              <nodes><node id="1" uname="n1"/></nodes>
              <resources>
                <primitive id="db" class="ocf" provider="heartbeat" type="Dummy">
                  <instance_attributes id="db-i"><nvpair id="db-p" name="passwd" value="topsecret"/></instance_attributes>
                </primitive>
                <primitive id="web" class="ocf" provider="heartbeat" type="Dummy"/>
              </resources>
              <constraints/>
              <acls>
                <acl_target id="carol"><role id="operator"/></acl_target>
                <acl_group id="admins"><role id="administrator"/></acl_group>
                <acl_role id="operator">
                  <acl_permission id="o1" kind="read" xpath="/cib"/>
                  <acl_permission id="o2" kind="deny" object-type="instance_attributes"/>
                  <acl_permission id="o3" kind="write"
                      xpath="//resources//meta_attributes/nvpair[@name='target-role']"/>
                </acl_role>
                <acl_role id="administrator"><acl_permission id="a1" kind="write" xpath="/cib"/></acl_role>
              </acls>
            </configuration><status/></cib>
            """;
    private static final Subject CAROL = Subject.of("carol", List.of());
    private static final Subject DAVE = Subject.of("dave", List.of("admins"));

    private final Cib cib = CibXml.read(DOCUMENT).understood().orElseThrow();
    private final CibState state =
            CibState.initial(N1, 1, List.of(N1), new StoredConfiguration(256, cib), History.empty(), 256);

    private ChangeRules.Outcome apply(Subject subject, ConfigurationChange change) {
        return ChangeRules.apply(
                state,
                new Request(new RequestId(N1, 1), "one", change, new Author(subject, "test"), null, Instant.EPOCH));
    }

    private static ConfigurationChange.Tree tree(Operation operation, String xpath, String xml) {
        return new ConfigurationChange.Tree(new TreeEdit(operation, null, xpath, xml));
    }

    private static List<CibFault> faults(ChangeRules.Outcome outcome) {
        assertThat(outcome.decided()).containsInstanceOf(ChangeResult.Refused.class);
        return ((ChangeResult.Refused) outcome.decided().orElseThrow()).faults();
    }

    @Test
    void theOperatorStopsAResourceAndIsShownAsItsAuthor() {
        var outcome = apply(
                CAROL,
                new ConfigurationChange.Edit(new CibEdit.SetMeta(new ResourceId("web"), "target-role", "Stopped")));

        var written = outcome.written().document();
        assertThat(written.header().updateUser()).isEqualTo("carol");
        assertThat(CibXml.write(written)).contains("target-role");
    }

    @Test
    void theOperatorChangesNoOtherOption() {
        var outcome = apply(
                CAROL, new ConfigurationChange.Edit(new CibEdit.SetMeta(new ResourceId("web"), "is-managed", "false")));

        assertThat(faults(outcome)).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(CibFault.Kind.ACCESS);
            assertThat(fault.found()).contains("creation of <meta_attributes id=\"web-meta_attributes\"> by carol");
            assertThat(fault.expected()).contains("permission o1 of role operator (kind read)");
        });
    }

    @Test
    void aGroupMakesAnAdministrator() {
        var change = new ConfigurationChange.Edit(new CibEdit.SetOption("maintenance-mode", "true"));

        assertThat(apply(DAVE, change).decided()).isEmpty();
        assertThat(faults(apply(CAROL, change))).hasSize(1);
    }

    @Test
    void whatIsPutBackWithoutWhatWasHiddenDoesNotRemoveIt() {
        var seen = CibXml.read(DOCUMENT.replaceAll("(?s)<instance_attributes.*?</instance_attributes>", ""))
                .understood()
                .orElseThrow();

        assertThat(faults(apply(CAROL, new ConfigurationChange.Replace(seen))))
                .extracting(CibFault::found)
                .containsExactly("the removal of <instance_attributes id=\"db-i\"> by carol");
    }

    @Test
    void anEditFindsNothingByWhatIsHidden() {
        String right = "//primitive[.//nvpair[starts-with(@value, 'top')]]/meta_attributes";
        String wrong = "//primitive[.//nvpair[starts-with(@value, 'xyz')]]/meta_attributes";
        String xml = "<nvpair id=\"x\" name=\"target-role\" value=\"Stopped\"/>";

        var one = faults(apply(CAROL, tree(Operation.CREATE, right, xml)));
        var other = faults(apply(CAROL, tree(Operation.CREATE, wrong, xml)));

        assertThat(one)
                .singleElement()
                .satisfies(fault -> assertThat(fault.toString().replace("top", "xyz"))
                        .isEqualTo(other.get(0).toString()));
        assertThat(faults(apply(
                        CAROL,
                        new ConfigurationChange.Tree(
                                new TreeEdit(Operation.MODIFY, null, null, "<nvpair id=\"db-p\" value=\"mine\"/>")))))
                .hasSize(1);
    }

    @Test
    void anEditByXPathMeansTheSameElementInTheWhole() {
        var outcome = apply(
                CAROL,
                new ConfigurationChange.Tree(new TreeEdit(
                        Operation.MODIFY,
                        null,
                        "//resources/primitive[2]",
                        "<primitive id=\"web\"><meta_attributes id=\"m\"><nvpair id=\"x\" name=\"target-role\""
                                + " value=\"Stopped\"/></meta_attributes></primitive>")));

        assertThat(CibXml.write(outcome.written().document()))
                .contains("topsecret")
                .containsPattern("(?s)primitive id=\"web\".*target-role");
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"BUMP", "ERASE"})
    void theWholeIsNotTheOperatorsToChange(Operation operation) {
        var change = new ConfigurationChange.Tree(new TreeEdit(operation, null, null, null));

        assertThat(faults(apply(CAROL, change))).isNotEmpty();
        assertThat(apply(DAVE, change).decided()).isEmpty();
    }

    @Test
    void rolesAreThoseOfTheConfigurationThatIsChanged() {
        var without = CibXml.read(DOCUMENT.replace("\"enable-acl\" value=\"true\"", "\"enable-acl\" value=\"false\""))
                .understood()
                .orElseThrow();

        assertThat(faults(apply(CAROL, new ConfigurationChange.Replace(without))))
                .hasSize(1);
    }
}
