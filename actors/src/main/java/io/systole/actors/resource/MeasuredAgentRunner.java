package io.systole.actors.resource;

import io.systole.agents.AgentCall;
import io.systole.agents.AgentId;
import io.systole.agents.AgentMetadataAnswer;
import io.systole.agents.AgentOperation;
import io.systole.agents.AgentRunner;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Tells how long each operation of another runner took. */
public final class MeasuredAgentRunner implements AgentRunner {
    private final AgentRunner runner;
    private final Consumer<OperationTime> listener;

    /** The listener is called by whatever thread ends the operation, and must not wait. */
    public MeasuredAgentRunner(AgentRunner runner, Consumer<OperationTime> listener) {
        this.runner = runner;
        this.listener = listener;
    }

    @Override
    public AgentOperation start(AgentCall call) {
        AgentOperation operation = runner.start(call);
        String agent = call.agent().toString();
        operation
                .result()
                .thenAccept(result -> listener.accept(
                        new OperationTime(agent, call.action(), result.status(), result.rc(), result.duration())));
        return operation;
    }

    @Override
    public CompletionStage<AgentMetadataAnswer> metadata(AgentId agent) {
        return runner.metadata(agent);
    }
}
