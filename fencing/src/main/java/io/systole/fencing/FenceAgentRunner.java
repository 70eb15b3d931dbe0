package io.systole.fencing;

import java.util.concurrent.CompletionStage;

/** Calls the agents of fence devices; a call never waits for the agent. */
public interface FenceAgentRunner {
    FenceAgentOperation start(FenceAgentCall call);

    default CompletionStage<FenceAgentResult> run(FenceAgentCall call) {
        return start(call).result();
    }

    /** What the device's agent says of itself; asked once for each version of the agent's file. */
    CompletionStage<FenceMetadataAnswer> metadata(String agent);
}
