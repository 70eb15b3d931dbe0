package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.List;
import java.util.Optional;

/** {@code tag web: server ip}. */
final class TagSyntax implements Syntax {
    @Override
    public Optional<Statement> read(Words words) {
        Word keyword = words.take();
        String label = words.label();
        String id = label != null ? label : words.wanted("an id", "name the tag");
        if (id == null) {
            return Optional.empty();
        }
        var tag = new Making("tag").with("id", id);
        while (!words.atEnd()) {
            tag.with(new Making("obj_ref").with("id", words.take().text()).made());
        }
        return Optional.of(new Statement("tags", tag.made(), List.of(), keyword.line(), keyword.column()));
    }

    @Override
    public void print(Phrase phrase, Statement statement) {
        Element tag = statement.element();
        phrase.value(tag.id());
        tag.children().forEach(reference -> phrase.value(reference.id()));
    }
}
