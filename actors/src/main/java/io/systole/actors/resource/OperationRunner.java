package io.systole.actors.resource;

import io.systole.actors.resource.core.AgentTraits;
import io.systole.actors.resource.core.OperationResult;
import io.systole.actors.resource.wire.OperationOrder;
import java.util.concurrent.CompletionStage;

/** Has an operation done by whoever knows how; never waits, and its stage never fails. */
public interface OperationRunner {
    CompletionStage<Ran> run(OperationOrder order);

    /**
     * The result, and what the history has to know of the agent.
     *
     * @param printed the end of what the agent printed, kept where the operation failed
     */
    record Ran(OperationResult result, AgentTraits traits, String printed) {
        /** Of an agent that printed nothing, or was not run. */
        public Ran(OperationResult result, AgentTraits traits) {
            this(result, traits, "");
        }
    }
}
