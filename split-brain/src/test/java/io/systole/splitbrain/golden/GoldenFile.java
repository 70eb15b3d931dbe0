package io.systole.splitbrain.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads cases of the form "# why, commands, ----, output, blank line", runs them and compares.
 * {@code -Dgolden.update=true} rewrites the outputs.
 */
public final class GoldenFile {
    private static final Path ROOT = Path.of("src/test/golden");

    private GoldenFile() {}

    public static List<Path> in(String area) throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve(area))) {
            return files.sorted().toList();
        }
    }

    /** Runs each case of the file: its command lines in, its output lines out. */
    public static void check(Path file, Function<List<String>, List<String>> run) throws IOException {
        List<String> actual = new ArrayList<>();
        List<String> expected = Files.readAllLines(file);
        List<String> commands = new ArrayList<>();
        boolean inOutput = false;
        for (String line : expected) {
            if (inOutput) {
                inOutput = !line.isEmpty();
                continue;
            }
            actual.add(line);
            if (line.equals("----")) {
                actual.addAll(run.apply(commands));
                actual.add("");
                commands = new ArrayList<>();
                inOutput = true;
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                commands.add(line);
            }
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.write(file, actual);
        }
        assertThat(String.join("\n", actual).strip())
                .as(file.toString())
                .isEqualTo(String.join("\n", Files.readAllLines(file)).strip());
    }
}
