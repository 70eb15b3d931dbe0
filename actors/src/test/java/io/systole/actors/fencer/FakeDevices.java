package io.systole.actors.fencer;

import io.systole.fencing.FenceAction;
import io.systole.fencing.FenceAgentCall;
import io.systole.fencing.FenceAgentMetadata;
import io.systole.fencing.FenceAgentResult;
import io.systole.fencing.FenceAgentRunner;
import io.systole.fencing.FenceMetadataAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;

/** A runner whose calls end when the test says so. */
final class FakeDevices implements FenceAgentRunner {
    /** A call that waits for its end. */
    record Open(FenceAgentCall call, CompletableFuture<FenceAgentResult> end) {
        void end(int rc) {
            end.complete(new FenceAgentResult(
                    FenceAgentResult.Kind.EXITED,
                    rc,
                    rc == 0 ? "" : "exit code " + rc,
                    "",
                    "",
                    Instant.now(),
                    Duration.ZERO));
        }
    }

    private final BlockingQueue<Open> calls = new LinkedBlockingQueue<>();

    @Override
    public CompletionStage<FenceAgentResult> run(FenceAgentCall call) {
        var open = new Open(call, new CompletableFuture<>());
        calls.add(open);
        return open.end();
    }

    @Override
    public CompletionStage<FenceMetadataAnswer> metadata(String agent) {
        return CompletableFuture.completedStage(new FenceMetadataAnswer.Known(
                new FenceAgentMetadata(List.of("plug"), List.of("off", "on", "reboot", "status", "monitor"), false)));
    }

    Open next(FenceAction action) throws InterruptedException {
        var open = calls.poll(10, TimeUnit.SECONDS);
        Assertions.assertThat(open).as("a call of a device").isNotNull();
        Assertions.assertThat(open.call().action()).isEqualTo(action);
        return open;
    }

    boolean isIdle() {
        return calls.isEmpty();
    }
}
