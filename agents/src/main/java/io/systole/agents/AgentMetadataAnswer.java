package io.systole.agents;

/** An agent's metadata, or why there is none. */
public sealed interface AgentMetadataAnswer {
    record Known(AgentMetadata metadata) implements AgentMetadataAnswer {}

    record Unknown(String why) implements AgentMetadataAnswer {}
}
