package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** {@code bundle}: containers, their network and storage, and the resource in them. */
final class BundleSyntax implements Syntax {
    private static final List<String> TECHNOLOGIES = List.of("docker", "podman", "rkt");
    private static final List<String> EXPECTED = List.of(
            "docker", "podman", "network", "port-mapping", "storage", "storage-mapping", "primitive", "meta", "params");
    private static final List<String> ORDER =
            List.of("meta_attributes", "instance_attributes", "docker", "podman", "rkt", "network", "storage");

    @Override
    public Optional<Statement> read(Words words) {
        Word keyword = words.take();
        String id = words.wanted("an id", "name the bundle");
        if (id == null) {
            return Optional.empty();
        }
        var ids = new Ids();
        var bundle = new Making("bundle").with("id", id);
        var members = new ArrayList<Word>();
        Making network = null;
        Making storage = null;
        while (!words.atEnd()) {
            Word word = Objects.requireNonNull(words.peek());
            if (word.isPair() && word.name().equals("description")) {
                bundle.with("description", words.take().value());
            } else if (words.isNext("meta") || words.isNext("params")) {
                String set = SetSyntax.ELEMENTS.getOrDefault(words.take().text(), "");
                bundle.with(SetSyntax.read(words, set, Ids.within(id, set), ids));
            } else if (words.isNextOneOf(TECHNOLOGIES)) {
                bundle.with(attributes(words, new Making(words.take().text())).made());
            } else if (words.takeIf("network")) {
                network = attributes(words, network == null ? new Making("network") : network);
            } else if (words.takeIf("storage")) {
                storage = storage == null ? new Making("storage") : storage;
            } else if (words.takeIf("port-mapping")) {
                network = network == null ? new Making("network") : network;
                network.with(mapping(words, "port-mapping", id, ids));
            } else if (words.takeIf("storage-mapping")) {
                storage = storage == null ? new Making("storage") : storage;
                storage.with(mapping(words, "storage-mapping", id, ids));
            } else if (words.isNext("primitive") && words.peek(1) != null && members.isEmpty()) {
                words.take();
                members.add(words.take());
            } else {
                words.unexpected(EXPECTED);
            }
        }
        Optional.ofNullable(network).map(Making::made).ifPresent(bundle::with);
        Optional.ofNullable(storage).map(Making::made).ifPresent(bundle::with);
        return Optional.of(new Statement("resources", bundle.made(ORDER), members, keyword.line(), keyword.column()));
    }

    private static Making attributes(Words words, Making element) {
        while (words.isNextPair()) {
            Word pair = words.take();
            element.with(pair.name(), pair.value());
        }
        return element;
    }

    private static Element mapping(Words words, String element, String bundle, Ids ids) {
        String id = words.mark("id");
        var mapping = new Making(element).with("id", ids.choose(Ids.within(bundle, element), id));
        return attributes(words, mapping).made();
    }

    @Override
    public void print(Phrase phrase, Statement statement) {
        Element bundle = statement.element();
        var ids = new Ids();
        phrase.value(bundle.id()).pair("description", bundle.attribute("description"));
        for (Element part : bundle.children()) {
            switch (part.name()) {
                case "network", "storage" -> {
                    printAttributes(phrase.line().word(part.name()), part);
                    for (Element mapping : part.children()) {
                        phrase.line().word(mapping.name());
                        phrase.pair("$id", ids.unusual(Ids.within(bundle.id(), mapping.name()), mapping.id()));
                        printAttributes(phrase, mapping);
                    }
                }
                case "docker", "podman", "rkt" -> printAttributes(phrase.line().word(part.name()), part);
                default -> {}
            }
        }
        statement.members().forEach(member -> phrase.line().word("primitive").value(member.text()));
        PrimitiveSyntax.sets(phrase, "meta", bundle, ids);
        PrimitiveSyntax.sets(phrase, "params", bundle, ids);
    }

    private static void printAttributes(Phrase phrase, Element element) {
        element.attributes().forEach((name, value) -> phrase.pair(name, name.equals("id") ? null : value));
    }
}
