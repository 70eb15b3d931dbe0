package io.systole.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the style asks of the text itself and no compiler sees. */
final class SourcesTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final int LINES_MAX = 400;

    /** Files over the limit, with the length that they may not exceed. This list only shrinks. */
    private static final SortedMap<String, Integer> LONG_FILES = new TreeMap<>();

    @Test
    void noFileIsLongerThanAReaderCanHold() {
        List<String> tooLong = sources(Stream.of("main", "test"))
                .filter(file -> lines(file).size() > LONG_FILES.getOrDefault(name(file), LINES_MAX))
                .map(file -> name(file) + ": " + lines(file).size() + " lines")
                .toList();

        assertThat(tooLong).isEmpty();
    }

    @Test
    void exceptionsToTheLengthAreStillNeeded() {
        List<String> healed = LONG_FILES.keySet().stream()
                .filter(file -> !Files.exists(ROOT.resolve(file))
                        || lines(ROOT.resolve(file)).size() <= LINES_MAX)
                .toList();

        assertThat(healed).as("no longer long: take them off the list").isEmpty();
    }

    @Test
    void nothingSleepsAndNothingIsLeftToDo() {
        String sleep = "Thread" + ".sleep";
        String fix = "FIX" + "ME";
        String todo = "TO" + "DO";

        List<String> found = sources(Stream.of("main", "test"))
                .flatMap(file -> lines(file).stream()
                        .filter(line -> line.contains(sleep)
                                || line.contains(fix)
                                || (line.contains(todo) && !line.matches(".*" + todo + " \\(?#\\d+.*")))
                        .map(line -> name(file) + ": " + line.strip()))
                .toList();

        assertThat(found).isEmpty();
    }

    @Test
    void everyPackageSaysItsJobAndIsNullMarked() {
        List<String> silent = sources(Stream.of("main"))
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !Files.exists(folder.resolve("package-info.java"))
                        || lines(folder.resolve("package-info.java")).stream().noneMatch("@NullMarked"::equals))
                .map(SourcesTest::name)
                .toList();

        assertThat(silent).isEmpty();
    }

    private static Stream<Path> sources(Stream<String> kinds) {
        List<String> wanted = kinds.map(kind -> "/src/" + kind + "/java/").toList();
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> wanted.stream().anyMatch(file.toString()::contains))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return ROOT.relativize(file).toString();
    }
}
