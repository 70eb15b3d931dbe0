package io.systole.actors.fencer;

import io.systole.fencing.FenceAction;
import io.systole.fencing.FenceAgentCall;
import io.systole.fencing.FenceAgentMetadata;
import io.systole.fencing.FenceAgentOperation;
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
    record Open(FenceAgentCall call, CompletableFuture<FenceAgentResult> end) implements FenceAgentOperation {
        @Override
        public CompletionStage<FenceAgentResult> result() {
            return end;
        }

        @Override
        public void cancel() {
            end(FenceAgentResult.Kind.NOT_RUN, -1);
        }

        void end(int rc) {
            end(FenceAgentResult.Kind.EXITED, rc);
        }

        private void end(FenceAgentResult.Kind kind, int rc) {
            end.complete(new FenceAgentResult(
                    kind, rc, rc == 0 ? "" : "exit code " + rc, "", "", Instant.now(), Duration.ZERO));
        }
    }

    private final BlockingQueue<Open> calls = new LinkedBlockingQueue<>();

    @Override
    public FenceAgentOperation start(FenceAgentCall call) {
        var open = new Open(call, new CompletableFuture<>());
        calls.add(open);
        return open;
    }

    @Override
    public CompletionStage<FenceMetadataAnswer> metadata(String agent) {
        return CompletableFuture.completedStage(new FenceMetadataAnswer.Known(
                new FenceAgentMetadata(List.of("plug"), List.of("off", "on", "reboot", "status", "monitor"), false)));
    }

    Open next() throws InterruptedException {
        var open = calls.poll(10, TimeUnit.SECONDS);
        Assertions.assertThat(open).as("a call of a device").isNotNull();
        return open;
    }

    Open next(FenceAction action) throws InterruptedException {
        var open = next();
        Assertions.assertThat(open.call().action()).isEqualTo(action);
        return open;
    }

    boolean isIdle() {
        return calls.isEmpty();
    }
}
