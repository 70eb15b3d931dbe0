package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code colocation}, {@code order} and {@code rsc_ticket}: two resources (a ticket: one), or sets of them. */
final class ConstraintSyntax implements Syntax {
    /**
     * What differs between the three.
     *
     * @param resources the attributes with the resources of the plain form
     * @param suffixes the attributes with their roles or actions
     * @param options the attributes that are written as pairs, behind the resources
     */
    private record Form(
            String element, String suffix, List<String> resources, List<String> suffixes, List<String> options) {}

    private static final List<String> KINDS = List.of("Mandatory", "Optional", "Serialize");
    private static final Form COLOCATION = new Form(
            "rsc_colocation",
            "role",
            List.of("rsc", "with-rsc"),
            List.of("rsc-role", "with-rsc-role"),
            List.of("node-attribute", "influence", "score"));
    private static final Form ORDER = new Form(
            "rsc_order",
            "action",
            List.of("first", "then"),
            List.of("first-action", "then-action"),
            List.of("symmetrical", "require-all", "kind", "score"));
    private static final Form TICKET =
            new Form("rsc_ticket", "role", List.of("rsc"), List.of("rsc-role"), List.of("loss-policy"));

    private final Form form;
    private final ResourceSetSyntax sets;

    private ConstraintSyntax(Form form) {
        this.form = form;
        this.sets = new ResourceSetSyntax(form.suffix());
    }

    static Syntax colocation() {
        return new ConstraintSyntax(COLOCATION);
    }

    static Syntax order() {
        return new ConstraintSyntax(ORDER);
    }

    static Syntax ticket() {
        return new ConstraintSyntax(TICKET);
    }

    @Override
    public Optional<Statement> read(Words words) {
        Word keyword = words.take();
        String id = words.wanted("an id", "name the constraint");
        if (id == null) {
            return Optional.empty();
        }
        var ids = new Ids();
        var constraint = new Making(form.element()).with("id", id);
        label(words, constraint);
        var plain = sets.readPlain(words, form.resources().size());
        if (plain != null) {
            for (int i = 0; i < plain.size(); i++) {
                constraint.with(form.resources().get(i), plain.get(i).id());
                constraint.with(form.suffixes().get(i), plain.get(i).suffix());
            }
        } else {
            boolean wantsSet = words.isNext(ResourceSetSyntax.SET) || words.isNextOneOf(ResourceSetSyntax.OPENING);
            List<Element> read = sets.read(words, id, ids);
            if (read.isEmpty()) {
                words.faultAtEnd("resources", "name the resources that the constraint is for");
            } else if (!wantsSet && read.size() == 1 && read.get(0).children().size() == 1) {
                words.fault(keyword, "one resource", "two of them", "name both, or write _rsc_set_ before it");
            }
            constraint.with(read);
        }
        options(words, constraint, id, ids);
        return Optional.of(
                new Statement("constraints", constraint.made(), List.of(), keyword.line(), keyword.column()));
    }

    private void label(Words words, Making constraint) {
        Word word = words.peek();
        String label = words.label();
        if (form.equals(TICKET)) {
            if (label == null) {
                words.unexpected(List.of("a ticket and a colon"));
            }
            constraint.with("ticket", label);
        } else if (label != null) {
            String kind =
                    KINDS.stream().filter(label::equalsIgnoreCase).findFirst().orElse(label);
            boolean isKind = form.equals(ORDER) && KINDS.contains(kind);
            if (!isKind && !Infinity.isScore(label)) {
                List<String> expected = new ArrayList<>(form.equals(ORDER) ? KINDS : List.of());
                expected.add("a score");
                words.fault(Objects.requireNonNull(word), Spellings.list(expected), Spellings.advice(label, expected));
            }
            constraint.with(isKind ? "kind" : "score", isKind ? kind : Infinity.score(label));
        }
    }

    private void options(Words words, Making constraint, String id, Ids ids) {
        while (!words.atEnd()) {
            Word word = Objects.requireNonNull(words.peek());
            if (word.isPair() && form.options().contains(word.name())) {
                words.take();
                constraint.with(word.name(), word.value());
            } else if (words.takeIf("lifetime")) {
                constraint.with(LifetimeSyntax.read(words, id, ids));
            } else {
                words.unexpected(
                        form.options().stream().map(option -> option + "=").toList());
            }
        }
    }

    @Override
    public void print(Phrase phrase, Statement statement) {
        Element constraint = statement.element();
        var ids = new Ids();
        phrase.value(constraint.id());
        String label = label(constraint);
        phrase.label(label == null ? null : Infinity.word(label));
        List<Element> resourceSets = PrimitiveSyntax.named(constraint, "resource_set");
        if (resourceSets.isEmpty()) {
            for (int i = 0; i < form.resources().size(); i++) {
                phrase.word(ResourceSetSyntax.word(
                        constraint.attributes().getOrDefault(form.resources().get(i), ""),
                        constraint.attribute(form.suffixes().get(i))));
            }
        } else {
            sets.print(phrase, resourceSets, constraint.id(), form.resources().size(), ids);
        }
        for (String option : form.options()) {
            String value = constraint.attribute(option);
            boolean said = value != null && value.equals(label) && (option.equals("kind") || option.equals("score"));
            phrase.pair(option, said ? null : value);
        }
        LifetimeSyntax.print(phrase, constraint, ids);
    }

    private @Nullable String label(Element constraint) {
        if (form.equals(TICKET)) {
            return constraint.attribute("ticket");
        }
        String kind = constraint.attribute("kind");
        return kind == null || form.equals(COLOCATION) ? constraint.attribute("score") : kind;
    }
}
