package io.systole.runtime.monitor;

import com.fasterxml.jackson.databind.JsonNode;

/** How many resources there are, and how many of them something keeps from running. */
final class Counts {
    private Counts() {}

    static String inWords(JsonNode status) {
        int disabled = 0;
        int blocked = 0;
        int failed = 0;
        for (var row : Row.of(status)) {
            disabled += row.notes().contains("disabled") ? 1 : 0;
            blocked += row.notes().contains("blocked") ? 1 : 0;
            failed += row.places().stream().anyMatch(Row.Place::bad) ? 1 : 0;
        }
        int instances = status.path("instances").asInt();
        return instances
                + (instances == 1 ? " instance" : " instances")
                + (disabled == 0 ? "" : ", " + disabled + " DISABLED")
                + (blocked == 0 ? "" : ", " + blocked + " BLOCKED")
                + (failed == 0 ? "" : ", " + failed + " FAILED");
    }
}
