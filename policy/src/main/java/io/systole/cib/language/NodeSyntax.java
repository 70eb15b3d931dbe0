package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** {@code node 1: n1 attributes standby=on}. */
final class NodeSyntax implements Syntax {
    private static final List<String> PARTS = List.of("attributes", "utilization");
    private static final List<String> EXPECTED =
            List.of("attributes", "utilization", "score=NUMBER", "description=TEXT");

    @Override
    public Optional<Statement> read(Words words) {
        Word keyword = words.take();
        String id = words.mark("id");
        id = id == null ? words.label() : id;
        String name = words.wanted("the name of a node", "name it, as in node n1");
        if (name == null) {
            return Optional.empty();
        }
        int colon = name.lastIndexOf(':');
        String uname = colon > 0 ? name.substring(0, colon) : name;
        String nodeId = id == null ? uname : id;
        var ids = new Ids();
        var node = new Making("node")
                .with("id", nodeId)
                .with("uname", uname)
                .with("type", colon > 0 ? name.substring(colon + 1) : null);
        while (!words.atEnd()) {
            Word word = Objects.requireNonNull(words.peek());
            if (word.isPair() && List.of("description", "score").contains(word.name())) {
                words.take();
                node.with(word.name(), word.value());
            } else if (words.isNextOneOf(PARTS)) {
                String set = SetSyntax.ELEMENTS.getOrDefault(words.take().text(), "");
                node.with(SetSyntax.read(words, set, usualId(nodeId, set), ids));
            } else {
                words.unexpected(EXPECTED);
            }
        }
        return Optional.of(new Statement(
                "nodes",
                node.made(List.of("instance_attributes", "utilization")),
                List.of(),
                keyword.line(),
                keyword.column()));
    }

    private static String usualId(String node, String set) {
        String attributes = Ids.nodeAttributes(node);
        return set.equals("utilization") ? Ids.within(attributes, set) : attributes;
    }

    @Override
    public void print(Phrase phrase, Statement statement) {
        Element node = statement.element();
        String id = Objects.requireNonNullElse(node.id(), "");
        String uname = node.attributes().getOrDefault("uname", "");
        String type = node.attribute("type");
        phrase.label(id.equals(uname) ? null : id).value(type == null ? uname : uname + ":" + type);
        phrase.pair("score", node.attribute("score")).pair("description", node.attribute("description"));
        var ids = new Ids();
        for (String keyword : PARTS) {
            String set = SetSyntax.ELEMENTS.getOrDefault(keyword, keyword);
            SetSyntax.print(phrase, keyword, PrimitiveSyntax.named(node, set), usualId(id, set), ids);
        }
    }
}
