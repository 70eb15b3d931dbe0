package io.systole.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.systole.runtime.config.ManagementConfig;
import io.systole.runtime.config.ManagementTlsConfig;
import io.systole.runtime.config.RateConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

/** The pages as a browser gets them, which has no token yet. */
@SuppressWarnings("NullAway.Init")
class WebRoutesTest {
    private ActorSystem system;
    private URI url;

    @BeforeEach
    void listen() {
        system = ActorSystem.create(
                "web",
                ConfigFactory.parseString("pekko.loglevel = OFF, pekko.actor.provider = local")
                        .withFallback(ConfigFactory.defaultReference()));
        var config = new ManagementConfig(
                "127.0.0.1",
                0,
                Duration.ofSeconds(1),
                64 * 1024,
                "",
                new RateConfig(50, 200, 12, 20),
                ManagementTlsConfig.USUAL);
        var routes = new ManagementRoutes(
                new FakeDoor(),
                config,
                token -> CompletableFuture.completedStage(Optional.empty()),
                "/run/systole",
                new FakeTrail(),
                Directives.reject());
        var binding = Http.get(system)
                .newServerAt("127.0.0.1", 0)
                .bind(routes.routes())
                .toCompletableFuture()
                .join();
        url = URI.create("http://127.0.0.1:" + binding.localAddress().getPort());
    }

    @AfterEach
    void end() {
        TestKit.shutdownActorSystem(system);
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url.resolve(path)).timeout(Duration.ofSeconds(10));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theRootLeadsToThePagesWithoutAToken() throws Exception {
        assertThat(get("/").headers().firstValue("Location")).contains("/ui/");
        assertThat(get("/ui").headers().firstValue("Location")).contains("/ui/");

        var page = get("/ui/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.body()).contains("<script type=\"module\" src=\"app.js\">");
        assertThat(get("/ui/lib/preact.js").body()).contains("export{");
        assertThat(get("/ui/app.js").headers().firstValue("Content-Type")).contains("text/javascript; charset=UTF-8");
    }

    @Test
    void noScriptButTheNodesOwnIsRunAndNobodyFramesThePages() throws Exception {
        var policy = get("/ui/").headers().firstValue("Content-Security-Policy").orElse("");

        assertThat(policy)
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*");
    }

    @Test
    void whatDidNotChangeIsNotSentAgain() throws Exception {
        var tag = get("/ui/app.js").headers().firstValue("ETag").orElse("");

        assertThat(get("/ui/app.js", "If-None-Match", tag).statusCode()).isEqualTo(304);
    }

    @Test
    void nothingElseOfTheJarIsServedAndTheApiStillAsksForAToken() throws Exception {
        for (var path : new String[] {
            "/ui/none.js", "/ui/..%2fconf%2fdemo%2fcib.xml", "/ui/%2e%2e/conf/systole.conf", "/ui/lib/", "/v1/status"
        }) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(401);
        }
    }
}
