package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** {@code location web-on-n1 web 100: n1}, and by rules. */
final class LocationSyntax implements Syntax {
    private static final List<String> OPTIONS = List.of("role", "resource-discovery", "score");
    private static final List<String> EXPECTED =
            List.of("SCORE: NODE", "rule", "role=", "resource-discovery=", "lifetime");
    private static final List<String> ORDER = List.of("resource_set", "rule", "lifetime");

    private final ResourceSetSyntax sets = new ResourceSetSyntax("role");

    @Override
    public Optional<Statement> read(Words words) {
        Word keyword = words.take();
        String id = words.wanted("an id", "name the constraint");
        if (id == null) {
            return Optional.empty();
        }
        var ids = new Ids();
        var location = new Making("rsc_location").with("id", id);
        target(words, location, id, ids);
        while (!words.atEnd()) {
            Word word = Objects.requireNonNull(words.peek());
            String name = !word.isPair()
                    ? ""
                    : word.name().startsWith("$") ? word.name().substring(1) : word.name();
            if (OPTIONS.contains(name)) {
                words.take();
                location.with(name, word.value());
            } else if (words.takeIf("rule")) {
                location.with(RuleSyntax.read(words, id, ids));
            } else if (words.takeIf("lifetime")) {
                location.with(LifetimeSyntax.read(words, id, ids));
            } else if (word.isLabel()) {
                if (!Infinity.isScore(word.label())) {
                    words.fault(word, "a score", "give a number, inf or -inf");
                }
                location.with("score", Infinity.score(words.take().label()));
                location.with("node", words.wanted("the name of a node", "say which node the score is for"));
            } else {
                words.unexpected(EXPECTED);
            }
        }
        return Optional.of(
                new Statement("constraints", location.made(ORDER), List.of(), keyword.line(), keyword.column()));
    }

    private void target(Words words, Making location, String id, Ids ids) {
        if (words.isNext("{")) {
            while (words.isNext("{")) {
                location.with(sets.bracketed(words, id, ids));
            }
            return;
        }
        String resource = words.wanted("a resource", "name a resource, /a pattern/, or { a set }");
        if (resource == null) {
            return;
        }
        boolean pattern = resource.length() > 2 && resource.startsWith("/") && resource.endsWith("/");
        location.with(
                pattern ? "rsc-pattern" : "rsc", pattern ? resource.substring(1, resource.length() - 1) : resource);
    }

    @Override
    public void print(Phrase phrase, Statement statement) {
        Element location = statement.element();
        var ids = new Ids();
        phrase.value(location.id());
        String pattern = location.attribute("rsc-pattern");
        List<Element> resourceSets = PrimitiveSyntax.named(location, "resource_set");
        if (pattern != null) {
            phrase.value("/" + pattern + "/");
        } else if (!resourceSets.isEmpty()) {
            sets.printBraced(phrase, resourceSets, location.id(), ids);
        } else {
            phrase.value(location.attribute("rsc"));
        }
        phrase.pair("role", location.attribute("role"));
        phrase.pair("resource-discovery", location.attribute("resource-discovery"));
        String score = location.attribute("score");
        if (location.attribute("node") == null) {
            phrase.pair("score", score);
        } else {
            phrase.label(score == null ? null : Infinity.word(score)).value(location.attribute("node"));
        }
        PrimitiveSyntax.named(location, "rule")
                .forEach(rule -> RuleSyntax.print(phrase.line(), rule, location.id(), ids));
        LifetimeSyntax.print(phrase, location, ids);
    }
}
