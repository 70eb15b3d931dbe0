package io.systole.actors.secret;

import io.systole.agents.AgentCall;
import io.systole.agents.AgentId;
import io.systole.agents.AgentMetadataAnswer;
import io.systole.agents.AgentOperation;
import io.systole.agents.AgentResult;
import io.systole.agents.AgentRunner;
import io.systole.agents.AttributeUpdate;
import io.systole.agents.OcfCode;
import io.systole.agents.OpStatus;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Gives resource agents the secrets of their parameters, and nobody what they print of them. Digests and the history are
 * made from the order, which has none. Without a secret an operation fails before its agent runs; a stop goes on, as in
 * Pacemaker: what runs must be stoppable.
 */
public final class SecretAgentRunner implements AgentRunner {
    private static final int SHORT = 8;

    private final AgentRunner agents;
    private final SecretFiles files;

    public SecretAgentRunner(AgentRunner agents, SecretFiles files) {
        this.agents = agents;
        this.files = files;
    }

    @Override
    public CompletionStage<AgentMetadataAnswer> metadata(AgentId agent) {
        return agents.metadata(agent);
    }

    @Override
    public AgentOperation start(AgentCall call) {
        var revealed = Revealed.of(files, call.instance(), call.attributes());
        if (!revealed.missing().isEmpty() && !call.action().equals("stop")) {
            var why = String.join("; ", revealed.missing());
            return new Operation(
                    null,
                    CompletableFuture.completedStage(
                            AgentResult.notRun(OcfCode.NOT_INSTALLED, OpStatus.NO_SECRETS, why, Instant.now())));
        }
        if (revealed.secrets().isEmpty()) {
            return agents.start(call);
        }
        var operation = agents.start(call.withAttributes(revealed.parameters()));
        return new Operation(operation, operation.result().thenApply(result -> masked(result, revealed)));
    }

    private static AgentResult masked(AgentResult result, Revealed revealed) {
        return new AgentResult(
                result.rc(),
                result.status(),
                revealed.masked(result.exitReason()),
                revealed.masked(result.stdout()),
                revealed.masked(result.stderr()),
                result.started(),
                result.duration(),
                result.attributeUpdates().stream()
                        .map(update -> new AttributeUpdate(
                                update.name(), attribute(update.value(), revealed), update.lifetime()))
                        .toList());
    }

    /** Numbers and short words are attributes in their own right. */
    private static @Nullable String attribute(@Nullable String value, Revealed revealed) {
        return value == null || value.length() < SHORT ? value : revealed.masked(value);
    }

    private record Operation(@Nullable AgentOperation running, CompletionStage<AgentResult> result)
            implements AgentOperation {
        @Override
        public void cancel() {
            if (running != null) {
                running.cancel();
            }
        }
    }
}
