package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The configuration of a CIB as text in crmsh's syntax. What is printed and read again is the same configuration: the
 * same elements with the same ids and attributes, in the same order within each section.
 */
public final class ConfigurationText {
    /** The largest text that is read, in characters. */
    public static final int SIZE_MAX = 64 * 1024 * 1024;

    private ConfigurationText() {}

    /** The text of a {@code configuration} element as Systole writes it. */
    public static String print(Element configuration) {
        return Printer.texts(Splitting.of(configuration)).stream()
                .map(printed -> printed.text() + "\n")
                .collect(Collectors.joining());
    }

    /** The configuration that a text defines by itself, or all that is wrong with the text. */
    public static LanguageReading read(String text) {
        var faults = new ArrayList<LanguageFault>();
        List<Statement> statements = Combining.of(List.of(), statements(text, faults), faults::add);
        Element configuration = Assembly.of(statements, faults::add);
        faults.sort(Comparator.comparingInt(LanguageFault::line).thenComparingInt(LanguageFault::column));
        return new LanguageReading(
                faults.isEmpty() ? Optional.of(configuration) : Optional.empty(),
                faults,
                new Places(statements, configuration));
    }

    /** The statements of a text, as they stand in it. */
    static List<Statement> statements(String text, List<LanguageFault> faults) {
        if (text.length() > SIZE_MAX) {
            faults.add(new LanguageFault(
                    1, 1, text.length() + " characters", "at most " + SIZE_MAX, "nothing was read: give less at once"));
            return List.of();
        }
        return Reader.read(text, faults::add);
    }
}
