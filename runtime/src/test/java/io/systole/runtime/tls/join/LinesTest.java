package io.systole.runtime.tls.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class LinesTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private static SortedMap<String, String> read(String text) throws IOException {
        return Lines.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), LONG);
    }

    @Test
    void whatIsWrittenIsReadAndAValueCannotBecomeALine() throws IOException {
        var out = new ByteArrayOutputStream();

        Lines.write(out, Map.of("node", "n1\nsecret: x", "request", "AB=="));

        assertThat(read(out.toString(StandardCharsets.UTF_8)))
                .isEqualTo(Map.of("node", "n1 secret: x", "request", "AB=="));
    }

    @Test
    void unknownKeysAreReadAndNonsenseIsPassedOver() throws IOException {
        assertThat(read("a: b\nof a later version: yes\nnonsense\n\nrest")).containsOnlyKeys("a", "of a later version");
    }

    @Test
    void tooLittleAndTooMuchAreRefused() {
        assertThatThrownBy(() -> read("a: b\n")).isInstanceOf(IOException.class).hasMessageContaining("too early");
        assertThatThrownBy(() -> read("a".repeat(20_000)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("too much");
    }
}
