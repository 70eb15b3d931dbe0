package io.systole.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.systole.cib.acl.Subject;
import io.systole.runtime.access.AccessFile;
import io.systole.runtime.access.NodeClient;
import io.systole.runtime.access.NodeClient.Answer;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.config.RateConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.server.Directives;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real server on loopback, by the client that the command line uses. */
@SuppressWarnings("NullAway.Init")
class ManagementRoutesTest {
    private final FakeDoor door = new FakeDoor();
    private final FakeTrail trail = new FakeTrail();
    private ActorSystem system;
    private String url;

    @BeforeEach
    void listen() {
        system = ActorSystem.create(
                "http",
                ConfigFactory.parseString("pekko.loglevel = OFF, pekko.actor.provider = local")
                        .withFallback(ConfigFactory.defaultReference()));
        var config = ApiServer.config(Duration.ofSeconds(1), new RateConfig(50, 200, 12, 20));
        var pekko = Directives.path("members", () -> Directives.complete("members"));
        var binding = Http.get(system)
                .newServerAt("127.0.0.1", 0)
                .bind(new ManagementRoutes(door, config, ManagementRoutesTest::identify, "/run/systole", trail, pekko)
                        .routes())
                .toCompletableFuture()
                .join();
        url = "http://127.0.0.1:" + binding.localAddress().getPort();
    }

    @AfterEach
    void end() {
        TestKit.shutdownActorSystem(system);
    }

    private static CompletionStage<Optional<Subject>> identify(String token) {
        return CompletableFuture.completedStage(
                switch (token) {
                    case "secret" -> Optional.of(Subject.superuser("root"));
                    case "bobs" -> Optional.of(Subject.of("bob", List.of("staff")));
                    default -> Optional.empty();
                });
    }

    @Test
    void everyRequestIsMadeAsTheUserOfItsToken() throws IOException {
        client("bobs").get("/v1/status", Form.TEXT);
        assertThat(door.user).isEqualTo(Subject.of("bob", List.of("staff")));
        client("secret").get("/v1/status", Form.TEXT);
        assertThat(door.user).isEqualTo(Subject.superuser("root"));

        assertThat(client("bobs").get("/v1/whoami", Form.TEXT).body())
                .isEqualTo("bob (groups: staff; roles: viewer)\n");
        assertThat(client("bobs").get("/v1/whoami?rights=true", Form.TEXT).body())
                .isEqualTo("bob (groups: staff; roles: viewer; rights: moves, status)\n");
    }

    @Test
    void aResourceAndAPastPlanAreShownClosely() throws IOException {
        var root = client("secret");

        assertThat(root.get("/v1/resource/web", Form.JSON).body()).contains("\"agent\" : \"ocf:x:y\"");
        assertThat(root.get("/v1/resource/web", Form.TEXT).body()).isEqualTo("primitive web ocf:x:y\n");
        assertThat(root.get("/v1/resource/none", Form.JSON).status()).isEqualTo(404);
        assertThat(root.get("/v1/history/n2/pe-input-4.bz2/plan", Form.JSON).body())
                .contains("\"inputs\" : [ 2 ]", "\"role\" : \"STARTED\"");
        assertThat(root.get("/v1/history/n2/pe-input-4.bz2/plan", Form.TEXT).body())
                .isEqualTo("pe-input-4.bz2 of n2\n");
    }

    @Test
    void ticketsAreShownAndChanged() throws IOException {
        var root = client("secret");
        assertThat(root.get("/v1/tickets", Form.TEXT).body()).startsWith("T: granted [standby] last-granted=\"");
        assertThat(root.get("/v1/tickets/T", Form.TEXT).body())
                .contains("  owner = site-a\n")
                .contains("  needed by web, loss-policy fence (constraint c)\n");
        assertThat(root.get("/v1/tickets/T/attributes/owner", Form.TEXT).body()).isEqualTo("site-a\n");
        assertThat(root.get("/v1/tickets/T/attributes/last-granted", Form.TEXT).body())
                .isEqualTo("0\n");
        assertThat(root.get("/v1/tickets/T/attributes/none", Form.TEXT).status())
                .isEqualTo(404);
        assertThat(root.get("/v1/tickets/none", Form.JSON).status()).isEqualTo(404);

        root.post("/v1/tickets/T/grant");
        root.post("/v1/tickets/T/revoke?force=true&reason=why", new byte[0], "once");
        root.post("/v1/tickets/T/attributes/owner?value=b%20c");
        root.delete("/v1/tickets/T/attributes/granted?force=true");

        assertThat(door.asked)
                .containsExactly(
                        "ticket GRANT T null=null",
                        "ticket REVOKE T null=null forced",
                        "ticket SET_ATTRIBUTE T owner=b c",
                        "ticket DELETE_ATTRIBUTE T granted=null forced");
        assertThat(root.post("/v1/tickets/T/steal").status()).isEqualTo(404);
    }

    @Test
    void fencingIsShownAndSteered() throws IOException {
        var root = client("secret");
        assertThat(root.get("/v1/fencing/history?node=n2", Form.TEXT).body())
                .contains("reboot of n2 done in 1200 ms by d1, led by n1; asked for by split-brain@n1: it is lost\n")
                .contains(
                        "off of n3 failed after 40 ms, led by n1; asked for by ada@n1: asked for by ada; why it failed:"
                                + " d1 off by n1: exit code 1\n");
        assertThat(root.get("/v1/fencing/devices", Form.TEXT).body())
                .isEqualTo("d1 (fence_ipmilan): n1, n2 (static-list); waits 5000 ms; not from n1; not started\n");
        assertThat(root.get("/v1/fencing/check", Form.TEXT).body())
                .contains("n2: can be fenced\n  level 1: works\n    d1 from n1: works, took 200 of 60000 ms, checked ")
                .contains("n1: CANNOT BE FENCED\n")
                .contains("  ! d1 from n2: exit code 3\n");
        assertThat(root.get("/v1/fencing/check", Form.JSON).body()).contains("\"fenceable\" : \"no\"");

        root.post("/v1/fencing/check");
        root.post("/v1/fencing/confirm/n2");
        root.post("/v1/fencing/confirm/n2?force=true");
        root.post("/v1/fencing/trust/d1");
        root.post("/v1/node/n2/fence?tolerance=60s");

        assertThat(door.asked)
                .containsExactly(
                        "history of n2",
                        "check now",
                        "confirm n2",
                        "confirm n2 forced",
                        "trust d1",
                        "fence n2 unless done within PT1M");
        assertThat(root.post("/v1/node/n2/fence?tolerance=soon").body()).contains("tolerance");
    }

    @Test
    void theMembersAreForThoseWhoMayReadEverything() throws IOException {
        door.seesAll = false;

        assertThat(client("bobs").get("/management/members", Form.TEXT).status())
                .isEqualTo(403);
    }

    @Test
    void listsTheChangesOfTheConfiguration() throws IOException {
        assertThat(client("secret").get("/v1/changes?last=7", Form.TEXT).body())
                .contains("0.16 -> 0.17  ada (systole) on n1  7 at most  [because]");
        assertThat(client("secret").get("/v1/changes", Form.JSON).body()).contains("\"user\" : \"ada\"");
    }

    @Test
    void showsAChangeAndTheConfigurationAfterIt() throws IOException {
        client("secret").get("/v1/changes/0.17", Form.TEXT);
        client("secret").get("/v1/changes/0.17?patch=true", Form.XML);
        client("secret").get("/v1/changes/0.17/cib", Form.XML);

        assertThat(door.asked).containsExactly("change 0.17", "change 0.17 as a patch", "configuration 0.17");
    }

    @Test
    void grantsAndRevokesAccess() throws IOException {
        client("secret").post("/v1/access/bob?group=staff&group=ops&role=viewer");
        client("secret").delete("/v1/access/bob");

        assertThat(door.asked).containsExactly("grant bob [ops, staff] [viewer]", "revoke bob");
        assertThat(client("secret").get("/v1/access", Form.TEXT).body()).startsWith("bob  groups: staff  roles: none");
    }

    @Test
    void showsAttributes() throws IOException {
        assertThat(client("secret").get("/v1/attributes", Form.TEXT).body()).isEqualTo("""
                n1  pingd = 3  (reboot, dampened by 5000 ms, not told yet)
                n1  rack = r1  (forever)
                n2  pingd = 4  (reboot, private)
                """);
        assertThat(client("secret")
                        .get("/v1/attributes/pingd?node=n2", Form.TEXT)
                        .body())
                .isEqualTo("4\n");
        assertThat(client("secret").get("/v1/attributes/rack", Form.TEXT).body())
                .isEqualTo("r1\n");
        assertThat(client("secret")
                        .get("/v1/attributes/rack?node=n2", Form.TEXT)
                        .status())
                .isEqualTo(404);
        assertThat(client("secret")
                        .get("/v1/attributes?lifetime=forever", Form.JSON)
                        .body())
                .contains("\"rack\"", "\"forever\"")
                .doesNotContain("pingd");
    }

    @Test
    void changesAttributes() throws IOException {
        client("secret").post("/v1/attributes/pingd?value=%2B%2B&node=n2&delay=5s&private=");
        client("secret").post("/v1/attributes/pingd?new-delay=500ms");
        client("secret").post("/v1/attributes/rack?value=r%201&lifetime=forever");
        client("secret").delete("/v1/attributes/pingd");
        client("secret").post("/v1/attributes?node=n3");

        assertThat(door.asked)
                .containsExactly(
                        "update Which[node=Optional[n2], name=pingd, lifetime=REBOOT]"
                                + " Update[value=++, delay=PT5S, newDelay=null, isPrivate=true]",
                        "update Which[node=Optional.empty, name=pingd, lifetime=REBOOT]"
                                + " Update[value=null, delay=null, newDelay=PT0.5S, isPrivate=false]",
                        "update Which[node=Optional.empty, name=rack, lifetime=FOREVER]"
                                + " Update[value=r 1, delay=null, newDelay=null, isPrivate=false]",
                        "delete Which[node=Optional.empty, name=pingd, lifetime=REBOOT]",
                        "refresh n3");
    }

    @Test
    void whatMakesNoSenseForAnAttributeIsRefused() throws IOException {
        for (var wrong : List.of("value=1&delay=soon", "delay=5s", "value=1&lifetime=forever&private=")) {
            assertThat(client("secret").post("/v1/attributes/pingd?" + wrong).status())
                    .as(wrong)
                    .isEqualTo(422);
        }
        assertThat(door.asked).isEmpty();
    }

    @Test
    void whatMayNotBeDoneIsForbidden() throws IOException {
        door.answer = CompletableFuture.completedStage(
                new Outcome.Forbidden(List.of(new Fault("nvpair", "a change", "a permission", "ask"))));

        var answer = client("bobs").post("/v1/resource/db/stop");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("nvpair: a change: a permission; ask\n");
    }

    @Test
    void passesAChangeByElementsOnWithItsPlaceAndItsXml() throws IOException {
        var xml = "<primitive id=\"a\"/>".getBytes(StandardCharsets.UTF_8);

        var answer = client("secret").post("/v1/cib/delete_all?scope=resources&xpath=//a%5B1%5D", xml);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(door.asked).containsExactly("DELETE_ALL resources //a[1] <primitive id=\"a\"/>");
    }

    @Test
    void namesTheKnownChangesWhereOneIsUnknown() throws IOException {
        var answer = client("secret").post("/v1/cib/shuffle", new byte[0]);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("shuffle").contains("create, modify");
        assertThat(door.asked).isEmpty();
    }

    @Test
    void asksForThePartOfTheCibThatIsWanted() throws IOException {
        door.answer = CompletableFuture.completedStage(new Outcome.Done("<resources/>"));

        var answer = client("secret").get("/v1/cib?scope=resources", Form.XML);

        assertThat(answer.body()).isEqualTo("<resources/>");
        assertThat(door.asked).containsExactly("query resources null");
    }

    @Test
    void refusesARequestWithoutTheRightTokenAndSaysWhereItIs() throws IOException {
        var answer = client("guessed").get("/v1/status", Form.TEXT);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body())
                .contains("not this node's token, nor one of a user's")
                .contains("/run/systole/management");
        assertThat(client("guessed").post("/v1/node/n1/fence").status()).isEqualTo(401);
        assertThat(client("guessed").get("/management/members", Form.TEXT).status())
                .isEqualTo(401);
        assertThat(door.asked).isEmpty();
    }

    @Test
    void answersTheStatusAsTextOrJsonAndTheCibAsXml() throws IOException {
        assertThat(client().get("/v1/status", Form.TEXT).body()).startsWith("Cluster Summary:");
        assertThat(client().get("/v1/status", Form.JSON).body()).contains("\"cluster\" : \"example\"");
        assertThat(client().get("/v1/status?format=text", Form.JSON).body()).startsWith("Cluster Summary:");
        assertThat(client().get("/v1/cib", Form.XML).body()).isEqualTo("<cib/>");
        assertThat(client().get("/v1/transitions", Form.JSON).body()).contains("\"complete\"");
        assertThat(client().get("/management/members", Form.TEXT).body()).isEqualTo("members");
    }

    @Test
    void explainsAResourceAsTextOrJson() throws IOException {
        assertThat(client().get("/v1/explain/web", Form.TEXT).body())
                .startsWith("web: Started on n1, because it ran there");
        assertThat(client().get("/v1/explain/web", Form.JSON).body()).contains("\"assignedTo\" : \"n1\"");
        assertThat(client().get("/v1/explain/nope", Form.TEXT).status()).isEqualTo(404);
    }

    @Test
    void listsPastPlansAndHandsTheirInputsOut() throws IOException {
        assertThat(client().get("/v1/history", Form.TEXT).body())
                .contains(
                        "transition 1", "n1 (term 1)  pe-input-0.bz2  start", "n2 (term 2)  pe-warn-0.bz2  node lost");
        assertThat(client().get("/v1/history?last=1", Form.JSON).body())
                .contains("pe-warn-0.bz2")
                .doesNotContain("pe-input-0.bz2");
        assertThat(client().get("/v1/history/n2/pe-warn-0.bz2", Form.XML).body())
                .isEqualTo("<cib/>");
        assertThat(client().get("/v1/history/n1/pe-warn-0.bz2", Form.XML).status())
                .isEqualTo(404);
    }

    @Test
    void handsEachVerbToTheCluster() throws IOException {
        client().post("/v1/resource/web/stop");
        client().post("/v1/resource/web/move?node=n2");
        client().post("/v1/node/n1/standby");
        client().put("/v1/cib", "<cib>\u00e9</cib>".getBytes(StandardCharsets.UTF_8));

        assertThat(door.asked).containsExactly("STOP web", "MOVE web n2", "STANDBY n1", "replace <cib>\u00e9</cib>");
    }

    @Test
    void answersEachOutcomeWithAStatusOfItsOwn() throws IOException {
        var fault = new Fault("line 3: <nvpair>", "no name", "a name", "add one");

        assertThat(outcome(new Outcome.Done("stopped"))).isEqualTo(new Answer(200, "stopped"));
        assertThat(outcome(new Outcome.Refused(List.of(fault, fault))).body())
                .isEqualTo("line 3: <nvpair>: no name: a name; add one\nline 3: <nvpair>: no name: a name; add one\n");
        assertThat(outcome(new Outcome.Refused(List.of(fault))).status()).isEqualTo(422);
        assertThat(outcome(new Outcome.NotFound(fault)).status()).isEqualTo(404);
        assertThat(outcome(new Outcome.Failed(fault)).status()).isEqualTo(500);
        assertThat(outcome(new Outcome.Unknown(fault)).status()).isEqualTo(504);
    }

    @Test
    void answersUnknownWhenTheClusterDoesNotAnswerInTime() throws IOException {
        door.answer = new CompletableFuture<>();

        var answer = client().post("/v1/node/n1/fence");

        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.body()).contains("no outcome within 1 s").contains("look at the status");
    }

    @Test
    void answersAClusterThatBreaksWithAFault() throws IOException {
        door.answer = CompletableFuture.failedStage(new IllegalStateException("broken"));

        var answer = client().post("/v1/node/n1/fence");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).contains("broken");
    }

    @Test
    void namesThePathsAndVerbsThatThereAre() throws IOException {
        assertThat(client().get("/v2/status", Form.TEXT).body()).contains("/v1/status");
        assertThat(client().post("/v1/resource/web/dance").body()).contains("must be one of start, stop, move, ban");
        assertThat(client().post("/v1/status").status()).isEqualTo(405);
        assertThat(client().post("/management/members").status()).isEqualTo(405);
    }

    @Test
    void breaksOffWhereNobodyListens() {
        var nobody = new NodeClient(
                new AccessFile("http://127.0.0.1:1", "secret", "n1", 1), Duration.ofSeconds(1), Duration.ofSeconds(1));

        assertThatThrownBy(() -> nobody.get("/v1/status", Form.TEXT)).isInstanceOf(IOException.class);
    }

    private Answer outcome(Outcome outcome) throws IOException {
        door.answer = CompletableFuture.completedStage(outcome);
        return client().post("/v1/resource/web/stop");
    }

    private NodeClient client() {
        return client("secret");
    }

    private NodeClient client(String token) {
        return new NodeClient(new AccessFile(url, token, "n1", 1), Duration.ofSeconds(5), Duration.ofSeconds(20));
    }
}
