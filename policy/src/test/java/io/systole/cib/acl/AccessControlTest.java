package io.systole.cib.acl;

import static io.systole.cib.acl.AclSketch.ALICE;
import static io.systole.cib.acl.AclSketch.access;
import static io.systole.cib.acl.AclSketch.deny;
import static io.systole.cib.acl.AclSketch.document;
import static io.systole.cib.acl.AclSketch.read;
import static io.systole.cib.acl.AclSketch.tree;
import static io.systole.cib.acl.AclSketch.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.NodeName;
import io.systole.cib.check.ConfigurationCheck;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.tree.TreeEdit.Operation;
import io.systole.cib.tree.TreeEdits;
import io.systole.cib.tree.TreeResult;
import io.systole.cib.xml.CibFault;
import io.systole.cib.xml.CibXml;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessControlTest {
    private static final String TARGET_ROLE =
            write("xpath=\"//resources//meta_attributes/nvpair[@name='target-role']\"");

    private static String seen(String document) {
        return access(document, ALICE)
                .readable(tree(document))
                .map(ElementXml::write)
                .orElse("");
    }

    /** What a modification of this element is refused for. */
    private static List<String> refused(String document, Operation operation, String xml) {
        return refused(document, new TreeEdit(operation, null, null, xml));
    }

    private static List<String> refused(String document, TreeEdit edit) {
        var before = tree(document);
        var result = TreeEdits.apply(before, edit);
        assertThat(result).isInstanceOf(TreeResult.Changed.class);
        return access(document, ALICE).refusals(before, ((TreeResult.Changed) result).cib()).stream()
                .map(CibFault::toString)
                .toList();
    }

    @Test
    void withoutTheOptionNobodyIsRestricted() {
        String document = document(false, deny("xpath=\"/cib\""));

        assertThat(access(document, ALICE).isUnrestricted()).isTrue();
        assertThat(seen(document)).contains("topsecret");
    }

    @Test
    void rootAndHaclusterAreNotRestricted() {
        String document = document(deny("xpath=\"/cib\""));

        assertThat(access(document, Subject.of("root", List.of())).isUnrestricted())
                .isTrue();
        assertThat(access(document, Subject.of("hacluster", List.of())).isUnrestricted())
                .isTrue();
        assertThat(access(document, Subject.superuser("operator")).isUnrestricted())
                .isTrue();
    }

    @Test
    void aUserWithoutPermissionsSeesNothingAndChangesNothing() {
        String document = document(read("xpath=\"/cib\""));
        var carol = access(document, Subject.of("carol", List.of()));

        assertThat(carol.readable(tree(document))).isEmpty();
        assertThat(carol.refusals(tree(document), "/cib")).hasSize(1);
    }

    @Test
    void aGroupGivesItsRolesToItsMembersAndANameStandsForTheId() {
        String document = document(read("xpath=\"/cib\""))
                .replace("<acl_target id=\"alice\">", "<acl_group id=\"g\" name=\"staff\">")
                .replace("</acl_target>", "</acl_group>");

        assertThat(access(document, ALICE).readable(tree(document))).contains(tree(document));
        assertThat(access(document, Subject.of("g", List.of("g"))).readable(tree(document)))
                .isEmpty();
    }

    @Test
    void theDeepestMatchCountsAndAboveItOnlyIdsAreShown() {
        String document = document(
                read("xpath=\"/cib/configuration/resources\""), deny("reference=\"db\""), read("reference=\"db-tr\""));

        assertThat(seen(document).replaceAll("\\s*\\n\\s*", ""))
                .isEqualTo("<cib><configuration><resources><primitive id=\"db\"><meta_attributes id=\"db-m\">"
                        + "<nvpair id=\"db-tr\" name=\"target-role\" value=\"Started\"/></meta_attributes></primitive>"
                        + "<primitive id=\"web\" class=\"ocf\" provider=\"heartbeat\" type=\"Dummy\"/>"
                        + "<primitive id=\"aux\" class=\"ocf\" provider=\"heartbeat\" type=\"Dummy\"/>"
                        + "</resources></configuration></cib>");
    }

    @Test
    void ofSeveralForTheSameElementDenyIsFirstThenWrite() {
        String all = document(write("reference=\"db-q\""), deny("reference=\"db-q\""), read("reference=\"db-q\""));
        String some = document(write("reference=\"db-q\""), read("reference=\"db-q\""));

        assertThat(seen(all)).isEmpty();
        assertThat(refused(some, Operation.MODIFY, "<nvpair id=\"db-q\" value=\"/y\"/>"))
                .isEmpty();
    }

    @Test
    void aDeeperReadTakesTheWriteAway() {
        String document = document(write("xpath=\"/cib\""), read("reference=\"db\""));

        assertThat(refused(document, Operation.MODIFY, "<nvpair id=\"db-q\" value=\"/y\"/>"))
                .singleElement()
                .asString()
                .contains("nvpair id=\"db-q\"", "alice", "permission p1 of role r1 (kind read)");
        assertThat(refused(document, Operation.MODIFY, "<primitive id=\"web\" type=\"Stateful\"/>"))
                .isEmpty();
    }

    @Test
    void anObjectTypeWithAnAttributeIsForThoseThatHaveIt() {
        String with = document(write("object-type=\"primitive\" attribute=\"provider\""));
        String without = document(write("object-type=\"primitive\" attribute=\"template\""));

        assertThat(refused(with, Operation.MODIFY, "<primitive id=\"web\" type=\"Stateful\"/>"))
                .isEmpty();
        assertThat(refused(without, Operation.MODIFY, "<primitive id=\"web\" type=\"Stateful\"/>"))
                .singleElement()
                .asString()
                .contains("no permission of this user's roles is for it");
    }

    @Test
    void whatMayBeWrittenMayBeCreatedWithWhatEnclosesIt() {
        String document = document(TARGET_ROLE);
        String web = "<primitive id=\"web\"><meta_attributes id=\"web-m\">"
                + "<nvpair id=\"web-tr\" name=\"target-role\" value=\"Stopped\"/>%s</meta_attributes></primitive>";

        assertThat(refused(document, Operation.MODIFY, web.formatted(""))).isEmpty();
        assertThat(refused(document, Operation.MODIFY, web.formatted("<nvpair id=\"x\" name=\"y\" value=\"z\"/>")))
                .singleElement()
                .asString()
                .contains("the creation of <nvpair id=\"x\">");
        assertThat(refused(
                        document,
                        Operation.MODIFY,
                        "<primitive id=\"web\"><meta_attributes id=\"web-m\"/></primitive>"))
                .singleElement()
                .asString()
                .contains("the creation of <meta_attributes id=\"web-m\">");
    }

    @Test
    void aWritableElementIsNotTurnedIntoAnother() {
        String document = document(TARGET_ROLE);

        assertThat(refused(document, Operation.MODIFY, "<nvpair id=\"db-tr\" name=\"is-managed\"/>"))
                .hasSize(1);
        assertThat(refused(document, Operation.MODIFY, "<nvpair id=\"db-st\" name=\"target-role\"/>"))
                .hasSize(1);
        assertThat(refused(document, Operation.MODIFY, "<nvpair id=\"db-tr\" value=\"Stopped\"/>"))
                .isEmpty();
    }

    @Test
    void aDeniedElementIsNotRemovedWithItsParent() {
        String document = document(write("xpath=\"/cib\""), deny("reference=\"db-p\""));

        assertThat(refused(document, Operation.DELETE, "<primitive id=\"db\"/>"))
                .singleElement()
                .asString()
                .contains("the removal of <nvpair id=\"db-p\">", "permission p1 of role r1 (kind deny)");
        assertThat(refused(document, Operation.DELETE, "<primitive id=\"web\"/>"))
                .isEmpty();
    }

    @Test
    void siblingsThatMayNotBeWrittenKeepTheirOrder() {
        String document = document(write("reference=\"aux\""));
        String moved = document.replaceFirst(
                "(?s)(<primitive id=\"db\".*?</primitive>)\\s*(<primitive id=\"web\"[^>]*>)", "$2$1");
        String ownMoved =
                document.replaceFirst("(<primitive id=\"web\"[^>]*>)\\s*(<primitive id=\"aux\"[^>]*>)", "$2$1");

        assertThat(moved).isNotEqualTo(document);
        assertThat(ownMoved).isNotEqualTo(document);
        assertThat(access(document, ALICE).refusals(tree(document), tree(moved)))
                .singleElement()
                .asString()
                .contains("a move of <primitive id=\"web\">");
        assertThat(access(document, ALICE).refusals(tree(document), tree(ownMoved)))
                .isEmpty();
    }

    @Test
    void theVersionIsTheWritersAndTheRestOfTheHeaderIsNot() {
        String document = document(write("xpath=\"/cib/configuration\""));

        assertThat(access(document, ALICE)
                        .refusals(tree(document), tree(document.replace("epoch=\"5\"", "epoch=\"6\""))))
                .isEmpty();
        assertThat(access(document, ALICE)
                        .refusals(tree(document), tree(document.replace("admin_epoch=\"0\"", "admin_epoch=\"1\""))))
                .hasSize(1);
    }

    @Test
    void grantedAccessIsTheSuperusersAlone() {
        String document = document(write("xpath=\"/cib\""), write("object-type=\"nvpair\""));
        String granted = "<cluster_property_set id=\"systole-access\">"
                + "<nvpair id=\"systole-access-bob\" name=\"systole-access-bob\" value=\"x\"/></cluster_property_set>";

        assertThat(refused(document, new TreeEdit(Operation.CREATE, "crm_config", null, granted)))
                .singleElement()
                .asString()
                .contains("the superuser's alone");
        assertThat(access(document, Subject.of("root", List.of())).refusals(tree(document), "/cib"))
                .isEmpty();
    }

    @Test
    void aDenialThatCannotBeEvaluatedDeniesEverything() {
        String document = document(read("xpath=\"/cib\""), deny("xpath=\"//[\""));
        String harmless = document(read("xpath=\"/cib\""), read("xpath=\"//[\""));

        assertThat(seen(document)).isEmpty();
        assertThat(seen(harmless)).contains("topsecret");
    }

    @Test
    void faultsOfTheListsAreNamed() {
        String document = document(
                        read("xpath=\"//[\""), read("xpath=\"/cib\" reference=\"db\""), read("reference=\"no\""))
                .replace("<role id=\"r1\"/>", "<role id=\"r2\"/>");

        assertThat(ConfigurationCheck.faults(CibXml.read(document), List.of(new NodeName("n1"), new NodeName("n2"))))
                .extracting(CibFault::found)
                .containsExactly(
                        "role id=\"r2\" in alice",
                        "//[ is no XPath 1.0 expression that selects elements: A location step was expected following"
                                + " the '/' or '//' token. in p0",
                        "2 of xpath, reference and object-type in p1",
                        "reference=\"no\" in p2");
    }
}
