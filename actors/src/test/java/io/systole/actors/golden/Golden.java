package io.systole.actors.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The golden files of one area, a test each: blocks of commands, {@code ----}, and the output, with a blank line between.
 * With {@code -Dgolden.update=true} the output is rewritten.
 */
public final class Golden {
    private static final String RULE = "----";

    private Golden() {}

    /** The interpreter of a file takes one line and answers with what it prints. */
    public static Stream<DynamicTest> in(String area, Supplier<Function<String, List<String>>> interpreter) {
        Path folder = Path.of("src/test/golden").resolve(area);
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(
                            file.getFileName().toString().replace(".txt", "").replace('-', ' '),
                            () -> check(file, interpreter.get())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(Path file, Function<String, List<String>> interpreter) throws IOException {
        var now = new ArrayList<String>();
        boolean output = false;
        for (String line : Files.readAllLines(file)) {
            if (line.equals(RULE)) {
                output = true;
                now.add(line);
                now.addAll(run(now, interpreter));
            } else if (line.isBlank()) {
                output = false;
                now.add(line);
            } else if (!output) {
                now.add(line);
            }
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.write(file, now);
        }
        assertThat(now).containsExactlyElementsOf(Files.readAllLines(file));
    }

    /** Runs the commands of the block that just ended. */
    private static List<String> run(List<String> lines, Function<String, List<String>> interpreter) {
        int from = lines.size() - 1;
        while (from > 0 && !lines.get(from - 1).isBlank()) {
            from--;
        }
        var printed = new ArrayList<String>();
        for (String line : lines.subList(from, lines.size() - 1)) {
            if (!line.startsWith("#")) {
                printed.addAll(interpreter.apply(line));
            }
        }
        return printed;
    }
}
