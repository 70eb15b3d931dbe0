package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lists of attributes: {@code params $id=x 2: rule #uname eq n1 ip=10.0.0.1}. */
final class SetSyntax {
    /** The elements of the lists by the words that begin them. */
    static final Map<String, String> ELEMENTS = Map.of(
            "params", "instance_attributes",
            "attributes", "instance_attributes",
            "op_params", "instance_attributes",
            "meta", "meta_attributes",
            "op_meta", "meta_attributes",
            "utilization", "utilization");

    private SetSyntax() {}

    /** The list of which the keyword was taken. */
    static Element read(Words words, String element, String usualId, Ids ids) {
        String id = words.mark("id");
        String idRef = words.mark("id-ref");
        if (idRef != null) {
            return new Making(element).with("id-ref", idRef).with("id", id).made();
        }
        return content(words, element, ids.choose(usualId, id), ids);
    }

    /** What follows the id: score, rule and pairs. */
    static Element content(Words words, String element, String id, Ids ids) {
        var set = new Making(element).with("id", id);
        Word score = words.peek();
        if (score != null && score.isLabel() && Infinity.isScore(score.label())) {
            set.with("score", Infinity.score(words.take().label()));
        }
        if (words.takeIf("rule")) {
            set.with(RuleSyntax.read(words, id, ids));
        }
        pairs(words, set, id, ids);
        return set.made();
    }

    /** The pairs that come next, into a set. */
    static void pairs(Words words, Making set, String setId, Ids ids) {
        for (Word word = words.peek(); word != null && isPair(word); word = words.peek()) {
            set.with(pair(words.take(), setId, ids));
        }
    }

    private static boolean isPair(Word word) {
        return word.isPair() || (!word.quoted() && word.text().startsWith("@"));
    }

    private static Element pair(Word word, String setId, Ids ids) {
        if (!word.isPair()) {
            int colon = word.text().indexOf(':');
            return new Making("nvpair")
                    .with(
                            "id-ref",
                            word.text().substring(1, colon < 0 ? word.text().length() : colon))
                    .with("name", colon < 0 ? null : word.text().substring(colon + 1))
                    .made();
        }
        String name = word.name();
        String id = null;
        if (name.startsWith("$")) {
            int colon = name.indexOf(':');
            id = name.substring(1, colon < 0 ? name.length() : colon);
            name = name.substring(colon < 0 ? 1 : colon + 1);
        }
        return new Making("nvpair")
                .with("id", ids.choose(Ids.within(setId, name), id))
                .with("name", name)
                .with("value", word.value())
                .made();
    }

    /** The sets of one element, each on a line of its own. */
    static void print(Phrase phrase, String keyword, List<Element> sets, String usualId, Ids ids) {
        for (Element set : sets) {
            phrase.line().word(keyword);
            if (set.attribute("id-ref") != null) {
                phrase.pair("$id", set.id()).pair("$id-ref", set.attribute("id-ref"));
            } else {
                phrase.pair("$id", ids.unusual(usualId, set.id()));
                printContent(phrase, set, ids);
            }
        }
    }

    static void printContent(Phrase phrase, Element set, Ids ids) {
        String score = set.attribute("score");
        phrase.label(score == null ? null : Infinity.word(score));
        set.child("rule").ifPresent(rule -> RuleSyntax.print(phrase, rule, set.id(), ids));
        printPairs(phrase, set, ids);
    }

    static void printPairs(Phrase phrase, Element set, Ids ids) {
        for (Element pair : set.children()) {
            if (!pair.name().equals("nvpair")) {
                continue;
            }
            String name = pair.attribute("name");
            String reference = pair.attribute("id-ref");
            if (reference != null) {
                phrase.word("@" + reference + (name == null ? "" : ":" + name));
            } else {
                String id = ids.unusual(Ids.within(set.id(), Objects.requireNonNullElse(name, "")), pair.id());
                phrase.pair(marked(id, Objects.requireNonNullElse(name, "")), pair.attribute("value"));
            }
        }
    }

    /** The name with its id before it. */
    private static String marked(@Nullable String id, String name) {
        return id == null ? name : id.equals(name) ? "$" + name : "$" + id + ":" + name;
    }
}
