package io.systole.fencing;

import java.util.concurrent.CompletionStage;

/** Calls the agents of fence devices; a call never waits for the agent. */
public interface FenceAgentRunner {
    CompletionStage<FenceAgentResult> run(FenceAgentCall call);

    /** What the device's agent says of itself; asked once for each version of the agent's file. */
    CompletionStage<FenceMetadataAnswer> metadata(String agent);
}
