package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code fencing_topology n1: ipmi power,power2 attr:rack=1 pdu}: all levels of all targets. */
final class TopologySyntax implements Syntax {
    static final String SECTION = "fencing-topology";
    private static final String ATTRIBUTE = "attr:";
    private static final String PATTERN = "pattern:";

    /** Whom the levels are for: the attributes that say it, and the name that goes into their ids. */
    private record Target(Map<String, String> attributes, String name) {}

    @Override
    public Optional<Statement> read(Words words) {
        Word keyword = words.take();
        var ids = new Ids();
        var section = new Making(SECTION);
        var target = new Target(Map.of(), "");
        int index = 0;
        if (words.atEnd()) {
            words.faultAtEnd("devices", "name them, as in fencing_topology n1: ipmi");
        }
        while (!words.atEnd()) {
            Word word = Objects.requireNonNull(words.peek());
            Target next = target(word);
            if (next != null) {
                words.take();
                target = next;
                index = 0;
                continue;
            }
            String id = words.mark("id");
            String given = words.pair("index");
            index = given != null && given.matches("[0-9]{1,6}") ? Integer.parseInt(given) : index + 1;
            String devices = words.wanted("devices", "name the devices of the level, with commas between");
            String text = given == null ? Integer.toString(index) : given;
            var level = new Making("fencing-level").with("index", text).with("devices", devices);
            target.attributes().forEach(level::with);
            // without a target the levels are for every node, which is known when all statements are
            String levelId = target.attributes().isEmpty() ? id : ids.choose(Ids.level(target.name(), text), id);
            section.with(level.with("id", levelId).made());
        }
        return Optional.of(new Statement(SECTION, section.made(), List.of(), keyword.line(), keyword.column()));
    }

    private static @Nullable Target target(Word word) {
        String text = word.text();
        if (!word.quoted() && text.startsWith(ATTRIBUTE) && text.indexOf('=') > ATTRIBUTE.length()) {
            String name = text.substring(ATTRIBUTE.length(), text.indexOf('='));
            String value = text.substring(text.indexOf('=') + 1);
            return new Target(Map.of("target-attribute", name, "target-value", value), name + "-" + value);
        }
        if (text.startsWith(PATTERN)) {
            String pattern = text.substring(PATTERN.length());
            return new Target(Map.of("target-pattern", pattern), pattern);
        }
        return word.isLabel() ? new Target(Map.of("target", word.label()), word.label()) : null;
    }

    @Override
    public void print(Phrase phrase, Statement statement) {
        var ids = new Ids();
        var before = new Target(Map.of(), "");
        int expected = 1;
        for (Element level : statement.element().children()) {
            var target = new Target(targetAttributes(level), name(level));
            if (!target.equals(before)) {
                before = target;
                expected = 1;
                printTarget(phrase.line(), level);
            }
            String index = level.attributes().getOrDefault("index", "");
            phrase.pair("$id", ids.unusual(Ids.level(target.name(), index), level.id()));
            phrase.pair("index", index.equals(Integer.toString(expected)) ? null : index);
            phrase.value(level.attribute("devices"));
            expected = index.matches("[0-9]{1,6}") ? Integer.parseInt(index) + 1 : expected + 1;
        }
    }

    private static Map<String, String> targetAttributes(Element level) {
        var attributes = new LinkedHashMap<>(level.attributes());
        attributes.keySet().removeAll(List.of("id", "index", "devices"));
        return attributes;
    }

    private static String name(Element level) {
        String attribute = level.attribute("target-attribute");
        String pattern = level.attribute("target-pattern");
        if (attribute != null) {
            return attribute + "-" + level.attributes().getOrDefault("target-value", "");
        }
        return pattern != null ? pattern : level.attributes().getOrDefault("target", "");
    }

    private static void printTarget(Phrase phrase, Element level) {
        String attribute = level.attribute("target-attribute");
        String pattern = level.attribute("target-pattern");
        if (attribute != null) {
            phrase.word(ATTRIBUTE + attribute + "="
                    + Phrase.quoted(level.attributes().getOrDefault("target-value", "")));
        } else if (pattern != null) {
            phrase.word(PATTERN + Phrase.quoted(pattern));
        } else {
            phrase.label(level.attribute("target"));
        }
    }
}
