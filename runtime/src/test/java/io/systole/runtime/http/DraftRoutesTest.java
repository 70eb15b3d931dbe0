package io.systole.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A text that is thought out before it is taken into the configuration. */
class DraftRoutesTest {
    @Test
    void aTextIsThoughtOutByItsMethod() throws IOException {
        try (var server = ApiServer.generous()) {
            var replacing = server.asRoot("POST", "/v1/preview?method=replace", "node n9");
            var adding = server.asRoot("POST", "/v1/preview", "node n9");
            var guessing = server.asRoot("POST", "/v1/preview?method=guess", "node n9");

            assertThat(replacing.statusCode()).isEqualTo(200);
            assertThat(adding.statusCode()).isEqualTo(200);
            assertThat(guessing.statusCode()).isEqualTo(400);
            assertThat(server.door.asked).containsExactly("what if REPLACE node n9", "what if UPDATE node n9");
        }
    }
}
