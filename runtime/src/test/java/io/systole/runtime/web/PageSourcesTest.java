package io.systole.runtime.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the style asks of the scripts of the web pages, and that no text of theirs is missing in a language or unused. */
class PageSourcesTest {
    private static final Path WEB = Path.of("src/main/resources/io/systole/web");
    private static final int LINES_MAX = 400;
    private static final Pattern ENTRY = Pattern.compile("^ {2}\"([^\"]+)\": \"(.*)\",$", Pattern.MULTILINE);
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");
    /** A whole key, as in t("close"), or as a value that is handed on as a key. */
    private static final Pattern LITERAL = Pattern.compile("\"([a-zA-Z]+(?:\\.[a-zA-Z-]+)*)\"");
    /** The beginning of keys that are put together, as in t(`role.${role}`). */
    private static final Pattern PREFIX = Pattern.compile("`([a-zA-Z.-]+\\.|[a-z]+)\\$\\{");

    private static Map<String, String> table(String language) throws IOException {
        var table = new TreeMap<String, String>();
        var matcher = ENTRY.matcher(Files.readString(WEB.resolve("text/" + language + ".js")));
        while (matcher.find()) {
            assertThat(table.put(matcher.group(1), matcher.group(2)))
                    .as("twice in " + language + ": " + matcher.group(1))
                    .isNull();
        }
        return table;
    }

    private static List<Path> files(String ending) {
        try (Stream<Path> files = Files.walk(WEB)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String code() throws IOException {
        var code = new StringBuilder();
        for (Path file : files(".js")) {
            if (!file.startsWith(WEB.resolve("text"))) {
                code.append(Files.readString(file)).append('\n');
            }
        }
        return code.toString();
    }

    @Test
    void everyTextIsThereInBothLanguagesWithTheSamePlaces() throws IOException {
        var english = table("en");
        var chinese = table("zh");

        assertThat(english).hasSizeGreaterThan(100);
        assertThat(chinese.keySet()).isEqualTo(english.keySet());
        english.forEach((key, text) ->
                assertThat(places(chinese.getOrDefault(key, ""))).as(key).isEqualTo(places(text)));
        assertThat(chinese.values().stream().filter(text -> text.matches(".*[\\u4e00-\\u9fff].*")))
                .as("texts that are really Chinese")
                .hasSizeGreaterThan(chinese.size() * 9 / 10);
    }

    /** A sentence that nobody says any more would be translated for nothing, and the new one not at all. */
    @Test
    void everySentenceThatIsTranslatedIsSaidByTheCode() throws IOException {
        var code = new StringBuilder();
        for (var module : List.of("policy", "fencing", "split-brain", "actors", "runtime")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                        .sorted()
                        .toList()) {
                    code.append(Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", ""))
                            .append('\n');
                }
            }
        }
        var sentences = table("en");
        sentences.keySet().removeIf(key -> !key.startsWith("said."));

        assertThat(sentences).hasSizeGreaterThan(100);
        sentences.forEach((key, sentence) -> {
            for (String part : PLACE.split(sentence)) {
                assertThat(isSaid(code, part)).as(key + ": " + part).isTrue();
            }
        });
    }

    /** As one text, or as two that are put together. */
    private static boolean isSaid(StringBuilder code, String part) {
        return code.indexOf(part) >= 0
                || IntStream.range(2, part.length() - 1)
                        .anyMatch(at ->
                                code.indexOf(part.substring(0, at)) >= 0 && code.indexOf(part.substring(at)) >= 0);
    }

    private static Set<String> places(String text) {
        var places = new TreeSet<String>();
        PLACE.matcher(text).results().forEach(found -> places.add(found.group()));
        return places;
    }

    @Test
    void everyTextIsUsedAndEveryKeyHasAText() throws IOException {
        var code = code();
        var keys = table("en").keySet();
        var literals = new TreeSet<String>();
        LITERAL.matcher(code).results().forEach(found -> literals.add(found.group(1)));
        var prefixes = new TreeSet<String>();
        PREFIX.matcher(code).results().forEach(found -> prefixes.add(found.group(1)));
        var unused = keys.stream()
                .filter(key -> !literals.contains(key) && prefixes.stream().noneMatch(key::startsWith))
                .toList();
        var missing = new ArrayList<String>();
        Pattern.compile("\\bt\\(\\s*\"([^\"]+)\"").matcher(code).results().forEach(found -> {
            if (!keys.contains(found.group(1))) {
                missing.add(found.group(1));
            }
        });

        assertThat(unused).isEmpty();
        assertThat(missing).isEmpty();
    }

    @Test
    void noScriptOrStyleIsLongerThanAReaderCanHold() throws IOException {
        var tooLong = new ArrayList<String>();
        for (var ending : List.of(".js", ".css")) {
            for (Path file : files(ending)) {
                // The tables of texts are lists, one line each.
                if (!file.startsWith(WEB.resolve("text"))
                        && Files.readAllLines(file).size() > LINES_MAX) {
                    tooLong.add(file.toString());
                }
            }
        }

        assertThat(tooLong).isEmpty();
    }

    @Test
    void everyScriptSaysItsJobAndNoneReachesOutOrWritesMarkup() throws IOException {
        for (Path file : files(".js")) {
            var text = Files.readString(file);
            assertThat(text)
                    .as(file.toString())
                    .startsWith("// ")
                    .doesNotContain("http://", "https://", "innerHTML", "eval(");
        }
    }

    @Test
    void noPageHasAScriptOrStyleInside() throws IOException {
        for (Path file : files(".html")) {
            assertThat(Files.readString(file))
                    .doesNotContainPattern("<script(?![^>]* src=)")
                    .doesNotContain("<style", " style=", " onclick=");
        }
    }
}
