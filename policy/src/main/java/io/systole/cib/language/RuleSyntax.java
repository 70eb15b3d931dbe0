package io.systole.cib.language;

import io.systole.cib.tree.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rules: {@code rule $id=x $role=Promoted 100: #uname eq n1 and not_defined ping}. */
final class RuleSyntax {
    static final List<String> COMPARISONS = List.of("lt", "gt", "lte", "gte", "eq", "ne");
    static final List<String> DATE_UNITS = List.of(
            "seconds",
            "minutes",
            "hours",
            "days",
            "weeks",
            "months",
            "years",
            "monthdays",
            "weekdays",
            "yeardays",
            "yearsdays",
            "weekyears",
            "moon");
    private static final List<String> JOINTS = List.of("and", "or", ")", "rule", "lifetime");
    private static final int DEPTH_MAX = 32;
    private static final String NO_OPERATOR = "none";

    private RuleSyntax() {}

    /** The rule of which the keyword was taken. */
    static Element read(Words words, String owner, Ids ids) {
        return read(words, owner, ids, 0);
    }

    private static Element read(Words words, String owner, Ids ids, int depth) {
        String id = words.mark("id");
        String idRef = words.mark("id-ref");
        if (idRef != null) {
            return new Making("rule").with("id", id).with("id-ref", idRef).made();
        }
        String ruleId = ids.choose(Ids.within(owner, "rule"), id);
        var rule = new Making("rule").with("id", ruleId).with("role", words.pair("role"));
        String operator = words.mark("boolean-op");
        String score = words.label();
        if (score != null) {
            rule.with(Infinity.isScore(score) ? "score" : "score-attribute", Infinity.score(score));
        }
        String joined = conditions(words, rule, ruleId, ids, depth);
        return rule.with("boolean-op", operator == null ? joined : operator.equals(NO_OPERATOR) ? null : operator)
                .made();
    }

    /** The conditions; gives the word that joins them, null where there is but one. */
    private static @Nullable String conditions(Words words, Making rule, String ruleId, Ids ids, int depth) {
        String joined = null;
        condition(words, rule, ruleId, ids, depth);
        while (words.isNext("and") || words.isNext("or")) {
            Word operator = words.take();
            if (joined != null && !joined.equals(operator.text())) {
                words.fault(operator, joined, "join all with one word, or put some of them in parentheses");
            }
            joined = operator.text();
            condition(words, rule, ruleId, ids, depth);
        }
        return joined;
    }

    private static void condition(Words words, Making rule, String ruleId, Ids ids, int depth) {
        String id = words.mark("id");
        Word first = words.peek();
        Word second = words.peek(1);
        if (first == null) {
            words.faultAtEnd("a condition", "say when the rule holds, as in #uname eq node1");
        } else if (words.takeIf("(")) {
            if (depth == DEPTH_MAX) {
                words.unexpected(List.of("fewer parentheses in each other"));
                return;
            }
            rule.with(read(words, ruleId, ids, depth + 1));
            if (!words.takeIf(")")) {
                words.unexpected(List.of("and", "or", ")"));
            }
        } else if (second != null && isComparison(second) && !first.is("date")) {
            rule.with(comparison(words, ids.choose(Ids.within(ruleId, "expression"), id)));
        } else if (first.is("defined") || first.is("not_defined")) {
            rule.with(new Making("expression")
                    .with("id", ids.choose(Ids.within(ruleId, "expression"), id))
                    .with("operation", words.take().text())
                    .with("attribute", words.wanted("the name of an attribute", "name the node attribute"))
                    .made());
        } else if (words.takeIf("date")) {
            DateSyntax.read(words, ids.choose(Ids.within(ruleId, "date_expression"), id), ids)
                    .ifPresent(rule::with);
        } else if (words.takeIf("resource")) {
            rule.with(resource(words, ids.choose(Ids.within(ruleId, "rsc_expression"), id)));
        } else if (words.takeIf("op")) {
            rule.with(new Making("op_expression")
                    .with("id", ids.choose(Ids.within(ruleId, "op_expression"), id))
                    .with("name", words.wanted("the name of an operation", "name it, as in op monitor interval=10s"))
                    .with("interval", words.pair("interval"))
                    .made());
        } else {
            words.take();
            if (second == null) {
                words.faultAtEnd(Spellings.list(COMPARISONS), "compare " + first.text() + " with a value");
            } else {
                words.take();
                words.fault(second, Spellings.list(COMPARISONS), Spellings.advice(second.text(), COMPARISONS));
                if (!words.atEnd() && !words.isNextOneOf(JOINTS)) {
                    words.take();
                }
            }
        }
    }

    private static boolean isComparison(Word word) {
        String text = word.text().substring(word.text().indexOf(':') + 1);
        return !word.quoted() && COMPARISONS.contains(text);
    }

    private static Element comparison(Words words, String id) {
        var expression = new Making("expression")
                .with("id", id)
                .with("attribute", words.take().text());
        String operation = words.take().text();
        int colon = operation.indexOf(':');
        return expression
                .with("type", colon < 0 ? null : operation.substring(0, colon))
                .with("operation", operation.substring(colon + 1))
                .with("value", words.wanted("a value", "say what the attribute is compared with"))
                .with("value-source", words.pair("value-source"))
                .made();
    }

    private static Element resource(Words words, String id) {
        String given = words.wanted("the kind of a resource", "name it as class:provider:type; a part may be empty");
        String[] parts = Objects.requireNonNullElse(given, "").split(":", 3);
        return new Making("rsc_expression")
                .with("id", id)
                .with("class", part(parts, 0))
                .with("provider", part(parts, 1))
                .with("type", part(parts, 2))
                .made();
    }

    private static @Nullable String part(String[] parts, int index) {
        return index < parts.length && !parts[index].isEmpty() ? parts[index] : null;
    }

    static void print(Phrase phrase, Element rule, @Nullable String owner, Ids ids) {
        phrase.word("rule");
        printContent(phrase, rule, owner, ids);
    }

    private static void printContent(Phrase phrase, Element rule, @Nullable String owner, Ids ids) {
        if (rule.attribute("id-ref") != null) {
            phrase.pair("$id", rule.id()).pair("$id-ref", rule.attribute("id-ref"));
            return;
        }
        phrase.pair("$id", ids.unusual(Ids.within(owner, "rule"), rule.id()));
        phrase.pair("$role", rule.attribute("role"));
        String operator = rule.attribute("boolean-op");
        boolean several = rule.children().size() > 1;
        if (several == (operator == null)) {
            phrase.pair("$boolean-op", Objects.requireNonNullElse(operator, NO_OPERATOR));
        }
        Stream.of("score", "score-attribute")
                .map(rule::attribute)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .forEach(score -> phrase.label(Infinity.word(score)));
        var joined = Objects.requireNonNullElse(operator, "and");
        for (int i = 0; i < rule.children().size(); i++) {
            if (i > 0) {
                phrase.word(joined);
            }
            printCondition(phrase, rule.children().get(i), rule.id(), ids);
        }
    }

    private static void printCondition(Phrase phrase, Element condition, @Nullable String rule, Ids ids) {
        if (condition.name().equals("rule")) {
            phrase.word("(");
            printContent(phrase, condition, rule, ids);
            phrase.word(")");
            return;
        }
        phrase.pair("$id", ids.unusual(Ids.within(rule, condition.name()), condition.id()));
        String operation = condition.attribute("operation");
        switch (condition.name()) {
            case "date_expression" -> DateSyntax.print(phrase, condition, ids);
            case "rsc_expression" -> phrase.word("resource").word(kind(condition));
            case "op_expression" ->
                phrase.word("op").value(condition.attribute("name")).pair("interval", condition.attribute("interval"));
            default -> {
                String type = condition.attribute("type");
                if (operation != null && operation.endsWith("defined")) {
                    phrase.word(operation).value(condition.attribute("attribute"));
                } else {
                    phrase.value(condition.attribute("attribute"))
                            .word((type == null ? "" : type + ":") + operation)
                            .value(condition.attribute("value"))
                            .pair("value-source", condition.attribute("value-source"));
                }
            }
        }
    }

    private static String kind(Element condition) {
        var parts = new ArrayList<String>();
        List.of("class", "provider", "type")
                .forEach(part -> parts.add(condition.attributes().getOrDefault(part, "")));
        return String.join(":", parts);
    }
}
