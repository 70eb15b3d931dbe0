package io.systole.policy.explain;

import io.systole.cib.Condition;
import io.systole.cib.DateExpression;
import io.systole.cib.DateParts;
import io.systole.cib.Expression;
import io.systole.cib.OpExpression;
import io.systole.cib.RscExpression;
import io.systole.cib.Rule;
import io.systole.cib.value.IsoTime;
import io.systole.policy.rule.Recheck;
import io.systole.policy.rule.References;
import io.systole.policy.rule.RuleContext;
import io.systole.policy.rule.Rules;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rules in words, and whether time has left them behind for ever. */
final class RuleWords {
    private final References references;
    private final Instant now;

    RuleWords(References references, Instant now) {
        this.references = references;
        this.now = now;
    }

    /** The conditions of a rule, as in "where ...". */
    String of(Rule unresolved) {
        Rule rule = references.resolve(unresolved);
        if (rule == null) {
            return "a rule that is not there (" + unresolved.idRef() + ")";
        }
        if (rule.conditions().isEmpty()) {
            return "always";
        }
        return rule.conditions().stream()
                .map(condition ->
                        condition instanceof Rule nested && nested.conditions().size() > 1
                                ? "(" + of(nested) + ")"
                                : of(condition))
                .collect(Collectors.joining(isAny(rule) ? " or " : " and "));
    }

    private String of(Condition condition) {
        if (condition instanceof Rule nested) {
            return of(nested);
        }
        if (condition instanceof Expression expression) {
            return of(expression);
        }
        if (condition instanceof DateExpression date) {
            return of(date);
        }
        if (condition instanceof RscExpression resource) {
            return "the agent is " + nonNull(resource.resourceClass()) + ":" + nonNull(resource.provider()) + ":"
                    + nonNull(resource.type());
        }
        OpExpression operation = (OpExpression) condition;
        return "the operation is " + operation.name()
                + (operation.interval() == null ? "" : " every " + operation.interval());
    }

    private static String of(Expression expression) {
        String attribute =
                switch (expression.attribute()) {
                    case "#uname" -> "the node's name";
                    case "#kind" -> "the node's kind";
                    default -> expression.attribute();
                };
        String value = Objects.requireNonNullElse(expression.value(), "(nothing)");
        String compared =
                switch (expression.operation().toLowerCase(Locale.ROOT)) {
                    case "defined" -> " is set";
                    case "not_defined" -> " is not set";
                    case "eq" -> " is " + value;
                    case "ne" -> " is not " + value;
                    case "lt" -> " is less than " + value;
                    case "lte" -> " is at most " + value;
                    case "gt" -> " is more than " + value;
                    case "gte" -> " is at least " + value;
                    default -> " " + expression.operation() + " " + value;
                };
        String source = expression.valueSource();
        boolean literal = source == null || source.equalsIgnoreCase("literal");
        return attribute + compared + (literal ? "" : " (the value of that " + source + ")");
    }

    private static String of(DateExpression date) {
        return switch (operation(date)) {
            case "lt" -> "it is before " + nonNull(date.end());
            case "gt" -> "it is after " + nonNull(date.start());
            case "date_spec" -> "the time matches " + parts(date.dateSpec());
            default -> {
                String end = date.end() != null
                        ? " until " + date.end()
                        : date.duration() == null ? "" : " for " + parts(date.duration());
                yield "it is" + (date.start() == null ? "" : " from " + date.start()) + end;
            }
        };
    }

    private static String parts(@Nullable DateParts parts) {
        return parts == null
                ? "nothing"
                : parts.parts().entrySet().stream()
                        .map(part -> part.getKey() + "=" + part.getValue())
                        .collect(Collectors.joining(" "));
    }

    private static String nonNull(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static String operation(DateExpression date) {
        String operation = date.operation();
        return operation == null ? "in_range" : operation.toLowerCase(Locale.ROOT);
    }

    private static boolean isAny(Rule rule) {
        return "or".equalsIgnoreCase(rule.booleanOp());
    }

    /** Whether the rule can never pass again, since its time is over. */
    boolean isOver(Rule unresolved) {
        Rule rule = references.resolve(unresolved);
        if (rule == null || rule.conditions().isEmpty()) {
            return false;
        }
        return isAny(rule)
                ? rule.conditions().stream().allMatch(this::isOver)
                : rule.conditions().stream().anyMatch(this::isOver);
    }

    private boolean isOver(Condition condition) {
        if (condition instanceof Rule nested) {
            return isOver(nested);
        }
        if (!(condition instanceof DateExpression date)) {
            return false;
        }
        String operation = operation(date);
        if (operation.equals("lt")) {
            return date.end() != null && !isAfterNow(date.end());
        }
        boolean begun = date.start() == null || !isAfterNow(date.start());
        boolean ends = date.end() != null || date.duration() != null;
        return operation.equals("in_range") && begun && ends && !passes(date);
    }

    private boolean isAfterNow(String text) {
        IsoTime time = IsoTime.parse(text, now);
        return time == null || time.compareTo(IsoTime.of(now)) > 0;
    }

    /** As the planner decides it; a range that has begun and does not pass is over. */
    private boolean passes(DateExpression date) {
        var alone = new Rule("alone", null, null, null, null, null, List.of(date));
        return new Rules(references, new Recheck(now)).passes(alone, RuleContext.timeOnly());
    }
}
