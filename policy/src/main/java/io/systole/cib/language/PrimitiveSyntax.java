package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code primitive} and {@code rsc_template}. */
final class PrimitiveSyntax implements Syntax {
    private static final List<String> PARTS = List.of("params", "meta", "utilization", "operations", "op");
    private static final List<String> EXPECTED =
            List.of("name=value", "params", "meta", "utilization", "operations", "op", "description=TEXT");
    private static final String OCF = "ocf";
    private static final String HEARTBEAT = "heartbeat";
    static final List<String> ORDER = List.of("meta_attributes", "instance_attributes", "utilization", "operations");

    private final String element;

    PrimitiveSyntax(String element) {
        this.element = element;
    }

    @Override
    public Optional<Statement> read(Words words) {
        Word keyword = words.take();
        String id = words.wanted("an id", "name the resource");
        String agent = words.wanted("an agent", "name it as in ocf:heartbeat:IPaddr2, or a template as in @vm");
        if (id == null || agent == null) {
            return Optional.empty();
        }
        var ids = new Ids();
        var resource = new Making(element).with("id", id);
        agent(resource, agent);
        var operations = new ArrayList<Element>();
        Making group = null;
        boolean inline = false;
        while (!words.atEnd()) {
            Word word = Objects.requireNonNull(words.peek());
            if (word.isPair() && word.name().equals("description") && !resource.has("description")) {
                resource.with("description", words.take().value());
            } else if (SetSyntax.ELEMENTS.containsKey(word.text()) && words.isNextOneOf(PARTS)) {
                String set = SetSyntax.ELEMENTS.getOrDefault(words.take().text(), "");
                resource.with(SetSyntax.read(words, set, Ids.within(id, set), ids));
            } else if (words.takeIf("operations")) {
                group = new Making("operations").with("id", words.mark("id")).with("id-ref", words.mark("id-ref"));
            } else if (words.takeIf("op")) {
                OperationSyntax.read(words, id, ids).ifPresent(operations::add);
            } else if (word.isPair() && !inline) {
                inline = true;
                String set = "instance_attributes";
                resource.with(SetSyntax.read(words.others(inline(words, resource)), set, Ids.within(id, set), ids));
            } else {
                words.unexpected(EXPECTED);
            }
        }
        if (group != null || !operations.isEmpty()) {
            resource.with((group == null ? new Making("operations") : group)
                    .with(operations)
                    .made());
        }
        return Optional.of(
                new Statement("resources", resource.made(ORDER), List.of(), keyword.line(), keyword.column()));
    }

    /** The parameters that follow without a keyword; a description among them is the resource's. */
    private static List<Word> inline(Words words, Making resource) {
        var parameters = new ArrayList<Word>();
        while (words.isNextPair()) {
            Word word = words.take();
            if (word.name().equals("description")) {
                resource.with("description", word.value());
            } else {
                parameters.add(word);
            }
        }
        return parameters;
    }

    private static void agent(Making resource, String agent) {
        if (agent.startsWith("@")) {
            resource.with("template", agent.substring(1));
            return;
        }
        String[] parts = agent.split(":", 3);
        switch (parts.length) {
            case 1 -> resource.with("class", OCF).with("provider", HEARTBEAT).with("type", agent);
            case 2 -> resource.with("class", parts[0]).with("type", parts[1]);
            default ->
                resource.with("class", parts[0]).with("provider", parts[1]).with("type", parts[2]);
        }
    }

    @Override
    public void print(Phrase phrase, Statement statement) {
        Element resource = statement.element();
        var ids = new Ids();
        phrase.value(resource.id()).word(agent(resource));
        phrase.pair("description", resource.attribute("description"));
        sets(phrase, "params", resource, ids);
        sets(phrase, "meta", resource, ids);
        sets(phrase, "utilization", resource, ids);
        resource.child("operations").ifPresent(operations -> {
            if (!operations.attributes().isEmpty() || operations.children().isEmpty()) {
                phrase.line().word("operations");
                phrase.pair("$id", operations.id()).pair("$id-ref", operations.attribute("id-ref"));
            }
            operations.children().forEach(op -> OperationSyntax.print(phrase, op, resource.id(), ids));
        });
    }

    private static String agent(Element resource) {
        String template = resource.attribute("template");
        if (template != null) {
            return "@" + template;
        }
        String provider = resource.attribute("provider");
        String type = Phrase.quoted(resource.attributes().getOrDefault("type", ""));
        String resourceClass = resource.attributes().getOrDefault("class", "");
        if (resourceClass.equals(OCF) && HEARTBEAT.equals(provider)) {
            return type;
        }
        return resourceClass + ":" + (provider == null ? "" : provider + ":") + type;
    }

    /** The attribute lists of a resource that one keyword begins. */
    static void sets(Phrase phrase, String keyword, Element owner, Ids ids) {
        String name = SetSyntax.ELEMENTS.getOrDefault(keyword, keyword);
        SetSyntax.print(phrase, keyword, named(owner, name), Ids.within(owner.id(), name), ids);
    }

    static List<Element> named(@Nullable Element owner, String name) {
        return owner == null
                ? List.of()
                : owner.children().stream()
                        .filter(child -> child.name().equals(name))
                        .toList();
    }
}
