package io.systole.fencing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Fence agents that are part of this program; all other names are left to another runner. */
public final class BuiltInFenceAgents implements FenceAgentRunner {
    /** Waits for the target's watchdog. */
    public static final String WATCHDOG = "fence_watchdog";

    /** Sends the target a message through its slot on the SBD devices. */
    public static final String SBD = "fence_sbd_systole";

    private final Map<String, BuiltIn> agents;
    private final FenceAgentRunner others;
    private final Executor blocking;

    /** One agent. */
    public interface BuiltIn {
        FenceAgentMetadata metadata();

        /**
         * Does what is asked for. May take as long as the call's timeout, and is interrupted when the call is cancelled.
         *
         * @param after how long to wait for something; throws when the call was cancelled meanwhile
         */
        Answer run(FenceAgentCall call, Waiting after) throws InterruptedException;
    }

    /** How an agent waits. */
    public interface Waiting {
        void await(Duration time) throws InterruptedException;
    }

    /**
     * What an agent answers.
     *
     * @param rc as an exit code of a fence agent; 0 is success
     * @param why empty on success
     */
    public record Answer(int rc, String out, String why) {
        public static Answer ok() {
            return new Answer(0, "", "");
        }

        public static Answer ok(List<String> lines) {
            return new Answer(0, String.join("\n", lines), "");
        }

        public static Answer failed(String why) {
            return new Answer(1, "", why);
        }
    }

    /**
     * These agents, by their names.
     *
     * @param blocking where agents run; each running one takes a thread
     */
    public BuiltInFenceAgents(Map<String, BuiltIn> agents, FenceAgentRunner others, Executor blocking) {
        this.agents = Map.copyOf(agents);
        this.others = others;
        this.blocking = blocking;
    }

    @Override
    public FenceAgentOperation start(FenceAgentCall call) {
        var agent = agents.get(call.device().agent());
        return agent == null ? others.start(call) : new Running(agent, call, blocking);
    }

    @Override
    public CompletionStage<FenceMetadataAnswer> metadata(String agent) {
        var own = agents.get(agent);
        return own == null
                ? others.metadata(agent)
                : CompletableFuture.completedStage(new FenceMetadataAnswer.Known(own.metadata()));
    }

    private static final class Running implements FenceAgentOperation {
        private final CompletableFuture<FenceAgentResult> result = new CompletableFuture<>();
        private final CompletableFuture<Void> cancelled = new CompletableFuture<>();
        private final Instant started = Instant.now();

        Running(BuiltIn agent, FenceAgentCall call, Executor blocking) {
            result.completeOnTimeout(
                    result(
                            FenceAgentResult.Kind.TIMED_OUT,
                            new Answer(
                                    -1, "", "no answer within " + call.timeout().toMillis() + "ms")),
                    call.timeout().toMillis(),
                    TimeUnit.MILLISECONDS);
            blocking.execute(() -> {
                try {
                    result.complete(result(FenceAgentResult.Kind.EXITED, agent.run(call, this::await)));
                } catch (InterruptedException stopped) {
                    cancel();
                } catch (RuntimeException broken) {
                    result.complete(result(
                            FenceAgentResult.Kind.NOT_RUN, new Answer(-1, "", "the agent is broken: " + broken)));
                }
            });
        }

        private FenceAgentResult result(FenceAgentResult.Kind kind, Answer answer) {
            return new FenceAgentResult(
                    kind,
                    answer.rc(),
                    answer.why(),
                    answer.out(),
                    answer.why(),
                    started,
                    Duration.between(started, Instant.now()));
        }

        private void await(Duration time) throws InterruptedException {
            try {
                cancelled.get(time.toMillis(), TimeUnit.MILLISECONDS);
                throw new InterruptedException("cancelled");
            } catch (java.util.concurrent.TimeoutException over) {
                // As it should be.
            } catch (java.util.concurrent.ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        public CompletionStage<FenceAgentResult> result() {
            return result;
        }

        @Override
        public void cancel() {
            cancelled.complete(null);
            result.complete(result(FenceAgentResult.Kind.NOT_RUN, new Answer(-1, "", "cancelled")));
        }
    }
}
