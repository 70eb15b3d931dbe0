package io.systole.agents;

import java.util.concurrent.CompletionStage;

/** An operation that runs. */
public interface AgentOperation {
    /** Completes when the operation has ended, always with a value. */
    CompletionStage<AgentResult> result();

    /** Kills what still runs of the operation; its result is then {@link OpStatus#CANCELLED}, unless it ended before. */
    void cancel();
}
