package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Users with tokens see and do what the access control lists permit, on every node, over HTTP and the command line. */
class AccessIT {
    private static final String SECRET = "topsecret-4711";
    private static final String ACLS = """
            <acls>
              <acl_target id="carol"><role id="operator"/></acl_target>
              <acl_role id="operator">
                <acl_permission id="op-read" kind="read" xpath="/cib"/>
                <acl_permission id="op-hide" kind="deny" reference="vault"/>
                <acl_permission id="op-past" kind="deny" xpath="//lrm_resource[@id='vault']"/>
                <acl_permission id="op-role" kind="write"
                    xpath="//resources//meta_attributes/nvpair[@name='target-role']"/>
              </acl_role>
              <acl_role id="viewer"><acl_permission id="v-read" kind="read" xpath="/cib/status"/></acl_role>
            </acls>
            """;

    @RegisterExtension
    static final LoopbackExtension LOOPBACK = new LoopbackExtension();

    private final LoopbackCluster cluster = LOOPBACK.cluster();
    private final Drill drill = new Drill(cluster);

    @BeforeEach
    void configure() throws IOException {
        drill.baseline();
        var cib = Drill.cib(cluster, drill.officeNode())
                .replace(
                        "</resources>",
                        "<primitive id=\"vault\" class=\"ocf\" provider=\"drill\" type=\"Worker\"><instance_attributes"
                                + " id=\"vault-i\"><nvpair id=\"vault-d\" name=\"dir\" value=\"" + cluster.directory()
                                + "\"/><nvpair id=\"vault-p\" name=\"note\" value=\"" + SECRET
                                + "\"/></instance_attributes><meta_attributes id=\"vault-m\"><nvpair id=\"vault-t\""
                                + " name=\"target-role\" value=\"Stopped\"/></meta_attributes></primitive></resources>")
                .replace("</configuration>", ACLS + "</configuration>")
                .replaceFirst(
                        "(<cluster_property_set [^>]*>)", "$1<nvpair id=\"acl\" name=\"enable-acl\" value=\"true\"/>");
        assertThat(cib).contains("enable-acl");
        cluster.configure(cib);
    }

    private String grant(String user, String... more) {
        var arguments = new ArrayList<>(List.of("access", "grant", user));
        arguments.addAll(List.of(more));
        var answer = cluster.cli("n1", arguments.toArray(new String[0]));
        assertThat(answer.ok()).as(answer.text()).isTrue();
        return answer.out().strip();
    }

    private Management.Door door(String node, String token) throws IOException {
        return new Management.Door(
                Management.Door.of(cluster.config().run(node)).url(), token);
    }

    private Management.Answer get(Management.Door door, String path) throws IOException {
        return Management.send(door, "GET", path, "");
    }

    private Management.Answer post(Management.Door door, String path) throws IOException {
        return Management.send(door, "POST", path, "");
    }

    @Test
    void aUserSeesAndDoesOverHttpOnEveryNodeWhatTheListsPermit() throws IOException {
        var token = grant("carol");
        for (var node : LoopbackCluster.NAMES) {
            var carol = door(node, token);

            assertThat(get(carol, "/v1/whoami?format=text").body()).contains("carol", "roles: operator");
            var seen = get(carol, "/v1/cib");
            assertThat(seen.ok()).as(seen.toString()).isTrue();
            assertThat(seen.body())
                    .contains("id=\"office\"")
                    .doesNotContain(SECRET)
                    .doesNotContain("vault-p");
            assertThat(get(carol, "/v1/cib?xpath=//nvpair%5Bstarts-with(@value,'top')%5D")
                            .status())
                    .isEqualTo(404);
            var status = get(carol, "/v1/status?format=text");
            assertThat(status.body())
                    .contains("office", "part of the CIB is hidden")
                    .doesNotContain("vault");
            assertThat(get(carol, "/v1/explain/vault").status()).isEqualTo(404);
            assertThat(get(carol, "/v1/explain/desk").status()).isEqualTo(200);
            assertThat(get(carol, "/management/cluster/members").status()).isEqualTo(403);

            for (var forbidden : List.of(
                    "/v1/node/" + node + "/fence",
                    "/v1/node/" + node + "/standby",
                    "/v1/resource/desk/cleanup",
                    "/v1/resource/desk/move?node=n1",
                    "/v1/cib/bump",
                    "/v1/cib/erase",
                    "/v1/access/eve")) {
                var answer = post(carol, forbidden);
                assertThat(answer.status()).as(forbidden + ": " + answer).isEqualTo(403);
            }
        }
        assertThat(cluster.at("n1").cib().has("nvpair", "vault-p")).isTrue();
    }

    @Test
    void whoReplacesTheCibWithWhatItSeesDoesNotRemoveWhatIsHidden() throws IOException {
        var carol = door("n2", grant("carol"));

        var answer =
                Management.send(carol, "PUT", "/v1/cib", get(carol, "/v1/cib").body());

        assertThat(answer.ok()).isFalse();
        assertThat(cluster.at("n1").cib().xml()).contains(SECRET);
    }

    @Test
    void whatIsPermittedIsDoneByThatUser() throws IOException {
        var token = grant("carol");

        var answer = post(door("n3", token), "/v1/resource/office/stop");

        assertThat(answer.ok()).as(answer.toString()).isTrue();
        Await.until(
                "the group is stopped",
                LoopbackCluster.GENEROUS,
                () -> SafetyRules.replay(cluster.agents().events())
                        .nodesOf("desk")
                        .isEmpty(),
                cluster::story);
        assertThat(cluster.at("n1").cib().xml()).contains("update-user=\"carol\"");
        assertThat(post(door("n2", token), "/v1/resource/office/start").ok()).isTrue();
    }

    @Test
    void theCommandLineComesWithATokenFile() throws IOException {
        Path file = cluster.directory().resolve("token-" + System.nanoTime());
        assertThat(grant("carol", "--output", file.toString())).isEmpty();
        var with = List.of("--token-file", file.toString());

        var seen = cli("n2", with, "cib", "query");
        assertThat(seen.ok()).as(seen.text()).isTrue();
        assertThat(seen.out()).contains("id=\"office\"").doesNotContain(SECRET);
        var simulated = cli("n2", with, "simulate", "-L");
        assertThat(simulated.out()).contains("desk").doesNotContain("vault");

        var refused = cli("n2", with, "node", "standby", "n1");
        assertThat(refused.exit()).as(refused.text()).isEqualTo(4);
        assertThat(refused.err()).contains("permission op-read of role operator (kind read)");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(cli("n2", with, "status").err()).contains("chmod 600");
    }

    private Command.Answer cli(String node, List<String> more, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(more);
        return cluster.cli(node, all.toArray(new String[0]));
    }

    @Test
    void aSecretLiesInAFileOfTheNodeAndNotInTheCib() throws IOException {
        var value = "quite-secret-0815";
        secret("set", "note", value);
        assertThat(pair()).contains("lrm://");
        assertThat(cluster.at("n2").cib().xml()).doesNotContain(value).doesNotContain(SECRET);
        assertThat(secret("get", "note")).isEqualTo(value + "\n");
        assertThat(secret("check", "note")).contains("agrees");
        assertThat(cluster.config().state("n1").resolve("secrets/vault/note.sign"))
                .exists();

        secret("unstash", "note");
        assertThat(pair()).contains(value);
        secret("stash", "note");
        assertThat(pair()).contains("lrm://");
        secret("delete", "note");
        assertThat(pair()).isEmpty();
        assertThat(cluster.cli("n1", "resource", "secret", "vault", "get", "note")
                        .exit())
                .isEqualTo(4);
    }

    private String secret(String verb, String... more) {
        var arguments = new ArrayList<>(List.of("resource", "secret", "vault", verb));
        arguments.addAll(List.of(more));
        var answer = cluster.cli("n1", arguments.toArray(new String[0]));
        assertThat(answer.ok()).as(answer.text()).isTrue();
        return answer.out();
    }

    /** The parameter as every node's CIB has it. */
    private String pair() throws IOException {
        var answer = cluster.at("n3").get("/v1/cib?xpath=//nvpair%5B@id='vault-p'%5D");
        return answer.ok() ? answer.body() : "";
    }

    @Test
    void aRevokedTokenAndOneThatWasReplacedOpenNothing() throws IOException {
        var first = grant("dora", "--role", "viewer");
        var second = grant("dora");

        assertThat(get(door("n2", first), "/v1/status").status()).isEqualTo(401);
        var seen = get(door("n2", second), "/v1/cib").body();
        assertThat(seen).contains("node_state").doesNotContain("<resources");

        var revoked = cluster.cli("n3", "access", "revoke", "dora");
        assertThat(revoked.ok()).as(revoked.text()).isTrue();
        assertThat(get(door("n1", second), "/v1/status").status()).isEqualTo(401);
        assertThat(cluster.cli("n1", "access", "list").out()).doesNotContain("dora");
    }
}
