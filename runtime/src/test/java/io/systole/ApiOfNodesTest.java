package io.systole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.systole.actors.cib.ChangeResult;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.tree.TreeEdit.Operation;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The interface of two real nodes with a few resources, asked as programs ask it. */
@Timeout(300)
@SuppressWarnings("NullAway.Init")
class ApiOfNodesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path directory;

    private static Systole a;
    private static Systole b;

    @BeforeAll
    static void start() throws Exception {
        var nodes = new TwoNodes(directory);
        a = Systole.start(nodes.config("a"));
        b = Systole.start(nodes.config("b"));
        TwoNodes.awaitStatus(a, "Online: [ a b ]");
        TwoNodes.awaitStatus(b, "Online: [ a b ]");
        change("crm_config", """
                <cluster_property_set id="cib-bootstrap-options">
                <nvpair id="o-s" name="stonith-enabled" value="false"/></cluster_property_set>""");
        var calm = TwoNodes.done(a.cib().change(new TreeEdit(Operation.MODIFY, null, null, """
                <configuration><rsc_defaults><meta_attributes id="rd">
                <nvpair id="rd-s" name="resource-stickiness" value="100"/>
                </meta_attributes></rsc_defaults></configuration>""")));
        assertThat(calm).isInstanceOf(ChangeResult.Accepted.class);
        for (String id : List.of("web", "db")) {
            change("resources", "<primitive id=\"" + id + "\" class=\"ocf\" provider=\"systole\" type=\"Dummy\"/>");
        }
        TwoNodes.await("both run", () -> TwoNodes.get(a, "/v1/status").split("Started ", -1).length >= 3);
    }

    @AfterAll
    static void end() {
        a.close();
        b.close();
    }

    @Test
    void whatANodeAnswersIsAsTheDocumentSays() throws Exception {
        JsonNode document =
                JSON.readTree(ask(a, root(), "GET", "/v1/openapi.json", "").body());
        var checked = new ArrayList<String>();
        for (String path : List.of(
                "/v1/status",
                "/v1/quorum",
                "/v1/whoami",
                "/v1/access",
                "/v1/attributes",
                "/v1/tickets",
                "/v1/agents",
                "/v1/agents/ocf:systole:Dummy",
                "/v1/transitions",
                "/v1/history",
                "/v1/changes",
                "/v1/fencing/history",
                "/v1/fencing/devices",
                "/v1/fencing/check",
                "/v1/explain/web",
                "/v1/resource/web",
                "/v1/resource/web/output",
                "/v1/verify",
                "/v1/audit")) {
            var answer = ask(a, root(), "GET", path, "");
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            checked.add(path);
            assertThat(violations(document, path, "get", answer.body()))
                    .as(path + ": " + answer.body())
                    .isEmpty();
        }
        assertThat(checked).hasSize(19);
        var preview = ask(a, root(), "POST", "/v1/preview", "{\"wishes\":[{\"node\":\"a\",\"verb\":\"standby\"}]}");
        assertThat(violations(document, "/v1/preview", "post", preview.body()))
                .as(preview.body())
                .isEmpty();
        var problem = ask(a, root(), "POST", "/v1/preview", "{\"wishes\":[{\"node\":\"a\",\"verb\":\"dance\"}]}");
        ObjectNode schema = JSON.createObjectNode().put("$ref", "#/components/schemas/Answers.Problem");
        schema.set("components", document.get("components"));
        assertThat(violations(schema, problem.body())).as(problem.body()).isEmpty();
        assertThat(violations(schema, "{\"status\":\"none\"}"))
                .as("the check can fail")
                .isNotEmpty();
    }

    private static List<String> violations(JsonNode document, String path, String method, String body)
            throws IOException {
        JsonNode paths = document.get("paths");
        JsonNode operation = paths.path(path).path(method);
        var names = paths.fieldNames();
        while (operation.isMissingNode() && names.hasNext()) {
            String name = names.next();
            if (path.matches(name.replaceAll("\\{[^}]*\\}", "[^/]+"))) {
                operation = paths.path(name).path(method);
            }
        }
        ObjectNode schema = (ObjectNode)
                operation.at("/responses/200/content/application~1json/schema").deepCopy();
        schema.set("components", document.get("components"));
        return violations(schema, body);
    }

    private static List<String> violations(JsonNode schema, String body) throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema)
                .validate(JSON.readTree(body))
                .stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void aPreviewSaysWhatAMoveWouldDoAndChangesNothing() throws Exception {
        String before = cibVersion();
        String place = place("web");
        String other = place.equals("a") ? "b" : "a";

        var answer = ask(b, root(), "POST", "/v1/preview", """
                {"wishes":[{"resource":"web","verb":"move","node":"%s","lifetime":"PT1H"}]}""".formatted(other));

        JsonNode preview = JSON.readTree(answer.body());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(preview.get("deeds")).hasSize(1);
        assertThat(preview.at("/deeds/0/what").asText()).isEqualTo("move");
        assertThat(preview.at("/deeds/0/of").asText()).isEqualTo("web");
        assertThat(preview.at("/deeds/0/downtime").asText()).startsWith("down");
        assertThat(preview.get("changes")).isNotEmpty();
        int stop = id(preview, "web_stop_0", place);
        int start = id(preview, "web_start_0", other);
        assertThat(reaches(preview, start, stop))
                .as("the start comes after the stop: " + preview)
                .isTrue();
        assertThat(cibVersion()).isEqualTo(before);
        assertThat(place("web")).isEqualTo(place);
    }

    @Test
    void aPreviewOfWishesTextAndDocumentsIsCommittedByItsPatch() throws Exception {
        var text = ask(a, root(), "POST", "/v1/preview", "primitive extra ocf:systole:Dummy");
        JsonNode preview = JSON.readTree(text.body());
        assertThat(preview.at("/deeds/0/what").asText()).as(text.body()).isEqualTo("start");

        var done = ask(a, root(), "POST", "/v1/cib/patch", preview.get("patch").asText());
        var again = ask(a, root(), "POST", "/v1/cib/patch", preview.get("patch").asText());

        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(again.statusCode())
                .as("the version is another by then: " + again.body())
                .isEqualTo(422);
        String shown = ask(a, root(), "GET", "/v1/configuration", "").body();
        assertThat(shown).contains("primitive extra ocf:systole:Dummy");
        var without = shown.replaceAll("(?m)^primitive extra .*\\R(?:[ \\t].*\\R)*", "");
        var loaded = ask(a, root(), "POST", "/v1/configuration?method=push&reason=not+needed", without);
        assertThat(loaded.statusCode()).as(loaded.body()).isEqualTo(200);
        assertThat(ask(b, root(), "GET", "/v1/configuration", "").body()).doesNotContain("extra");
        var document = ask(
                a,
                root(),
                "POST",
                "/v1/preview",
                ask(a, root(), "GET", "/v1/cib", "").body());
        assertThat(JSON.readTree(document.body()).get("changes"))
                .as(document.body())
                .isEmpty();
        var lost = ask(a, root(), "POST", "/v1/preview", "{\"wishes\":[{\"node\":\"b\",\"verb\":\"fence\"}]}");
        assertThat(lost.statusCode()).as(lost.body()).isEqualTo(200);
    }

    @Test
    void aFaultIsToldWithItsPlace() throws Exception {
        var text = ask(a, root(), "POST", "/v1/preview", "primitive one ocf:systole:Dummy\ngrupp two one\n");
        assertThat(text.statusCode()).isEqualTo(422);
        assertThat(JSON.readTree(text.body()).at("/faults/0/line").asInt())
                .as(text.body())
                .isEqualTo(2);

        var document = ask(a, root(), "PUT", "/v1/cib", "<cib>\n<configuration>\n<nonsense/>\n</configuration></cib>");
        assertThat(document.statusCode()).isEqualTo(422);
        assertThat(JSON.readTree(document.body()).get("faults").findValuesAsText("line"))
                .as(document.body())
                .contains("3");

        var wish = ask(a, root(), "POST", "/v1/preview", """
                {"wishes":[{"resource":"web","verb":"stop"},{"resource":"nope","verb":"stop"}]}""");
        assertThat(wish.statusCode()).isEqualTo(422);
        assertThat(wish.body()).contains("wish 2").contains("nope");
    }

    @Test
    void rolesDoWhatTheirNamesSay() throws Exception {
        assertThat(ask(a, root(), "POST", "/v1/access/vera?role=viewer", "").statusCode())
                .as("as long as no list binds anybody")
                .isEqualTo(422);
        String vera = token("vera?role=viewer&enable-acl=true");
        String otto = token("otto?role=operator");
        String anna = token("anna?role=administrator");

        assertThat(who(vera).get("rights")).isEmpty();
        assertThat(who(otto).get("rights").toString()).isEqualTo("[\"RESOURCES\",\"MOVES\",\"NODES\",\"STATUS\"]");
        assertThat(who(anna).get("rights")).hasSize(5);
        token("rita?role=viewer");
        assertThat(who(token("rita?role=operator")).get("roles").toString())
                .as("a ready-made role takes the place of another")
                .isEqualTo("[\"operator\"]");
        for (String token : List.of(vera, otto, anna)) {
            assertThat(ask(b, token, "GET", "/v1/status", "").body()).contains("\"web\"");
            assertThat(ask(b, token, "GET", "/metrics", "").statusCode()).isEqualTo(200);
            assertThat(ask(b, token, "POST", "/v1/access/eve", "").statusCode()).isEqualTo(403);
        }
        for (String path : List.of(
                "/v1/resource/db/stop",
                "/v1/resource/db/start",
                "/v1/resource/db/move?node=a&lifetime=PT1H",
                "/v1/resource/db/clear",
                "/v1/resource/db/cleanup",
                "/v1/node/b/maintenance",
                "/v1/node/b/online")) {
            assertThat(ask(b, vera, "POST", path, "").statusCode())
                    .as("viewer " + path)
                    .isEqualTo(403);
            var operator = ask(b, otto, "POST", path, "");
            assertThat(operator.statusCode())
                    .as("operator " + path + operator.body())
                    .isEqualTo(200);
            assertThat(ask(b, anna, "POST", path, "").statusCode())
                    .as("administrator " + path)
                    .isEqualTo(200);
        }
        String set = "<op_defaults><meta_attributes id=\"od\"/></op_defaults>";
        assertThat(ask(b, vera, "POST", "/v1/cib/modify", configuration(set)).statusCode())
                .isEqualTo(403);
        assertThat(ask(b, otto, "POST", "/v1/cib/modify", configuration(set)).statusCode())
                .isEqualTo(403);
        assertThat(ask(b, anna, "POST", "/v1/cib/modify", configuration(set)).statusCode())
                .isEqualTo(200);
    }

    private static String configuration(String inside) {
        return "<configuration>" + inside + "</configuration>";
    }

    @Test
    void whoAskedForAChangeIsInTheHistoryWhateverCameOfIt() throws Exception {
        ask(a, root(), "POST", "/v1/resource/nope/stop?reason=a+try", "");
        ask(b, root(), "POST", "/v1/resource/web/clear", "");

        JsonNode gathered =
                JSON.readTree(ask(a, root(), "GET", "/v1/audit?last=2", "").body());
        JsonNode noted = gathered.get("requests");

        assertThat(gathered.get("silent")).isEmpty();
        assertThat(noted).hasSize(2);
        assertThat(noted.at("/0/operation").asText()).isEqualTo("startOrStopResource");
        assertThat(noted.at("/0/path").asText()).isEqualTo("/v1/resource/nope/stop");
        assertThat(noted.at("/0/reason").asText()).isEqualTo("a try");
        assertThat(noted.at("/0/status").asInt()).isEqualTo(422);
        assertThat(noted.at("/0/address").asText()).isEqualTo("127.0.0.1");
        assertThat(noted.at("/1/status").asInt()).isEqualTo(200);
        assertThat(noted.findValuesAsText("node")).containsExactly("a", "b");
        assertThat(directory.resolve("a/state/requests.log")).content().contains("/v1/resource/nope/stop");
        TwoNodes.await(
                "b keeps what a was asked, for when a is gone",
                () -> Files.readString(directory.resolve("b/state/requests-of-others.log"))
                        .contains("/v1/resource/nope/stop"));
        assertThat(TwoNodes.get(b, "/v1/audit"))
                .containsPattern("a: root from 127\\.0\\.0\\.1 {2}POST /v1/resource/nope/stop: 422 {2}\\[a try\\]\n");
    }

    @Test
    void nothingCanTakeANodeOutOfTheMembershipButFencing() throws Exception {
        JsonNode members = JSON.readTree(
                ask(a, root(), "GET", "/management/cluster/members", "").body());
        assertThat(members.get("members")).hasSize(2);
        for (JsonNode member : members.get("members")) {
            String path =
                    "/management/cluster/members/" + member.get("node").asText().replaceFirst("^pekko://", "");
            for (String body : List.of("operation=Down", "operation=Leave")) {
                for (String method : List.of("PUT", "DELETE", "POST", "PATCH")) {
                    var answer = CLIENT.send(
                            HttpRequest.newBuilder(URI.create(a.access().url() + path))
                                    .header("Authorization", "Bearer " + root())
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .method(method, BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString());
                    assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(405);
                }
            }
        }
        JsonNode after = JSON.readTree(
                ask(a, root(), "GET", "/management/cluster/members", "").body());
        assertThat(after.get("members").findValuesAsText("status")).containsExactly("Up", "Up");
        assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("pekko*:*"), null))
                .as("Pekko's own MBean can down a node")
                .isEmpty();
    }

    private static JsonNode who(String token) throws Exception {
        return JSON.readTree(ask(b, token, "GET", "/v1/whoami?rights=true", "").body());
    }

    private static String token(String query) throws Exception {
        var answer = ask(a, root(), "POST", "/v1/access/" + query, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).get("done").asText().strip();
    }

    private static String root() {
        return a.access().token();
    }

    private static String cibVersion() throws Exception {
        return JSON.readTree(ask(a, root(), "GET", "/v1/status", "").body())
                .get("cibVersion")
                .asText()
                .replaceFirst("\\.\\d+$", "");
    }

    private static String place(String resource) throws Exception {
        JsonNode explained = JSON.readTree(
                ask(a, root(), "GET", "/v1/explain/" + resource, "").body());
        return explained.at("/0/assignedTo").asText();
    }

    private static int id(JsonNode preview, String key, String node) {
        for (JsonNode action : preview.at("/plan/actions")) {
            if (action.get("key").asText().equals(key)
                    && action.path("node").asText().equals(node)) {
                return action.get("id").asInt();
            }
        }
        throw new AssertionError("no " + key + " on " + node + " in " + preview);
    }

    private static boolean reaches(JsonNode preview, int from, int to) {
        for (JsonNode action : preview.at("/plan/actions")) {
            if (action.get("id").asInt() == from) {
                for (JsonNode before : action.get("inputs")) {
                    if (before.asInt() == to || reaches(preview, before.asInt(), to)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** With a token that one of the nodes knows: the superuser's is that node's own. */
    private static HttpResponse<String> ask(Systole node, String token, String method, String path, String body)
            throws Exception {
        String own = token.equals(a.access().token()) ? node.access().token() : token;
        String type =
                body.startsWith("{") ? "application/json" : body.startsWith("<") ? "application/xml" : "text/plain";
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(node.access().url() + path))
                        .header("Authorization", "Bearer " + own)
                        .header("Content-Type", type)
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static void change(String scope, String xml) throws Exception {
        var result = TwoNodes.done(a.cib().change(new TreeEdit(Operation.CREATE, scope, null, xml)));
        assertThat(result).isInstanceOf(ChangeResult.Accepted.class);
    }
}
