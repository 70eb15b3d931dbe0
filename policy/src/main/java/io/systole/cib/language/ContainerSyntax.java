package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** {@code group}, {@code clone} and {@code ms}: resources that are made of others. */
final class ContainerSyntax implements Syntax {
    private static final List<String> PARTS = List.of("meta", "params");
    private static final List<String> EXPECTED = List.of("params", "meta", "description=TEXT");
    private static final List<String> ORDER = List.of("meta_attributes", "instance_attributes");

    private final String element;

    ContainerSyntax(String element) {
        this.element = element;
    }

    @Override
    public Optional<Statement> read(Words words) {
        Word keyword = words.take();
        String id = words.wanted("an id", "name the resource");
        if (id == null) {
            return Optional.empty();
        }
        var ids = new Ids();
        var resource = new Making(element).with("id", id);
        List<Word> members = members(words);
        while (!words.atEnd()) {
            Word word = Objects.requireNonNull(words.peek());
            if (word.isPair() && word.name().equals("description")) {
                resource.with("description", words.take().value());
            } else if (words.isNextOneOf(PARTS)) {
                String set = SetSyntax.ELEMENTS.getOrDefault(words.take().text(), "");
                resource.with(SetSyntax.read(words, set, Ids.within(id, set), ids));
            } else {
                words.unexpected(EXPECTED);
            }
        }
        if (members.isEmpty()) {
            words.fault(keyword, "no resource in it", "the id of one", "name what it is made of after its own id");
        }
        return Optional.of(new Statement("resources", resource.made(ORDER), members, keyword.line(), keyword.column()));
    }

    private List<Word> members(Words words) {
        var members = new ArrayList<Word>();
        Word word = words.peek();
        while (word != null && !word.isPair() && !words.isNextOneOf(PARTS)) {
            Word member = words.take();
            if (!element.equals("group") && !members.isEmpty()) {
                words.fault(member, "one resource in a " + element, "clone a group to have more of them");
            } else {
                members.add(member);
            }
            word = words.peek();
        }
        return members;
    }

    @Override
    public void print(Phrase phrase, Statement statement) {
        Element resource = statement.element();
        var ids = new Ids();
        phrase.value(resource.id());
        statement.members().forEach(member -> phrase.value(member.text()));
        phrase.pair("description", resource.attribute("description"));
        PrimitiveSyntax.sets(phrase, "meta", resource, ids);
        PrimitiveSyntax.sets(phrase, "params", resource, ids);
    }
}
