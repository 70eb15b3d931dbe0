package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.List;
import java.util.Optional;

/** Conditions on the time: {@code date in start=2026-01-01 months=6}, {@code date spec hours=9-16 weekdays=1-5}. */
final class DateSyntax {
    private static final List<String> FORMS = List.of("lt", "gt", "in", "spec");

    private DateSyntax() {}

    /** The condition of which the word {@code date} was taken. */
    static Optional<Element> read(Words words, String id, Ids ids) {
        var date = new Making("date_expression").with("id", id);
        if (words.takeIf("lt")) {
            date.with("operation", "lt").with("end", words.wanted("a time", "say before which time"));
        } else if (words.takeIf("gt")) {
            date.with("operation", "gt").with("start", words.wanted("a time", "say after which time"));
        } else if (words.takeIf("in") || words.takeIf("in_range")) {
            date.with("operation", "in_range");
            date.with("start", words.pair("start")).with("end", words.pair("end"));
            parts(words, "duration", id, ids).ifPresent(date::with);
        } else if (words.takeIf("spec") || words.takeIf("date_spec")) {
            date.with("operation", "date_spec");
            parts(words, "date_spec", id, ids).ifPresent(date::with);
        } else {
            words.unexpected(FORMS);
            return Optional.empty();
        }
        return Optional.of(date.made());
    }

    private static Optional<Element> parts(Words words, String element, String owner, Ids ids) {
        String idRef = words.mark("id-ref");
        if (idRef != null) {
            return Optional.of(new Making(element).with("id-ref", idRef).made());
        }
        String id = words.mark("id");
        if (id == null && !isPart(words)) {
            return Optional.empty();
        }
        var parts = new Making(element).with("id", ids.choose(Ids.within(owner, element), id));
        while (isPart(words)) {
            Word part = words.take();
            parts.with(part.name(), part.value());
        }
        return Optional.of(parts.made());
    }

    private static boolean isPart(Words words) {
        Word word = words.peek();
        return word != null && word.isPair() && RuleSyntax.DATE_UNITS.contains(word.name());
    }

    static void print(Phrase phrase, Element date, Ids ids) {
        phrase.word("date");
        switch (date.attributes().getOrDefault("operation", "in_range")) {
            case "lt" -> phrase.word("lt").value(date.attribute("end"));
            case "gt" -> phrase.word("gt").value(date.attribute("start"));
            case "date_spec" -> {
                phrase.word("spec");
                printParts(phrase, date, "date_spec", ids);
            }
            default -> {
                phrase.word("in").pair("start", date.attribute("start")).pair("end", date.attribute("end"));
                printParts(phrase, date, "duration", ids);
            }
        }
    }

    private static void printParts(Phrase phrase, Element date, String element, Ids ids) {
        date.child(element).ifPresent(parts -> {
            if (parts.attribute("id-ref") != null) {
                phrase.pair("$id-ref", parts.attribute("id-ref"));
            } else {
                phrase.pair("$id", ids.unusual(Ids.within(date.id(), element), parts.id()));
                phrase.pairs(RuleSyntax.DATE_UNITS, parts);
            }
        });
    }
}
