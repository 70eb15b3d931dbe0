package io.systole.fencing;

import java.util.List;

/**
 * What a fence agent's {@code metadata} action says of it.
 *
 * @param automaticOn whether nodes have to be unfenced by this agent before they may run anything
 */
public record FenceAgentMetadata(List<String> parameters, List<String> actions, boolean automaticOn) {
    public FenceAgentMetadata {
        parameters = List.copyOf(parameters);
        actions = List.copyOf(actions);
    }

    public boolean supports(FenceAction action) {
        return actions.contains(action.word());
    }

    /** The parameter that names the target: {@code plug}, or {@code port} in older agents; empty where there is neither. */
    public String hostArgument() {
        if (parameters.contains("plug")) {
            return "plug";
        }
        return parameters.contains("port") ? "port" : "";
    }
}
