package io.systole.policy.rule;

import io.systole.cib.AgentName;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What the rules of one use may look at; what is null is not available and behaves as not set. */
public record RuleContext(
        @Nullable SortedMap<String, String> nodeAttributes,
        @Nullable AgentName agent,
        @Nullable String operation,
        long intervalMs,
        @Nullable SortedMap<String, String> parameters,
        @Nullable SortedMap<String, String> meta,
        List<String> submatches) {

    /** For cluster options, node attributes and utilization: the time alone. */
    public static RuleContext timeOnly() {
        return new RuleContext(null, null, null, 0, null, null, List.of());
    }

    /** For meta attributes and defaults of resources. */
    public static RuleContext ofAgent(@Nullable AgentName agent) {
        return new RuleContext(null, agent, null, 0, null, null, List.of());
    }

    /** For instance attributes on a node, or on none. */
    public static RuleContext onNode(@Nullable SortedMap<String, String> attributes) {
        return new RuleContext(attributes, null, null, 0, null, null, List.of());
    }

    /** For meta attributes and defaults of operations. */
    public static RuleContext ofOperation(@Nullable AgentName agent, String operation, long intervalMs) {
        return new RuleContext(null, agent, operation, intervalMs, null, null, List.of());
    }

    /** Replaces %0 to %9 by the submatches of the constraint's pattern; an absent one is removed. */
    public String expand(String text) {
        if (submatches.isEmpty() || text.indexOf('%') < 0) {
            return text;
        }
        StringBuilder expanded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' && i + 1 < text.length() && Character.isDigit(text.charAt(i + 1))) {
                int which = text.charAt(++i) - '0';
                expanded.append(which < submatches.size() ? submatches.get(which) : "");
            } else {
                expanded.append(c);
            }
        }
        return expanded.toString();
    }
}
