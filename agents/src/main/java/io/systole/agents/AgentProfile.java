package io.systole.agents;

import io.systole.agents.AgentMetadata.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What an agent in Java says of itself: its name in the CIB, its parameters, and the actions that it has besides start,
 * stop, monitor and validate-all. Immutable: each method answers another one.
 *
 * <pre>{@code
 * AgentProfile.of("acme", "Counter").describedAs("Counts").with(PORT, GREETING).promotable()
 * }</pre>
 *
 * @param id class ocf; Invariant: of a provider and a type that may stand in a CIB
 * @param actions with the time-outs and intervals that are advised for them
 */
public record AgentProfile(
        AgentId id,
        String version,
        String shortDescription,
        String longDescription,
        List<AgentParameter<?>> parameters,
        List<Action> actions) {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    public AgentProfile {
        if (!id.agentClass().equals(AgentId.OCF) || !id.fault().isEmpty()) {
            throw new IllegalArgumentException(
                    id + " is not the name of an agent in Java: must be ocf:PROVIDER:TYPE, without slashes");
        }
        parameters = List.copyOf(parameters);
        actions = List.copyOf(actions);
        var names = new TreeSet<String>();
        for (var parameter : parameters) {
            if (!names.add(parameter.name())) {
                throw new IllegalArgumentException(id + " has the parameter " + parameter.name() + " twice");
            }
        }
    }

    /** An agent {@code ocf:provider:type} without parameters. */
    public static AgentProfile of(String provider, String type) {
        return new AgentProfile(
                AgentId.ocf(provider, type),
                "",
                "",
                "",
                List.of(),
                List.of(
                        action(AgentAction.START, TIMEOUT),
                        action(AgentAction.STOP, TIMEOUT),
                        new Action(AgentAction.MONITOR.word(), TIMEOUT, INTERVAL, ""),
                        action(AgentAction.VALIDATE_ALL, TIMEOUT)));
    }

    private static Action action(AgentAction action, Duration timeout) {
        return new Action(action.word(), timeout, Duration.ZERO, "");
    }

    public AgentProfile version(String text) {
        return new AgentProfile(id, text, shortDescription, longDescription, parameters, actions);
    }

    /** In a few words, what it is for. */
    public AgentProfile describedAs(String text) {
        return new AgentProfile(id, version, text, longDescription, parameters, actions);
    }

    /** All that there is to say about it. */
    public AgentProfile explained(String text) {
        return new AgentProfile(id, version, shortDescription, text, parameters, actions);
    }

    /** Parameters besides those that it has. */
    public AgentProfile with(AgentParameter<?>... more) {
        return new AgentProfile(
                id,
                version,
                shortDescription,
                longDescription,
                Stream.concat(parameters.stream(), Stream.of(more)).toList(),
                actions);
    }

    /** It has roles: promote, demote, and a monitor for each role. */
    public AgentProfile promotable() {
        return supporting(AgentAction.PROMOTE, TIMEOUT)
                .supporting(AgentAction.DEMOTE, TIMEOUT)
                .monitored("Promoted", INTERVAL, TIMEOUT)
                .monitored("Unpromoted", INTERVAL.plusSeconds(1), TIMEOUT);
    }

    /** It has this action, for which so much time is advised; in the place of what was said of it before. */
    public AgentProfile supporting(AgentAction action, Duration timeout) {
        return withActions(action(action, timeout));
    }

    /**
     * What is advised for the monitor of a role.
     *
     * @param role Promoted, Unpromoted, Started; empty for any
     */
    public AgentProfile monitored(String role, Duration interval, Duration timeout) {
        return withActions(new Action(AgentAction.MONITOR.word(), timeout, interval, role));
    }

    private AgentProfile withActions(Action action) {
        var all = new ArrayList<>(actions);
        all.removeIf(known -> known.name().equals(action.name()) && known.role().equals(action.role()));
        all.add(action);
        return new AgentProfile(id, version, shortDescription, longDescription, parameters, all);
    }

    public boolean supports(AgentAction action) {
        return actions.stream().anyMatch(known -> known.name().equals(action.word()));
    }

    /** As an agent that is a script would print it. */
    public AgentMetadata metadata() {
        return new AgentMetadata(
                id.type(),
                version,
                shortDescription,
                longDescription,
                parameters.stream().map(AgentParameter::metadata).toList(),
                actions);
    }

    /** All that is wrong with the values of the parameters among these. */
    public List<String> faults(SortedMap<String, String> values) {
        return parameters.stream()
                .map(parameter -> parameter.fault(values))
                .filter(fault -> !fault.isEmpty())
                .toList();
    }
}
