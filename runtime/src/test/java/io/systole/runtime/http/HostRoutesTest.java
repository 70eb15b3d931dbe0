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
class HostRoutesTest {
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
    void theDoctorSpeaksToThoseWhoMayReadEverything() throws IOException {
        assertThat(client.get("/v1/doctor", Form.TEXT).body())
                .startsWith("1 bad, 0 warnings, ")
                .contains("BAD     nodes: n2: says nothing (no answer in time)");
        assertThat(client.get("/v1/doctor", Form.JSON).body()).contains("\"verdict\" : \"BAD\"");
        assertThat(client.get("/v1/doctor?all", Form.TEXT).body()).contains("ok      configuration: ");

        door.seesAll = false;
        assertThat(client.get("/v1/doctor", Form.TEXT).status()).isEqualTo(403);
        assertThat(client.download("/v1/report/n2").answer().status()).isEqualTo(403);
    }

    @Test
    void aReportIsAFileOfATime() throws IOException {
        var made = client.download("/v1/report/n2?from=2026-11-30T10:00:00Z&to=2026-11-30T11:00:00Z");

        assertThat(made.content()).asString().isEqualTo("archive");
        assertThat(door.asked).containsExactly("report n2 2026-11-30T10:00:00Z 2026-11-30T11:00:00Z");
        assertThat(client.download("/v1/report/n2?from=yesterday").answer().status())
                .isEqualTo(400);
    }

    @Test
    void anAlertIsTriedByAPostAlone() throws IOException {
        door.answer = CompletableFuture.completedStage(new Outcome.Done(
                "[{\"node\":\"n2\",\"alert\":\"mail\",\"recipient\":\"ops\",\"event\":\"node on n2: TEST\",\"why\":\"exit"
                        + " code 3\",\"printed\":\"no route\",\"tookMs\":12}]"));

        assertThat(client.post("/v1/alerts/mail/test?recipient=ops&kind=node&node=n2")
                        .body())
                .isEqualTo("""
                        alert mail, recipient ops, on n2: FAILED: exit code 3 (12 ms)
                            told: node on n2: TEST
                            printed: no route
                        """);
        assertThat(door.asked).containsExactly("try mail ops node n2");
        assertThat(client.get("/v1/alerts/mail/test", Form.TEXT).status()).isEqualTo(405);
        assertThat(door.asked).hasSize(1);
    }
}
