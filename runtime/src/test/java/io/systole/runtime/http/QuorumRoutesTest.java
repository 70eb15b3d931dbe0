package io.systole.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.systole.cib.acl.Subject;
import io.systole.runtime.access.AccessFile;
import io.systole.runtime.access.NodeClient;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.config.ManagementConfig;
import io.systole.runtime.config.ManagementTlsConfig;
import io.systole.runtime.config.RateConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
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
class QuorumRoutesTest {
    private final FakeDoor door = new FakeDoor();
    private ActorSystem system;
    private NodeClient client;

    @BeforeEach
    void listen() {
        system = ActorSystem.create(
                "http",
                ConfigFactory.parseString("pekko.loglevel = OFF, pekko.actor.provider = local")
                        .withFallback(ConfigFactory.defaultReference()));
        var config = new ManagementConfig(
                "127.0.0.1",
                0,
                Duration.ofSeconds(1),
                64 * 1024,
                "haclient",
                new RateConfig(50, 200, 12, 20),
                ManagementTlsConfig.USUAL);
        var routes = new ManagementRoutes(
                door,
                config,
                token -> CompletableFuture.completedStage(Optional.of(Subject.superuser("root"))),
                "/run/systole",
                new FakeTrail(),
                Directives.complete("members"));
        var binding = Http.get(system)
                .newServerAt("127.0.0.1", 0)
                .bind(routes.routes())
                .toCompletableFuture()
                .join();
        String url = "http://127.0.0.1:" + binding.localAddress().getPort();
        client = new NodeClient(new AccessFile(url, "secret", "n1", 1), Duration.ofSeconds(5), Duration.ofSeconds(20));
    }

    @AfterEach
    void end() {
        TestKit.shutdownActorSystem(system);
    }

    @Test
    void showsQuorumToThoseWhoMayReadEverything() throws IOException {
        assertThat(client.get("/v1/quorum", Form.TEXT).body())
                .contains("Quorate: yes: 3 of 3 votes, needed 2", "1 vote may be lost", "n1: 1 vote, online");
        assertThat(client.get("/v1/quorum", Form.JSON).body()).contains("\"spare\" : 1");

        door.seesAll = false;
        assertThat(client.get("/v1/quorum", Form.TEXT).status()).isEqualTo(403);
    }

    @Test
    void whatAWordWouldMeanIsReadAndTheWordIsPosted() throws IOException {
        client.get("/v1/quorum/expected-votes?votes=2", Form.TEXT);
        client.post("/v1/quorum/expected-votes?votes=2");
        client.get("/v1/quorum/unblock", Form.TEXT);
        client.post("/v1/quorum/unblock");

        assertThat(door.asked)
                .containsExactly(
                        "what if 2 votes were expected", "2 votes were expected", "what if unblocked", "unblocked");
    }

    @Test
    void metricsAreInPlainTextForWhoMayReadEverything() throws IOException {
        assertThat(client.get("/metrics", Form.TEXT).body()).isEqualTo("systole_dc 1.0\n");

        door.seesAll = false;

        assertThat(client.get("/metrics", Form.TEXT).status()).isEqualTo(403);
    }

    @Test
    void aMoveAndABanMayBeForThePromotedRoleAndHaveAnEnd() throws IOException {
        client.post("/v1/resource/web/ban?node=n2&promoted=true");
        client.post("/v1/resource/web/clear?expired=true");
        client.post("/v1/resource/web/move?node=n2&lifetime=PT1H");

        var tooLong = client.post("/v1/resource/web/ban?lifetime=tomorrow");

        assertThat(door.asked)
                .startsWith("BAN web n2 promoted", "CLEAR web expired")
                .hasSize(3);
        assertThat(door.asked.get(2)).startsWith("MOVE web n2 until ");
        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(tooLong.body()).contains("lifetime", "tomorrow", "PT1H");
    }

    @Test
    void whatAgentsPrintedIsForThoseWhoMayReadEverything() throws IOException {
        assertThat(client.get("/v1/resource/web/output", Form.TEXT).body())
                .contains(
                        "web_start_0 on n2 returned 'error' (no disk) at Thu Jan 1",
                        "  looking\n",
                        "n3 did not answer");
        assertThat(client.get("/v1/resource/web/output", Form.JSON).body())
                .contains("\"printed\" : \"stdout:\\nlooking");
        assertThat(client.get("/v1/resource/other/output", Form.TEXT).body())
                .contains("no operation of other has failed");

        door.seesAll = false;
        assertThat(client.get("/v1/resource/web/output", Form.TEXT).status()).isEqualTo(403);
    }

    @Test
    void agentsAreListedAndDescribed() throws IOException {
        assertThat(client.get("/v1/agents?of=ocf:a", Form.TEXT).body()).isEqualTo("ocf:a:B\nasked:ocf:a\n");
        assertThat(client.get("/v1/agents", Form.JSON).body()).contains("\"agents\" : [ \"ocf:a:B\"");
        assertThat(client.get("/v1/agents/ocf:a:B", Form.TEXT).body()).startsWith("ocf:a:B - short\n");
        assertThat(client.get("/v1/agents/ocf:a:B", Form.JSON).body()).contains("\"shortDescription\" : \"short\"");
        assertThat(client.get("/v1/agents/stonith:external/x", Form.TEXT).status())
                .isEqualTo(404);
    }

    @Test
    void votesThatAreNoNumberAreRefused() throws IOException {
        assertThat(client.post("/v1/quorum/expected-votes?votes=two").status()).isEqualTo(400);
        assertThat(door.asked).isEmpty();
    }
}
