package io.systole.runtime.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import io.systole.runtime.monitor.MonitorState.Happened;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Says what became another between two statuses: nodes, resources, quorum, DC, failures. */
public final class StatusChanges {
    private StatusChanges() {}

    public static List<Happened> between(JsonNode before, JsonNode after, Instant at) {
        var changes = new ArrayList<Happened>();
        boolean quorate = after.path("quorate").asBoolean();
        if (before.path("quorate").asBoolean() != quorate) {
            String why = after.path("quorum").asText();
            changes.add(new Happened(
                    at,
                    (quorate ? "quorum is there" : "QUORUM IS LOST") + (why.isEmpty() ? "" : ": " + why),
                    !quorate));
        }
        String dc = after.path("dc").asText();
        if (!before.path("dc").asText().equals(dc)) {
            changes.add(new Happened(at, dc.isEmpty() ? "there is no DC" : "the DC is " + dc, dc.isEmpty()));
        }
        compare("node ", nodes(before), nodes(after), at, changes);
        compare("", resources(before), resources(after), at, changes);
        var known = failures(before);
        failures(after).forEach((key, text) -> {
            if (!known.containsKey(key)) {
                changes.add(new Happened(at, text, true));
            }
        });
        return changes;
    }

    private static void compare(
            String what,
            SortedMap<String, String> before,
            SortedMap<String, String> after,
            Instant at,
            List<Happened> changes) {
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (var name : names) {
            String then = before.getOrDefault(name, "not there");
            String now = after.getOrDefault(name, "not there");
            if (!then.equals(now)) {
                boolean grave = now.contains("UNCLEAN") || now.contains("OFFLINE") || now.contains("FAILED");
                changes.add(new Happened(at, what + name + ": " + then + " -> " + now, grave));
            }
        }
    }

    private static SortedMap<String, String> nodes(JsonNode status) {
        var nodes = new TreeMap<String, String>();
        status.path("nodes")
                .forEach(node -> nodes.put(
                        node.path("name").asText(),
                        Words.ofCondition(node.path("condition").asText())));
        return nodes;
    }

    private static SortedMap<String, String> resources(JsonNode status) {
        var resources = new TreeMap<String, String>();
        Row.of(status).forEach(row -> {
            if (!row.isTitle()) {
                resources.put(row.id(), row.state());
            }
        });
        return resources;
    }

    private static SortedMap<String, String> failures(JsonNode status) {
        var failures = new TreeMap<String, String>();
        status.path("failures")
                .forEach(failure -> failures.put(
                        failure.path("resource").asText()
                                + failure.path("operation").asText()
                                + failure.path("node").asText()
                                + failure.path("callId").asText(),
                        Words.ofFailure(failure)));
        return failures;
    }
}
