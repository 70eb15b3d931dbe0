package io.systole.agents;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an agent's {@code meta-data} action says of it (OCF 1.0 and 1.1). */
public record AgentMetadata(
        String name, String version, String shortDescription, List<Parameter> parameters, List<Action> actions) {
    public AgentMetadata {
        parameters = List.copyOf(parameters);
        actions = List.copyOf(actions);
    }

    /**
     * A parameter as the agent declares it.
     *
     * @param unique the parameter's value identifies the instance, so a change of it is no reload
     * @param reloadable a change of the parameter can be taken over by {@code reload-agent} (OCF 1.1)
     * @param isPrivate the value is a secret
     */
    public record Parameter(
            String name,
            boolean required,
            boolean unique,
            boolean reloadable,
            boolean isPrivate,
            Optional<String> defaultValue) {}

    /** An action with what the agent advises for it. */
    public record Action(String name, Duration timeout, Duration interval, String role) {}

    public boolean supports(String action) {
        return actions.stream().anyMatch(known -> known.name().equals(action));
    }
}
