package io.systole.actors.resource.core;

import java.util.List;

/**
 * What the history has to know of an agent.
 *
 * @param reloads whether it has the action reload-agent
 * @param restartParameters the parameters whose change needs a restart, in the order of the metadata
 * @param privateParameters the parameters that are secrets
 */
public record AgentTraits(boolean reloads, List<String> restartParameters, List<String> privateParameters) {
    public AgentTraits {
        restartParameters = List.copyOf(restartParameters);
        privateParameters = List.copyOf(privateParameters);
    }

    /** An agent of which nothing is known. */
    public static AgentTraits unknown() {
        return new AgentTraits(false, List.of(), List.of());
    }
}
