package io.systole.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How the trail of requests is told. */
class TrailRoutesTest {
    @Test
    void theTrailNamesTheNodeThatWasAskedAndThoseThatDoNotAnswer() throws IOException {
        try (var server = ApiServer.generous()) {
            server.trail.noted.add(new RequestTrail.Noted(
                    "n2",
                    Instant.EPOCH,
                    "ada",
                    "192.0.2.7",
                    "stopResource",
                    "POST",
                    "/v1/resource/web/stop",
                    null,
                    200));

            assertThat(server.asRoot("GET", "/v1/audit?format=text", "").body())
                    .contains("  n2: ada from 192.0.2.7  POST /v1/resource/web/stop: 200\n")
                    .endsWith("node n3: did not answer within 3 s; requests that it alone knows of are missing here\n");
            assertThat(server.asRoot("GET", "/v1/audit", "").body()).contains("\"node\" : \"n3\"");
        }
    }
}
