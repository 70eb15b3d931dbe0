package io.systole.runtime.agents;

import io.systole.agents.AgentMetadata.Parameter;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a value can be one of a parameter's type. Agents are lax about types, so only what is certain is a fault. */
final class ParameterType {
    private static final Pattern INTEGER = Pattern.compile("\\s*[+-]?[0-9]+\\s*");
    /** With a unit, as agents that call a span of time an integer take it. */
    private static final Pattern SPAN = Pattern.compile("\\s*[0-9]+(?:\\.[0-9]+)?\\s*(?:[a-zA-Z]{0,7})\\s*");

    private static final Set<String> TRUTHS =
            Set.of("true", "false", "yes", "no", "on", "off", "1", "0", "y", "n", "t", "f", "ja");

    private ParameterType() {}

    /** What was expected, or the empty string where the value will do. Values kept apart (lrm://) are not looked at. */
    static String fault(Parameter parameter, String value) {
        if (value.startsWith("lrm://") || value.isEmpty()) {
            return "";
        }
        return switch (parameter.type().toLowerCase(Locale.ROOT)) {
            case "integer", "second" ->
                INTEGER.matcher(value).matches() || SPAN.matcher(value).matches() ? "" : "a whole number";
            case "boolean" -> TRUTHS.contains(value.strip().toLowerCase(Locale.ROOT)) ? "" : "true or false";
            case "time", "duration" -> SPAN.matcher(value).matches() ? "" : "a time, such as 20s";
            case "select" ->
                parameter.options().isEmpty() || parameter.options().contains(value)
                        ? ""
                        : "one of " + String.join(", ", parameter.options());
            default -> "";
        };
    }
}
