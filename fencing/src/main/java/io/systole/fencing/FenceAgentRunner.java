package io.systole.fencing;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Calls the agents of fence devices; a call never waits for the agent. */
public interface FenceAgentRunner {
    FenceAgentOperation start(FenceAgentCall call);

    default CompletionStage<FenceAgentResult> run(FenceAgentCall call) {
        return start(call).result();
    }

    /** What is wrong with the files that the device's parameters name on this host, one line each; empty where all is well. */
    default CompletionStage<List<String>> credentials(FenceDevice device) {
        return CompletableFuture.completedStage(List.of());
    }

    /** What the device's agent says of itself; asked once for each version of the agent's file. */
    CompletionStage<FenceMetadataAnswer> metadata(String agent);
}
