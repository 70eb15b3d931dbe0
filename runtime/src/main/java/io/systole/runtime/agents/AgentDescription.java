package io.systole.runtime.agents;

import io.systole.agents.AgentMetadata;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an agent says of itself, as it is shown. */
public record AgentDescription(
        String agent,
        String version,
        String shortDescription,
        String longDescription,
        List<Parameter> parameters,
        List<Action> actions) {
    public AgentDescription {
        parameters = List.copyOf(parameters);
        actions = List.copyOf(actions);
    }

    /**
     * A parameter.
     *
     * @param type string, integer, boolean, time, select, ...
     * @param options the values of a select; null for other types
     * @param byDefault null where the agent names none
     */
    public record Parameter(
            String name,
            String type,
            @Nullable List<String> options,
            @Nullable String byDefault,
            boolean required,
            boolean unique,
            boolean reloadable,
            boolean secret,
            boolean deprecated,
            String shortDescription,
            String longDescription) {}

    /** An action with what is advised for it; null where nothing is. */
    public record Action(
            String name,
            @Nullable String timeout,
            @Nullable String interval,
            @Nullable String role) {}

    /** The metadata of the agent of this name. */
    public static AgentDescription of(String agent, AgentMetadata metadata) {
        return new AgentDescription(
                agent,
                metadata.version(),
                metadata.shortDescription(),
                metadata.longDescription(),
                metadata.parameters().stream().map(AgentDescription::parameter).toList(),
                metadata.actions().stream()
                        .map(action -> new Action(
                                action.name(),
                                span(action.timeout()),
                                span(action.interval()),
                                action.role().isEmpty() ? null : action.role()))
                        .toList());
    }

    private static Parameter parameter(AgentMetadata.Parameter parameter) {
        return new Parameter(
                parameter.name(),
                parameter.type(),
                parameter.options().isEmpty() ? null : parameter.options(),
                parameter.defaultValue().orElse(null),
                parameter.required(),
                parameter.unique(),
                parameter.reloadable(),
                parameter.isPrivate(),
                parameter.deprecated(),
                parameter.shortDescription(),
                parameter.longDescription());
    }

    private static @Nullable String span(Duration duration) {
        if (duration.isZero()) {
            return null;
        }
        return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
