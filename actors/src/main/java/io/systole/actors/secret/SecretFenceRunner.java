package io.systole.actors.secret;

import io.systole.fencing.FenceAgentCall;
import io.systole.fencing.FenceAgentOperation;
import io.systole.fencing.FenceAgentResult;
import io.systole.fencing.FenceAgentRunner;
import io.systole.fencing.FenceDevice;
import io.systole.fencing.FenceMetadataAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Gives fence agents the secrets of their devices, and nobody what they print of them. */
public final class SecretFenceRunner implements FenceAgentRunner {
    private final FenceAgentRunner agents;
    private final SecretFiles files;

    public SecretFenceRunner(FenceAgentRunner agents, SecretFiles files) {
        this.agents = agents;
        this.files = files;
    }

    @Override
    public CompletionStage<FenceMetadataAnswer> metadata(String agent) {
        return agents.metadata(agent);
    }

    @Override
    public CompletionStage<List<String>> credentials(FenceDevice device) {
        var revealed = Revealed.of(files, device.id().value(), device.parameters());
        return agents.credentials(new FenceDevice(device.id(), device.agent(), revealed.parameters()))
                .thenApply(lines -> lines.stream().map(revealed::masked).toList());
    }

    @Override
    public FenceAgentOperation start(FenceAgentCall call) {
        var device = call.device();
        var revealed = Revealed.of(files, device.id().value(), device.parameters());
        if (!revealed.missing().isEmpty()) {
            var why = String.join("; ", revealed.missing());
            return new Operation(
                    null,
                    CompletableFuture.completedStage(new FenceAgentResult(
                            FenceAgentResult.Kind.NOT_RUN, -1, why, "", "", Instant.now(), Duration.ZERO)));
        }
        if (revealed.secrets().isEmpty()) {
            return agents.start(call);
        }
        var whole = new FenceDevice(device.id(), device.agent(), revealed.parameters());
        var operation = agents.start(new FenceAgentCall(whole, call.action(), call.target(), call.timeout()));
        return new Operation(operation, operation.result().thenApply(result -> masked(result, revealed)));
    }

    private static FenceAgentResult masked(FenceAgentResult result, Revealed revealed) {
        return new FenceAgentResult(
                result.kind(),
                result.rc(),
                revealed.masked(result.why()),
                // parsed (list, status) and shown nowhere: a mask could hide the name of a node
                result.stdout(),
                revealed.masked(result.stderr()),
                result.started(),
                result.duration());
    }

    private record Operation(@Nullable FenceAgentOperation running, CompletionStage<FenceAgentResult> result)
            implements FenceAgentOperation {
        @Override
        public void cancel() {
            if (running != null) {
                running.cancel();
            }
        }
    }
}
