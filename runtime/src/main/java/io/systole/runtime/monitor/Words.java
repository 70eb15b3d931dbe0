package io.systole.runtime.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import io.systole.runtime.status.NodeView.Condition;

/** The words of the status, of what a node tells as JSON. */
final class Words {
    private Words() {}

    static String ofCondition(String name) {
        for (var condition : Condition.values()) {
            if (condition.name().equals(name)) {
                return condition.words();
            }
        }
        return name;
    }

    static String ofRole(String name) {
        return name.isEmpty() ? "" : name.charAt(0) + name.substring(1).toLowerCase(java.util.Locale.ROOT);
    }

    static String ofFailure(JsonNode failure) {
        String reason = failure.path("exitReason").asText();
        String status = failure.path("status").asText();
        return failure.path("resource").asText() + " "
                + failure.path("operation").asText() + " on "
                + failure.path("node").asText() + " returned '"
                + failure.path("result").asText() + "'"
                + (reason.isEmpty() ? "" : " (" + reason + ")")
                + (status.equals("complete") || status.isEmpty() ? "" : ": " + status);
    }
}
