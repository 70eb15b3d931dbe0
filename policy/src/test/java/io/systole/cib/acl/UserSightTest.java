package io.systole.cib.acl;

import static io.systole.cib.acl.AclSketch.ALICE;
import static io.systole.cib.acl.AclSketch.access;
import static io.systole.cib.acl.AclSketch.cib;
import static io.systole.cib.acl.AclSketch.deny;
import static io.systole.cib.acl.AclSketch.document;
import static io.systole.cib.acl.AclSketch.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.xml.CibXml;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserSightTest {
    private static UserSight sight(String... permissions) {
        String document = document(permissions);
        return access(document, ALICE).sight(cib(document));
    }

    private static List<String> resources(UserSight sight) {
        return sight.cib().configuration().resources().stream()
                .map(resource -> resource.id().value())
                .toList();
    }

    @Test
    void whoMayReadAllSeesTheCibItself() {
        String document = document(read("xpath=\"/cib\""));
        var cib = cib(document);

        assertThat(access(document, ALICE).sight(cib).cib()).isSameAs(cib);
        assertThat(access(document, ALICE).sight(cib).whole()).isTrue();
    }

    @Test
    void whatHasNothingButAnIdIsLeftOut() {
        var sight = sight(
                read("xpath=\"/cib/configuration/resources\""), deny("reference=\"db\""), read("reference=\"db-tr\""));

        assertThat(resources(sight)).containsExactly("web", "aux");
        assertThat(sight.whole()).isFalse();
        assertThat(CibXml.write(sight.cib())).doesNotContain("topsecret").doesNotContain("maintenance-mode");
    }

    @Test
    void whatCannotBeReadWithoutWhatIsHiddenDoesNotHideTheRest() {
        String document = document(read("xpath=\"/cib\""), deny("object-type=\"primitive\""))
                .replace(
                        "<primitive id=\"web\" class=\"ocf\" provider=\"heartbeat\" type=\"Dummy\"/>",
                        "<clone id=\"c\"><primitive id=\"web\" class=\"ocf\" provider=\"heartbeat\" type=\"Dummy\"/>"
                                + "</clone>");
        var sight = access(document, ALICE).sight(cib(document));

        assertThat(resources(sight)).isEmpty();
        assertThat(sight.cib().configuration().constraints()).hasSize(1);
        assertThat(sight.cib().configuration().nodes()).hasSize(2);
    }

    @Test
    void whoMayReadNothingSeesAnEmptyCib() {
        var sight = sight();

        assertThat(sight.tree()).isEmpty();
        assertThat(resources(sight)).isEmpty();
    }

    @Test
    void aTokenIsFoundByItsHashAmongTheGrants() {
        var grant = new AccessGrant("bob", List.of("staff", "ops"), AccessGrant.hash("token"), Instant.EPOCH);
        String document = document()
                .replace(
                        "</crm_config>",
                        "<cluster_property_set id=\"systole-access\"><nvpair id=\"systole-access-bob\""
                                + " name=\"systole-access-bob\" value=\"" + grant.value() + "\"/>"
                                + "<nvpair id=\"systole-access-eve\" name=\"systole-access-eve\" value=\"sha256=\"/>"
                                + "</cluster_property_set></crm_config>");
        var configuration = cib(document).configuration();

        assertThat(AccessGrant.of(configuration)).containsExactly(grant);
        assertThat(AccessGrant.subject(configuration, "token"))
                .contains(new Subject("bob", List.of("staff", "ops"), false));
        assertThat(AccessGrant.subject(configuration, "")).isEmpty();
        assertThat(AccessGrant.subject(configuration, "other")).isEmpty();
    }
}
