package io.systole.actors.alert;

import io.systole.actors.alert.core.AlertCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Calls as the core makes them, for tests of those that carry them out. */
final class AlertCalls {
    static final Duration LONG = Duration.ofSeconds(30);

    private AlertCalls() {}

    static AlertCall lostNode(String path, String recipient, Map<String, String> parameters) {
        return lostNode(path, recipient, parameters, LONG);
    }

    static AlertCall lostNode(String path, String recipient, Map<String, String> parameters, Duration timeout) {
        var facts = new TreeMap<>(Map.of(
                "kind", "node",
                "version", "9.9",
                "node", "n2",
                "nodeid", "2",
                "desc", "lost",
                "node_sequence", "3",
                "timestamp", "10:00:00",
                "timestamp_epoch", "1700000000"));
        facts.put("timestamp_usec", "123");
        facts.put("recipient", recipient);
        var owners = new TreeMap<String, String>();
        parameters.forEach((name, value) -> {
            if (value.equals("lrm://")) {
                owners.put(name, "tell");
            }
        });
        return new AlertCall(
                "tell",
                "ops",
                path,
                recipient,
                Instant.ofEpochSecond(1700000000),
                timeout,
                facts,
                new TreeMap<>(parameters),
                owners);
    }
}
