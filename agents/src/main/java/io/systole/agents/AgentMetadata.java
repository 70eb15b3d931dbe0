package io.systole.agents;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an agent's {@code meta-data} action says of it (OCF 1.0 and 1.1). */
public record AgentMetadata(
        String name,
        String version,
        String shortDescription,
        String longDescription,
        List<Parameter> parameters,
        List<Action> actions) {
    public AgentMetadata {
        parameters = List.copyOf(parameters);
        actions = List.copyOf(actions);
    }

    /**
     * A parameter as the agent declares it.
     *
     * @param type string, integer, boolean, time, select and what else agents write; {@code string} where nothing is said
     * @param options the values of a {@code select}
     * @param unique the parameter's value identifies the instance, so a change of it is no reload
     * @param reloadable a change of the parameter can be taken over by {@code reload-agent} (OCF 1.1)
     * @param isPrivate the value is a secret
     * @param deprecated the agent advises to use another one
     */
    public record Parameter(
            String name,
            String type,
            List<String> options,
            Optional<String> defaultValue,
            String shortDescription,
            String longDescription,
            boolean required,
            boolean unique,
            boolean reloadable,
            boolean isPrivate,
            boolean deprecated) {
        public Parameter {
            options = List.copyOf(options);
        }

        /** One of which nothing more is known. */
        public static Parameter named(String name) {
            return new Parameter(
                    name, "string", List.of(), Optional.empty(), "", "", false, false, false, false, false);
        }

        Parameter described(String shortText, String longText) {
            return new Parameter(
                    name,
                    type,
                    options,
                    defaultValue,
                    shortText,
                    longText,
                    required,
                    unique,
                    reloadable,
                    isPrivate,
                    deprecated);
        }
    }

    /** An action with what the agent advises for it. */
    public record Action(String name, Duration timeout, Duration interval, String role) {}

    public boolean supports(String action) {
        return actions.stream().anyMatch(known -> known.name().equals(action));
    }

    /** The document that an agent which is a program would print. */
    public String xml() {
        return MetadataText.of(this);
    }

    /** Reads the document that an agent of this name prints. */
    public static AgentMetadataAnswer read(String agent, String xml) {
        return MetadataXml.read(agent, xml);
    }
}
