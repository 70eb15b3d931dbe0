package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** {@code property}, {@code rsc_defaults} and {@code op_defaults}: lists of options, each with an id before a colon. */
final class OptionSyntax implements Syntax {
    private final String section;
    private final String element;
    private final String usualId;

    OptionSyntax(String section, String element, String usualId) {
        this.section = section;
        this.element = element;
        this.usualId = usualId;
    }

    @Override
    public Optional<Statement> read(Words words) {
        Word keyword = words.take();
        String id = words.mark("id");
        Word first = words.peek();
        if (id == null && first != null && first.isLabel() && !Infinity.isScore(first.label())) {
            id = words.take().label();
        }
        String idRef = words.mark("id-ref");
        var ids = new Ids();
        Element set = idRef != null
                ? new Making(element).with("id", id).with("id-ref", idRef).made()
                : SetSyntax.content(words, element, ids.choose(usualId, id), ids);
        while (!words.atEnd()) {
            words.unexpected(List.of("name=value"));
        }
        return Optional.of(new Statement(section, set, List.of(), keyword.line(), keyword.column()));
    }

    @Override
    public void print(Phrase phrase, Statement statement) {
        Element set = statement.element();
        String idRef = set.attribute("id-ref");
        if (idRef != null) {
            phrase.label(set.id()).pair("$id-ref", idRef);
            return;
        }
        var ids = new Ids();
        String id = Objects.requireNonNullElse(set.id(), "");
        ids.choose(usualId, id);
        phrase.label(id.isEmpty() ? null : id);
        var header = new Element(
                set.name(),
                set.attributes(),
                set.children().stream()
                        .filter(child -> !child.name().equals("nvpair"))
                        .toList());
        SetSyntax.printContent(phrase, header, ids);
        for (Element pair : PrimitiveSyntax.named(set, "nvpair")) {
            SetSyntax.printPairs(phrase.line(), set.containing(List.of(pair)), ids);
        }
    }
}
