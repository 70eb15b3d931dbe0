package io.systole.actors.alert.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run of an alert agent, for one recipient.
 *
 * @param alert the id of the alert
 * @param recipientId the id of the recipient; empty where the alert has none
 * @param recipient its value; it may have secrets in it, so it is not logged
 * @param facts what the agent is told, by names without {@code CRM_alert_}
 * @param parameters the instance attributes
 * @param secretOwners for each parameter whose value lies in a file, the id that the file is under
 */
public record AlertCall(
        String alert,
        String recipientId,
        String path,
        String recipient,
        Instant at,
        Duration timeout,
        SortedMap<String, String> facts,
        SortedMap<String, String> parameters,
        SortedMap<String, String> secretOwners) {
    public AlertCall {
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        secretOwners = Collections.unmodifiableSortedMap(new TreeMap<>(secretOwners));
    }

    /** What it is about, in a few words. */
    public String event() {
        return Stream.of(
                        fact("kind"),
                        fact("rsc"),
                        fact("task"),
                        fact("attribute_name"),
                        "on " + fact("node") + ":",
                        fact("desc"),
                        fact("attribute_value"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private String fact(String name) {
        return facts.getOrDefault(name, "");
    }

    /** Calls of one lane are made one after the other. */
    String lane() {
        return alert + " " + recipientId;
    }

    /** The same with the values of the parameters that lie in files. */
    public AlertCall withParameters(SortedMap<String, String> revealed) {
        return new AlertCall(alert, recipientId, path, recipient, at, timeout, facts, revealed, secretOwners);
    }

    /**
     * The variables that the agent is called with: the instance attributes, and what happened under its names of today and,
     * as for agents of ClusterMon, those with {@code CRM_notify_}.
     */
    public SortedMap<String, String> environment() {
        var environment = new TreeMap<>(parameters);
        facts.forEach((name, value) -> {
            environment.put("CRM_alert_" + name, value);
            environment.put("CRM_notify_" + name, value);
        });
        return environment;
    }
}
