package io.systole.fencing;

import java.util.concurrent.CompletionStage;

/** A call of a fence agent that runs. */
public interface FenceAgentOperation {
    /** Completes when the agent has ended, always with a value. */
    CompletionStage<FenceAgentResult> result();

    /** Kills what still runs of the call, which then ends as {@link FenceAgentResult.Kind#NOT_RUN}. */
    void cancel();
}
