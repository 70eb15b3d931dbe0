package io.systole.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systole.event.EventCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonLinesTest {
    private final JsonLines lines = new JsonLines("beta");

    @Test
    void everyValueIsAMemberOfItsOwn() throws Exception {
        var event = event("operation failed");
        event.addKeyValuePair(new KeyValuePair("code", EventCode.OPERATION_FAILED));
        event.addKeyValuePair(new KeyValuePair("transition", "7.5f3c9a21"));
        event.addKeyValuePair(new KeyValuePair("rc", 7));
        event.addKeyValuePair(new KeyValuePair("ms", 12L));
        event.addKeyValuePair(new KeyValuePair("distrusted", true));
        event.addKeyValuePair(new KeyValuePair("why", "it said \"no\"\nand \u4e86"));
        event.addKeyValuePair(new KeyValuePair("none", null));

        String line = text(event);

        assertThat(line)
                .isEqualTo("{\"time\":\"2026-11-30T14:05:11.482Z\",\"level\":\"warn\",\"logger\":\"ResourceActor\","
                        + "\"node\":\"beta\",\"message\":\"operation failed\",\"code\":\"SY-R001\","
                        + "\"transition\":\"7.5f3c9a21\",\"rc\":7,\"ms\":12,\"distrusted\":true,"
                        + "\"why\":\"it said \\\"no\\\"\\nand \u4e86\",\"none\":null}\n");
    }

    @Test
    void aNameThatIsTakenIsNotGivenTwice() throws Exception {
        var event = event("a node joined");
        event.addKeyValuePair(new KeyValuePair("node", "beta"));
        event.addKeyValuePair(new KeyValuePair("message", "one"));
        event.addKeyValuePair(new KeyValuePair("node", "alpha"));
        event.addKeyValuePair(new KeyValuePair("node", "gamma"));

        JsonNode json = new ObjectMapper().readTree(text(event));

        assertThat(json.path("node").asText()).isEqualTo("beta");
        assertThat(json.path("message").asText()).isEqualTo("a node joined");
        assertThat(json.path("message_").asText()).isEqualTo("one");
        assertThat(json.path("node_").asText()).isEqualTo("alpha");
        assertThat(json.path("node__").asText()).isEqualTo("gamma");
    }

    @Test
    void anExceptionIsOneMemberOfTheSameLine() throws Exception {
        var event = event("broken", new IllegalStateException("why\nso"));

        String line = text(event);

        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        assertThat(new ObjectMapper().readTree(line).path("stack").asText())
                .contains("IllegalStateException: why\nso")
                .contains("JsonLinesTest");
    }

    private static LoggingEvent event(String text) {
        return event(text, null);
    }

    private static LoggingEvent event(String text, @Nullable Throwable failure) {
        var logger = new LoggerContext().getLogger("io.systole.actors.resource.ResourceActor");
        var event = new LoggingEvent("", logger, Level.WARN, text, failure, null);
        event.setInstant(Instant.parse("2026-11-30T14:05:11.482Z"));
        return event;
    }

    private String text(LoggingEvent event) {
        return new String(lines.encode(event), StandardCharsets.UTF_8);
    }
}
