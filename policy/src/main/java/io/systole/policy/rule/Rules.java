package io.systole.policy.rule;

import io.systole.cib.AgentName;
import io.systole.cib.Condition;
import io.systole.cib.DateExpression;
import io.systole.cib.Expression;
import io.systole.cib.OpExpression;
import io.systole.cib.RscExpression;
import io.systole.cib.Rule;
import io.systole.cib.value.Numbers;
import io.systole.cib.value.Spans;
import io.systole.cib.value.Versions;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Decides whether a rule passes. A rule that is invalid in any way never does. */
public final class Rules {
    private final References references;
    private final Recheck recheck;

    public Rules(References references, Recheck recheck) {
        this.references = references;
        this.recheck = recheck;
    }

    public boolean passes(Rule unresolved, RuleContext context) {
        Rule rule = references.resolve(unresolved);
        if (rule == null || rule.id() == null) {
            return false;
        }
        String operator = rule.booleanOp() == null ? "and" : rule.booleanOp().toLowerCase(Locale.ROOT);
        if (!operator.equals("and") && !operator.equals("or")) {
            return false;
        }
        boolean any = operator.equals("or");
        for (Condition condition : rule.conditions()) {
            if (passes(condition, context) == any) {
                return any;
            }
        }
        return !any || rule.conditions().isEmpty();
    }

    private boolean passes(Condition condition, RuleContext context) {
        if (condition instanceof Rule nested) {
            return passes(nested, context);
        }
        if (condition instanceof Expression expression) {
            return passes(expression, context);
        }
        if (condition instanceof DateExpression date) {
            return DateRules.passes(date, recheck);
        }
        if (condition instanceof RscExpression resource) {
            return passes(resource, context.agent());
        }
        return condition instanceof OpExpression operation && passes(operation, context);
    }

    private static boolean passes(RscExpression expression, @Nullable AgentName agent) {
        if (agent == null) {
            return false;
        }
        return (expression.resourceClass() == null || expression.resourceClass().equals(agent.resourceClass()))
                && (expression.provider() == null || expression.provider().equals(agent.provider()))
                && (expression.type() == null || expression.type().equals(agent.type()));
    }

    private static boolean passes(OpExpression expression, RuleContext context) {
        if (!expression.name().equals(context.operation())) {
            return false;
        }
        if (expression.interval() == null) {
            return true;
        }
        OptionalLong interval = Spans.interval(expression.interval());
        return interval.isPresent() && interval.getAsLong() == context.intervalMs();
    }

    private static boolean passes(Expression expression, RuleContext context) {
        SortedMap<String, String> attributes = context.nodeAttributes();
        String attribute = context.expand(expression.attribute());
        String actual = attributes == null ? null : attributes.get(attribute);
        String operation = expression.operation().toLowerCase(Locale.ROOT);
        if (operation.equals("defined") || operation.equals("not_defined")) {
            return expression.value() == null && (actual != null) == operation.equals("defined");
        }
        if (expression.value() == null) {
            return false;
        }
        @Nullable String wanted = expression.value();
        String source = expression.valueSource() == null
                ? "literal"
                : expression.valueSource().toLowerCase(Locale.ROOT);
        switch (source) {
            case "literal" -> {}
            case "param" ->
                wanted = context.parameters() == null
                        ? null
                        : context.parameters().get(wanted);
            case "meta" ->
                wanted = context.meta() == null ? null : context.meta().get(wanted);
            default -> {
                return false;
            }
        }
        @Nullable String type = type(expression.type(), operation, actual, wanted);
        return type != null && compare(operation, type, actual, wanted);
    }

    private static @Nullable String type(
            @Nullable String given, String operation, @Nullable String actual, @Nullable String wanted) {
        if (given != null) {
            String type = given.toLowerCase(Locale.ROOT);
            return switch (type) {
                case "string", "integer", "number", "version" -> type;
                default -> null;
            };
        }
        return switch (operation) {
            case "lt", "lte", "gt", "gte" -> hasDot(actual) || hasDot(wanted) ? "number" : "integer";
            default -> "string";
        };
    }

    private static boolean hasDot(@Nullable String text) {
        return text != null && text.indexOf('.') >= 0;
    }

    private static boolean compare(String operation, String type, @Nullable String actual, @Nullable String wanted) {
        int order = order(type, actual, wanted);
        boolean both = actual != null && wanted != null;
        return switch (operation) {
            case "eq" -> order == 0;
            case "ne" -> order != 0;
            case "lt" -> both && order < 0;
            case "lte" -> both && order <= 0;
            case "gt" -> both && order > 0;
            case "gte" -> both && order >= 0;
            default -> false;
        };
    }

    private static int order(String type, @Nullable String left, @Nullable String right) {
        if (left == null || right == null) {
            return Boolean.compare(left != null, right != null);
        }
        switch (type) {
            case "integer" -> {
                OptionalLong a = Numbers.leadingInteger(left);
                OptionalLong b = Numbers.leadingInteger(right);
                if (a.isPresent() && b.isPresent()) {
                    return Long.compare(a.getAsLong(), b.getAsLong());
                }
            }
            case "number" -> {
                Double a = leadingNumber(left);
                Double b = leadingNumber(right);
                if (a != null && b != null) {
                    return Double.compare(a, b);
                }
            }
            case "version" -> {
                return Versions.compare(left, right);
            }
            default -> {}
        }
        return left.compareToIgnoreCase(right);
    }

    private static @Nullable Double leadingNumber(String text) {
        var matcher = java.util.regex.Pattern.compile("\\s*([+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?).*")
                .matcher(text);
        return matcher.matches() ? Double.valueOf(matcher.group(1)) : null;
    }
}
