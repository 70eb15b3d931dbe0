package io.systole.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.systole.runtime.access.AccessFile;
import io.systole.runtime.access.NodeClient;
import io.systole.runtime.access.NodeClient.Answer;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.config.ManagementConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
    private static final int BODY_MAX = 64 * 1024;

    private final FakeDoor door = new FakeDoor();
    private ActorSystem system;
    private String url;

    @BeforeEach
    void listen() {
        system = ActorSystem.create(
                "http",
                ConfigFactory.parseString("pekko.loglevel = OFF, pekko.actor.provider = local")
                        .withFallback(ConfigFactory.defaultReference()));
        var config = new ManagementConfig("127.0.0.1", 0, Duration.ofSeconds(1), BODY_MAX);
        var pekko = Directives.path("members", () -> Directives.complete("members"));
        var binding = Http.get(system)
                .newServerAt("127.0.0.1", 0)
                .bind(new ManagementRoutes(door, config, "secret", "/run/systole", pekko).routes())
                .toCompletableFuture()
                .join();
        url = "http://127.0.0.1:" + binding.localAddress().getPort();
    }

    @AfterEach
    void end() {
        TestKit.shutdownActorSystem(system);
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
        assertThat(answer.body()).contains("not this node's token").contains("/run/systole/management");
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
    void refusesABodyThatIsTooLarge() throws IOException {
        var answer = client().put("/v1/cib", new byte[BODY_MAX + 1]);

        assertThat(answer.status()).isEqualTo(413);
        assertThat(door.asked).isEmpty();
    }

    @Test
    void namesThePathsAndVerbsThatThereAre() throws IOException {
        assertThat(client().get("/v2/status", Form.TEXT).body()).contains("/v1/status");
        assertThat(client().post("/v1/resource/web/dance").body()).contains("must be one of start, stop, move");
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
