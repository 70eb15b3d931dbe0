package io.systole.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.systole.runtime.config.RateConfig;
import io.systole.runtime.http.EventsDoor.Told;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is let in, and how that is said. */
class EntranceTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ApiServer server = new ApiServer(new RateConfig(1, 5, 1, 3));

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void everyAnswerForbidsBrowsersToGuessEmbedAndShare() throws IOException {
        for (var answer : List.of(
                server.asRoot("GET", "/v1/status", ""),
                server.ask("GET", "/v1/status", ""),
                server.asRoot("GET", "/v1/nowhere", ""))) {
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'")
                    .contains("frame-ancestors 'none'");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    @Test
    void aPageOfAnotherSiteCanDoNothing() throws IOException {
        String stop = "/v1/resource/web/stop";
        String own = server.url();

        assertThat(write(stop, "Sec-Fetch-Site", "cross-site")).isEqualTo(403);
        assertThat(write(stop, "Sec-Fetch-Site", "same-site")).isEqualTo(403);
        assertThat(write(stop, "Origin", "https://evil.example")).isEqualTo(403);
        assertThat(write(stop, "Origin", "null")).isEqualTo(403);
        assertThat(server.door.asked).isEmpty();
        assertThat(write(stop, "Sec-Fetch-Site", "same-origin", "Origin", own)).isEqualTo(200);
        assertThat(write(stop)).isEqualTo(200);
        assertThat(server.ask("POST", stop, "", "Cookie", "token=secret").statusCode())
                .isEqualTo(401);
    }

    private int write(String path, String... more) throws IOException {
        var headers = new java.util.ArrayList<>(List.of("Authorization", "Bearer secret"));
        headers.addAll(List.of(more));
        return server.ask("POST", path, "", headers.toArray(String[]::new)).statusCode();
    }

    @Test
    void aUserWhoAsksTooOftenIsToldWhenToComeBackAndTheSuperuserIsNot() throws IOException {
        for (int i = 0; i < 5; i++) {
            assertThat(server.ask("GET", "/v1/status", "", "Authorization", "Bearer bobs")
                            .statusCode())
                    .isEqualTo(200);
        }

        var sixth = server.ask("GET", "/v1/status", "", "Authorization", "Bearer bobs");

        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(sixth.headers().firstValue("Retry-After")).contains("1");
        for (int i = 0; i < 10; i++) {
            assertThat(server.asRoot("GET", "/v1/status", "").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anAddressThatGuessesTokensHasToWaitAndAValidTokenIsLetInAllTheSame() throws IOException {
        for (int i = 0; i < 3; i++) {
            var answer = server.ask("GET", "/v1/status", "", "Authorization", "Bearer guess" + i);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        }

        assertThat(server.ask("GET", "/v1/status", "", "Authorization", "Bearer guess")
                        .statusCode())
                .isEqualTo(429);
        assertThat(server.asRoot("GET", "/v1/status", "").statusCode()).isEqualTo(200);
    }

    @Test
    void anErrorIsAProblemWithThePlacesOfAllFaults() throws IOException {
        var answer = server.asRoot("POST", "/v1/preview", "<cib/>");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        var problem = JSON.readTree(answer.body());
        assertThat(problem.get("status").asInt()).isEqualTo(422);
        assertThat(problem.get("title").asText()).isNotEmpty();
        assertThat(problem.get("detail").asText()).isEqualTo("line 3: nvpair: found x: expected y; z");
        assertThat(problem.get("faults").findValuesAsText("line")).containsExactly("3", "7");
        assertThat(problem.get("faults").findValuesAsText("element")).containsExactly("nvpair", "group");
    }

    @Test
    void everyKindOfErrorIsAProblem() throws IOException {
        server.door.answer = CompletableFuture.failedStage(new IllegalStateException("broken"));
        for (var answer : List.of(
                server.ask("GET", "/v1/status", ""),
                server.asRoot("GET", "/v1/nowhere", ""),
                server.asRoot("PATCH", "/v1/status", ""),
                server.asRoot("GET", "/v1/status?colour=red", ""),
                server.asRoot("PUT", "/v1/cib", "x".repeat(65 * 1024)),
                server.asRoot("GET", "/v1/events", ""),
                server.asRoot("POST", "/v1/resource/web/stop", ""))) {
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .as(answer.body())
                    .startsWith("application/problem+json");
            assertThat(JSON.readTree(answer.body()).get("status").asInt()).isEqualTo(answer.statusCode());
            assertThat(JSON.readTree(answer.body()).get("faults")).isNotEmpty();
        }
    }

    @Test
    void aBodyThatIsTooLargeIsNotRead() throws IOException {
        assertThat(server.asRoot("PUT", "/v1/cib", "x".repeat(64 * 1024 + 1)).statusCode())
                .isEqualTo(413);
        assertThat(server.door.asked).isEmpty();
    }

    @Test
    void aParameterThatIsNotUnderstoodIsNotPassedOver() throws IOException {
        assertThat(faults("POST", "/v1/resource/web/move?nod=n2"))
                .contains("parameter nod")
                .contains("must be one of node, promoted, lifetime, reason, format");
        assertThat(faults("POST", "/v1/quorum/expected-votes"))
                .contains("parameter votes")
                .contains("missing");
        assertThat(faults("POST", "/v1/resource/web/move?node=n1&node=n2")).contains("given 2 times");
        assertThat(faults("POST", "/v1/attributes/pingd?value=1&lifetime=long"))
                .contains("must be one of reboot, forever");
        assertThat(faults("POST", "/v1/resource/web/clear?expired=perhaps")).contains("must be one of true, false");
        assertThat(server.door.asked).isEmpty();
    }

    @Test
    void whatATrailingAmpersandLeavesIsNoParameter() throws IOException {
        assertThat(server.asRoot("POST", "/v1/resource/web/move?node=n2&", "").statusCode())
                .isEqualTo(200);
        assertThat(faults("POST", "/v1/resource/web/move?node=n2&=n3")).contains("not known here");
    }

    private String faults(String method, String path) throws IOException {
        var answer = server.asRoot(method, path, "");
        assertThat(answer.statusCode()).as(path).isEqualTo(400);
        return answer.body();
    }

    @Test
    void eventsAreFramesWithIdsAndHeartbeatsAreComments() throws IOException {
        server.door.events = Source.from(
                List.of(new Told("r-1", "state", "{\"a\":1}"), Told.NOTHING, new Told("r-2", "fencing", "{}")));

        var answer = server.asRoot("GET", "/v1/events", "");

        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        assertThat(answer.body()).isEqualTo("""
                        retry: 2000

                        id: r-1
                        event: state
                        data: {"a":1}

                        : here

                        id: r-2
                        event: fencing
                        data: {}

                        """);
        assertThat(server.ask("GET", "/v1/events", "", "Authorization", "Bearer secret", "Last-Event-ID", "x")
                        .body())
                .startsWith("retry: 2000\n\nid: r-0\nevent: missed\n");
    }
}
