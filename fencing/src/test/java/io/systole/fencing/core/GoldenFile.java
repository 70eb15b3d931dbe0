package io.systole.fencing.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A file of cases: comments, commands, {@code ----}, expected output, blank line. {@code -Dgolden.update=true} rewrites
 * the outputs.
 */
public final class GoldenFile {
    private static final String CUT = "----";

    private GoldenFile() {}

    public static void check(Path file, Function<List<String>, List<String>> run) throws IOException {
        var expected = Files.readString(file);
        var actual = new StringBuilder();
        var commands = new ArrayList<String>();
        var isOutput = false;
        for (var line : expected.lines().toList()) {
            if (isOutput && !line.isBlank()) {
                continue;
            }
            if (line.isBlank()) {
                isOutput = false;
                commands.clear();
                actual.append('\n');
                continue;
            }
            actual.append(line).append('\n');
            if (line.equals(CUT)) {
                run.apply(commands).forEach(output -> actual.append(output).append('\n'));
                isOutput = true;
            } else if (!line.startsWith("#")) {
                commands.add(line);
            }
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, actual);
        }
        assertThat(actual.toString()).isEqualTo(Files.readString(file));
    }
}
