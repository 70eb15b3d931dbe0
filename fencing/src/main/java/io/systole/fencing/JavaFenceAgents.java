package io.systole.fencing;

import io.systole.fencing.JavaFenceAgent.Answer;
import io.systole.fencing.JavaFenceAgent.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Calls the fence agents that are objects of this program; all others are the next runner's. */
public final class JavaFenceAgents implements FenceAgentRunner {
    private final SortedMap<String, JavaFenceAgent> agents;
    private final Executor executor;
    private final FenceAgentRunner others;

    /** Each call that runs takes one thread of the executor. */
    public JavaFenceAgents(SortedMap<String, JavaFenceAgent> agents, Executor executor, FenceAgentRunner others) {
        this.agents = Collections.unmodifiableSortedMap(new TreeMap<>(agents));
        this.executor = executor;
        this.others = others;
    }

    @Override
    public CompletionStage<FenceMetadataAnswer> metadata(String agent) {
        var own = agents.get(agent);
        return own == null
                ? others.metadata(agent)
                : CompletableFuture.completedStage(new FenceMetadataAnswer.Known(metadata(own)));
    }

    @Override
    public CompletionStage<List<String>> credentials(FenceDevice device) {
        return CompletableFuture.supplyAsync(
                () -> DeviceCredentials.problems(device.parameters(), Instant.now()), executor);
    }

    private static FenceAgentMetadata metadata(JavaFenceAgent agent) {
        var words =
                new ArrayList<>(agent.actions().stream().map(FenceAction::word).toList());
        if (!words.contains(FenceAction.MONITOR.word())) {
            words.add(FenceAction.MONITOR.word());
        }
        return new FenceAgentMetadata(List.of("plug"), words, false);
    }

    @Override
    public FenceAgentOperation start(FenceAgentCall call) {
        var own = agents.get(call.device().agent());
        if (own == null) {
            return others.start(call);
        }
        var settings = call.device().settings();
        var word = settings.word(FenceInput.nearest(call.action(), metadata(own)));
        var started = Instant.now();
        var target = Optional.ofNullable(call.target());
        FutureTask<Answer> task = new FutureTask<>(() -> {
            var action = FenceAction.of(word);
            if (action == FenceAction.MONITOR && !own.actions().contains(action)) {
                return Answer.done();
            }
            return own.run(new Request(
                    action, target, target.map(settings::plug).orElse(""), FenceInput.parameters(call.device())));
        });
        var running = new Running(task, new CompletableFuture<>(), started);
        executor.execute(running);
        CompletableFuture.delayedExecutor(call.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> running.end(
                        FenceAgentResult.Kind.TIMED_OUT,
                        "no answer within " + call.timeout().toMillis() + "ms"));
        return running;
    }

    private record Running(FutureTask<Answer> task, CompletableFuture<FenceAgentResult> ended, Instant started)
            implements FenceAgentOperation, Runnable {
        @Override
        public void run() {
            task.run();
            try {
                var answer = task.get();
                var why = answer.rc() == 0 ? "" : answer.why().isEmpty() ? "answer " + answer.rc() : answer.why();
                ended.complete(result(FenceAgentResult.Kind.EXITED, answer.rc(), why, answer.text()));
            } catch (ExecutionException thrown) {
                ended.complete(result(FenceAgentResult.Kind.NOT_RUN, -1, String.valueOf(thrown.getCause()), ""));
            } catch (InterruptedException | RuntimeException cut) {
                ended.complete(result(FenceAgentResult.Kind.NOT_RUN, -1, "cut short: " + cut, ""));
            }
        }

        void end(FenceAgentResult.Kind kind, String why) {
            if (ended.complete(result(kind, -1, why, ""))) {
                task.cancel(true);
            }
        }

        private FenceAgentResult result(FenceAgentResult.Kind kind, int rc, String why, String text) {
            return new FenceAgentResult(kind, rc, why, text, "", started, Duration.between(started, Instant.now()));
        }

        @Override
        public CompletionStage<FenceAgentResult> result() {
            return ended;
        }

        @Override
        public void cancel() {
            end(FenceAgentResult.Kind.NOT_RUN, "cancelled");
        }
    }
}
