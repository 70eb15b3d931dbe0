package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.runtime.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The exit codes are what the documentation says. */
class ExitCodesTest {
    private static final Path PAGE = Path.of("../docs/operations/command-line.md");

    @Test
    void theDocumentationListsTheExitCodes() throws IOException {
        var ours = Arrays.stream(ExitCode.values()).map(code -> row(code.code(), code.word(), code.meaning()));
        var fields = Arrays.stream(FieldExit.values()).map(code -> row(code.code(), code.word(), code.meaning()));

        assertThat(rows()).isEqualTo(Stream.concat(ours, fields).toList());
    }

    @Test
    void helpListsTheExitCodes() {
        var out = new StringWriter();

        CommandLineInterface.run(new PrintWriter(out), new PrintWriter(new StringWriter()), "--help");

        var oneLine = out.toString().replaceAll("\\s+", " ");
        for (var code : ExitCode.values()) {
            assertThat(oneLine).contains(code.code() + " " + code.meaning());
        }
    }

    private static String row(int code, String word, String meaning) {
        return "| " + code + " | `" + word + "` | " + meaning + " |";
    }

    private static List<String> rows() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> line.matches("\\| [0-9]+ \\| `.*"))
                .toList();
    }
}
