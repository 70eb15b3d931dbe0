package io.systole.runtime.http;

import com.typesafe.config.ConfigFactory;
import io.systole.cib.acl.Subject;
import io.systole.runtime.config.ManagementConfig;
import io.systole.runtime.config.ManagementTlsConfig;
import io.systole.runtime.config.RateConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.server.Directives;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.testkit.javadsl.TestKit;

/** The interface of a node on loopback, before a cluster that is made up; and a client that says what it likes. */
final class ApiServer implements AutoCloseable {
    final FakeDoor door = new FakeDoor();
    final FakeTrail trail = new FakeTrail();
    private final ActorSystem system;
    private final String url;
    private final HttpClient client = HttpClient.newHttpClient();

    /** On any free port of loopback. */
    static ManagementConfig config(Duration timeout, RateConfig rate) {
        return new ManagementConfig("127.0.0.1", 0, timeout, 64 * 1024, "haclient", rate, ManagementTlsConfig.USUAL);
    }

    ApiServer(RateConfig rate) {
        this(rate, Directives.path("members", () -> Directives.complete("members")));
    }

    ApiServer(RateConfig rate, Route pekko) {
        var config = ConfigFactory.parseString("pekko.loglevel = OFF, pekko.actor.provider = local,"
                        + " pekko.http.server.remote-address-attribute = on")
                .withFallback(ConfigFactory.defaultReference());
        system = ActorSystem.create("http", config);
        var management = config(Duration.ofSeconds(5), rate);
        var routes = new ManagementRoutes(
                door,
                management,
                token -> CompletableFuture.completedStage(
                        switch (token) {
                            case "secret" -> Optional.of(Subject.superuser("root"));
                            case "bobs" -> Optional.of(Subject.of("bob", List.of()));
                            default -> Optional.<Subject>empty();
                        }),
                "/run/systole",
                trail,
                pekko);
        var binding = Http.get(system)
                .newServerAt("127.0.0.1", 0)
                .withSettings(ServerSettings.create(config))
                .bind(routes.routes())
                .toCompletableFuture()
                .join();
        url = "http://127.0.0.1:" + binding.localAddress().getPort();
    }

    static ApiServer generous() {
        return new ApiServer(new RateConfig(1000, 1000, 1000, 1000));
    }

    String url() {
        return url;
    }

    /** A request with headers, names and values in turn. */
    HttpResponse<String> ask(String method, String path, String body, String... headers) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    HttpResponse<String> asRoot(String method, String path, String body) throws IOException {
        return ask(method, path, body, "Authorization", "Bearer secret");
    }

    @Override
    public void close() {
        TestKit.shutdownActorSystem(system);
    }
}
