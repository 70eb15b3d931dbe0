package io.systole.cib;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A file of cases: a comment why, the input, {@code ----}, the expected output, a blank line. {@code -Dgolden.update=true}
 * rewrites the outputs.
 */
public final class GoldenFile {
    private static final String CUT = "----";

    private GoldenFile() {}

    public static void check(String name, Function<List<String>, List<String>> run) throws IOException {
        Path file = Path.of("src/test/golden/cib", name);
        String expected = Files.readString(file);
        var actual = new StringBuilder();
        List<String> input = new ArrayList<>();
        boolean output = false;
        for (String line : expected.lines().toList()) {
            if (line.isBlank()) {
                output = false;
                input.clear();
                actual.append('\n');
            } else if (line.equals(CUT)) {
                actual.append(CUT).append('\n');
                run.apply(List.copyOf(input))
                        .forEach(text -> actual.append(text).append('\n'));
                output = true;
            } else if (!output) {
                actual.append(line).append('\n');
                if (!line.startsWith("#")) {
                    input.add(line);
                }
            }
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, actual);
        }
        assertThat(actual.toString()).isEqualTo(Files.readString(file));
    }

    /** The lines of the second text that the first does not have, and the other way round. */
    static List<String> difference(String before, String after) {
        List<String> old = new ArrayList<>(before.lines().toList());
        List<String> lines = new ArrayList<>();
        for (String line : after.lines().toList()) {
            if (!old.remove(line)) {
                lines.add("+ " + line.strip());
            }
        }
        old.forEach(line -> lines.add("- " + line.strip()));
        return lines.isEmpty() ? List.of("no change") : lines;
    }
}
