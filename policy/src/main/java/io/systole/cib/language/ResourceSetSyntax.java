package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The resources of a constraint: {@code A B ( C D )}. Without brackets they follow each other; those in parentheses do
 * not depend on each other; of those in square brackets one is enough. Braces say nothing of themselves, so that every
 * set can be written: {@code { $id=s A B sequential=true role=Started }}.
 */
final class ResourceSetSyntax {
    /** Says that a set follows, although it has no more resources than the plain form. */
    static final String SET = "_rsc_set_";

    static final List<String> OPENING = List.of("(", "[", "{");
    private static final List<String> CLOSING = List.of(")", "]", "}");
    private static final List<String> ATTRIBUTES =
            List.of("sequential", "require-all", "ordering", "action", "role", "score", "kind");

    /** A resource with what follows its name after a colon: its role, or its action. */
    record Reference(String id, @Nullable String suffix) {
        static Reference of(String word) {
            int colon = word.indexOf(':');
            return colon < 0
                    ? new Reference(word, null)
                    : new Reference(word.substring(0, colon), word.substring(colon + 1));
        }
    }

    private final String suffixName;

    /**
     * @param suffixName the attribute of a set that the suffix stands for: role or action
     */
    ResourceSetSyntax(String suffixName) {
        this.suffixName = suffixName;
    }

    /** The resources where there are no brackets and just that many of them; else null, and nothing was taken. */
    @Nullable
    List<Reference> readPlain(Words words, int count) {
        var references = new ArrayList<Reference>();
        int ahead = 0;
        for (Word word = words.peek(); isResource(word); word = words.peek(++ahead)) {
            references.add(Reference.of(Objects.requireNonNull(word).text()));
        }
        Word next = words.peek(ahead);
        if (references.size() != count || references.get(0).id().equals(SET) || (next != null && isBracket(next))) {
            return null;
        }
        for (int i = 0; i < count; i++) {
            words.take();
        }
        return references;
    }

    private static boolean isResource(@Nullable Word word) {
        return word != null && !word.isPair() && !word.is("lifetime") && !isBracket(word);
    }

    private static boolean isBracket(Word word) {
        return !word.quoted() && (OPENING.contains(word.text()) || CLOSING.contains(word.text()));
    }

    /** All sets that come next. */
    List<Element> read(Words words, String constraint, Ids ids) {
        words.takeIf(SET);
        var sets = new ArrayList<Element>();
        Making open = null;
        for (Word word = words.peek(); word != null && !word.isPair() && !word.is("lifetime"); word = words.peek()) {
            if (isBracket(word)) {
                open = null;
                sets.add(bracketed(words, constraint, ids));
                continue;
            }
            var reference = Reference.of(words.take().text());
            if (open == null || !Objects.equals(open.get(suffixName), reference.suffix())) {
                open = new Making("resource_set")
                        .with("id", ids.chooseNumbered(constraint, null))
                        .with(suffixName, reference.suffix());
            } else {
                sets.remove(sets.size() - 1);
            }
            sets.add(open.with(reference(reference.id())).made());
        }
        return sets;
    }

    private static Element reference(String id) {
        return new Making("resource_ref").with("id", id).made();
    }

    /** The set that the next word opens. */
    Element bracketed(Words words, String constraint, Ids ids) {
        Word bracket = words.take();
        int kind = OPENING.indexOf(bracket.text());
        var set = new Making("resource_set");
        String id = words.mark("id");
        String idRef = words.mark("id-ref");
        set.with("id", idRef != null ? id : ids.chooseNumbered(constraint, id)).with("id-ref", idRef);
        if (kind < 0) {
            words.fault(bracket, "a resource or an opening bracket", "write ( A B ), with blanks between");
            return set.made();
        }
        set.with("sequential", kind < 2 ? "false" : null).with("require-all", kind == 1 ? "false" : null);
        var suffixes = new TreeSet<String>();
        while (!words.atEnd() && !words.isNextOneOf(CLOSING)) {
            Word word = words.take();
            if (word.isPair() && ATTRIBUTES.contains(word.name())) {
                set.with(word.name(), word.value());
            } else if (word.isPair() || isBracket(word)) {
                words.fault(
                        word,
                        "a resource, or " + Spellings.list(ATTRIBUTES),
                        isBracket(word) ? "sets cannot be nested" : Spellings.advice(word.name(), ATTRIBUTES));
            } else {
                var reference = Reference.of(word.text());
                suffixes.add(Objects.requireNonNullElse(reference.suffix(), ""));
                set.with(reference(reference.id()));
            }
        }
        if (suffixes.size() > 1) {
            words.fault(bracket, suffixName + "s that differ in one set", "the same of all", "split the set");
        }
        suffixes.stream().filter(suffix -> !suffix.isEmpty()).forEach(suffix -> set.with(suffixName, suffix));
        if (!words.takeIf(CLOSING.get(kind))) {
            words.unexpected(List.of(CLOSING.get(kind)));
        }
        return set.made();
    }

    /** A plain reference with its suffix. */
    static String word(String resource, @Nullable String suffix) {
        return suffix == null ? resource : resource + ":" + suffix;
    }

    /** The sets so that they are read again as they are, in a constraint whose plain form has that many resources. */
    void print(Phrase phrase, List<Element> sets, @Nullable String constraint, int plainCount, Ids ids) {
        boolean allBare = true;
        boolean bareBefore = false;
        String suffixBefore = null;
        var text = new Phrase();
        for (Element set : sets) {
            String suffix = set.attribute(suffixName);
            String id = ids.unusualNumbered(Objects.requireNonNullElse(constraint, ""), set.id());
            boolean bare = id == null && isBare(set) && !(bareBefore && Objects.equals(suffix, suffixBefore));
            if (bare) {
                references(text, set, suffix);
            } else {
                printBracketed(text, set, id, kind(set));
            }
            allBare &= bare;
            bareBefore = bare;
            suffixBefore = suffix;
        }
        long count = sets.stream().mapToLong(set -> set.children().size()).sum();
        if (allBare && count == plainCount) {
            phrase.word(SET);
        }
        if (!sets.isEmpty()) {
            phrase.word(text.toString());
        }
    }

    /** The sets in braces, as a location has them. */
    void printBraced(Phrase phrase, List<Element> sets, @Nullable String constraint, Ids ids) {
        sets.forEach(set -> printBracketed(
                phrase, set, ids.unusualNumbered(Objects.requireNonNullElse(constraint, ""), set.id()), 2));
    }

    private boolean isBare(Element set) {
        var names = new TreeSet<>(set.attributes().keySet());
        names.removeAll(List.of("id", suffixName));
        return names.isEmpty() && !set.children().isEmpty();
    }

    private static void references(Phrase text, Element set, @Nullable String suffix) {
        set.children()
                .forEach(reference -> text.word(word(reference.attributes().getOrDefault("id", ""), suffix)));
    }

    private static int kind(Element set) {
        return set.attribute("sequential") == null ? 2 : "false".equals(set.attribute("require-all")) ? 1 : 0;
    }

    private void printBracketed(Phrase text, Element set, @Nullable String id, int kind) {
        String idRef = set.attribute("id-ref");
        text.word(OPENING.get(kind)).pair("$id", idRef != null ? set.id() : id).pair("$id-ref", idRef);
        String suffix = set.children().isEmpty() ? null : set.attribute(suffixName);
        references(text, set, suffix);
        for (String name : ATTRIBUTES) {
            boolean said = (name.equals(suffixName) && suffix != null)
                    || (name.equals("sequential") && kind < 2 && "false".equals(set.attribute(name)))
                    || (name.equals("require-all") && kind == 1);
            text.pair(name, said ? null : set.attribute(name));
        }
        text.word(CLOSING.get(kind));
    }
}
