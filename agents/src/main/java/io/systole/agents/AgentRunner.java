package io.systole.agents;

import java.util.concurrent.CompletionStage;

/** Runs agents' operations; a call never waits for the agent. */
public interface AgentRunner {
    AgentOperation start(AgentCall call);

    default CompletionStage<AgentResult> run(AgentCall call) {
        return start(call).result();
    }

    /** What the agent says of itself; asked once for each version of the agent's file. */
    CompletionStage<AgentMetadataAnswer> metadata(AgentId agent);
}
