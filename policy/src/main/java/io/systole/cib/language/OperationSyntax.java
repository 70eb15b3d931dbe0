package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a resource: {@code op monitor interval=10s OCF_CHECK_LEVEL=10}. What is no attribute of an operation
 * is one of its parameters. Without an interval it is 0s.
 */
final class OperationSyntax {
    static final List<String> ATTRIBUTES = List.of(
            "interval",
            "timeout",
            "role",
            "on-fail",
            "start-delay",
            "interval-origin",
            "enabled",
            "requires",
            "record-pending",
            "description");
    private static final List<String> ORDER = List.of("meta_attributes", "instance_attributes");
    private static final String NO_INTERVAL = "0s";

    private OperationSyntax() {}

    /** The operation of which the word {@code op} was taken. */
    static Optional<Element> read(Words words, String resource, Ids ids) {
        String id = words.mark("id");
        String name = words.wanted("the name of an operation", "name it, as in op monitor interval=10s");
        if (name == null) {
            return Optional.empty();
        }
        var op = new Making("op").with("name", name);
        var parameters = new ArrayList<Word>();
        while (words.isNextPair()) {
            Word word = words.take();
            if (word.isMark("id") || (word.name().equals("id") && id == null)) {
                id = word.value();
            } else if (ATTRIBUTES.contains(word.name())) {
                op.with(word.name(), word.value());
            } else {
                parameters.add(word);
            }
        }
        if (!op.has("interval")) {
            op.with("interval", NO_INTERVAL);
        }
        String opId = ids.choose(Ids.operation(resource, name, op.get("interval")), id);
        op.with("id", opId);
        if (!parameters.isEmpty()) {
            op.with(SetSyntax.read(
                    words.others(parameters), "instance_attributes", Ids.within(opId, "instance_attributes"), ids));
        }
        while (words.isNext("op_params") || words.isNext("op_meta")) {
            String set = SetSyntax.ELEMENTS.getOrDefault(words.take().text(), "");
            op.with(SetSyntax.read(words, set, Ids.within(opId, set), ids));
        }
        return Optional.of(op.made(ORDER));
    }

    static void print(Phrase phrase, Element op, @Nullable String resource, Ids ids) {
        String name = op.attribute("name");
        String interval = op.attribute("interval");
        phrase.line().word("op").value(name);
        phrase.pair("$id", ids.unusual(Ids.operation(resource, name, interval), op.id()));
        for (String attribute : ATTRIBUTES) {
            String value = op.attribute(attribute);
            phrase.pair(attribute, attribute.equals("interval") && NO_INTERVAL.equals(value) ? null : value);
        }
        List<Element> parameters = PrimitiveSyntax.named(op, "instance_attributes");
        String usual = Ids.within(op.id(), "instance_attributes");
        if (parameters.size() == 1 && isPlain(parameters.get(0), usual)) {
            ids.unusual(usual, parameters.get(0).id());
            SetSyntax.printPairs(phrase, parameters.get(0), ids);
        } else {
            SetSyntax.print(phrase, "op_params", parameters, usual, ids);
        }
        SetSyntax.print(
                phrase,
                "op_meta",
                PrimitiveSyntax.named(op, "meta_attributes"),
                Ids.within(op.id(), "meta_attributes"),
                ids);
    }

    /** Whether the parameters can stand among the attributes of the operation. */
    private static boolean isPlain(Element set, String usualId) {
        return Objects.equals(set.id(), usualId)
                && set.attributes().size() == 1
                && !set.children().isEmpty()
                && set.children().stream().allMatch(OperationSyntax::isPlainPair);
    }

    private static boolean isPlainPair(Element pair) {
        String name = pair.attribute("name");
        return pair.name().equals("nvpair")
                && pair.attribute("id-ref") == null
                && name != null
                && !ATTRIBUTES.contains(name)
                && !name.equals("id");
    }
}
