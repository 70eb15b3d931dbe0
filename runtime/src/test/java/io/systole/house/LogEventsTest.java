package io.systole.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.event.EventCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The codes of the log, their list in docs/log-events.md and the lines that are logged belong together. */
final class LogEventsTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @Test
    void everyCodeIsDocumentedOnceAndInOrder() throws IOException {
        assertThat(rows().map(row -> row.get(0)))
                .containsExactlyElementsOf(
                        Stream.of(EventCode.values()).map(EventCode::toString).toList());
    }

    @Test
    void everyCodeIsLogged() throws IOException {
        String sources = sources();

        assertThat(EventCode.values()).allSatisfy(code -> assertThat(sources).contains("EventCode." + code.name()));
    }

    @Test
    void everyDocumentedTextIsLogged() throws IOException {
        String sources = sources();

        assertThat(rows().map(row -> row.get(2)))
                .allSatisfy(text -> assertThat(sources).contains('"' + text + '"'));
    }

    private static Stream<List<String>> rows() throws IOException {
        var rows = new ArrayList<List<String>>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/log-events.md"))) {
            if (line.startsWith("| SY-")) {
                rows.add(Stream.of(line.substring(1).split("\\|", -1))
                        .map(String::strip)
                        .toList());
            }
        }
        return rows.stream();
    }

    private static String sources() throws IOException {
        var all = new StringBuilder();
        for (String module : List.of("actors", "split-brain", "runtime")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    all.append(Files.readString(file));
                }
            }
        }
        return all.toString();
    }
}
