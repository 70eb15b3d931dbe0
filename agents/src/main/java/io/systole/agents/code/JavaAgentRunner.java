package io.systole.agents.code;

import io.systole.agents.AgentAction;
import io.systole.agents.AgentCall;
import io.systole.agents.AgentId;
import io.systole.agents.AgentMetadataAnswer;
import io.systole.agents.AgentOperation;
import io.systole.agents.AgentResult;
import io.systole.agents.AgentRunner;
import io.systole.agents.OcfCode;
import io.systole.agents.OpStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs operations of agents in Java. The caller never waits, no result is an exception, and no agent can hold another one,
 * or this program, up: one that hangs costs the threads that hang, of which it gets no more than a few.
 */
public final class JavaAgentRunner implements AgentRunner, AutoCloseable {
    /** So many operations of a resource may hang before no more are begun, but for those that end it. */
    static final int ABANDONED_MAX = 16;

    private final String node;
    private final JavaAgents agents;
    private final ScheduledThreadPoolExecutor clock;
    /** The operations of each resource whose code has not ended. */
    private final ConcurrentHashMap<String, CopyOnWriteArrayList<JavaOperation>> unfinished = new ConcurrentHashMap<>();

    /** Has no thread before the first operation. */
    public JavaAgentRunner(String node, JavaAgents agents) {
        this.node = node;
        this.agents = agents;
        clock = new ScheduledThreadPoolExecutor(1, work -> {
            var thread = new Thread(work, "systole-java-agents");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
        clock.setKeepAliveTime(10, TimeUnit.SECONDS);
        clock.allowCoreThreadTimeOut(true);
    }

    public boolean has(AgentId agent) {
        return agents.find(agent).isPresent();
    }

    @Override
    public CompletionStage<AgentMetadataAnswer> metadata(AgentId agent) {
        AgentMetadataAnswer answer = agents.find(agent)
                .<AgentMetadataAnswer>map(
                        known -> new AgentMetadataAnswer.Known(known.profile().metadata()))
                .orElseGet(() -> new AgentMetadataAnswer.Unknown(missing(agent)));
        return CompletableFuture.completedStage(answer);
    }

    @Override
    public AgentOperation start(AgentCall call) {
        var known = agents.find(call.agent());
        if (known.isEmpty()) {
            return new Refused(OcfCode.NOT_INSTALLED, OpStatus.NOT_INSTALLED, missing(call.agent()));
        }
        var action = AgentAction.of(call.action()).filter(known.get().profile()::supports);
        if (action.isEmpty()) {
            return new Refused(OcfCode.UNIMPLEMENTED, OpStatus.DONE, call.agent() + " has no action " + call.action());
        }
        return refusal(known.get(), action.get(), call)
                .<AgentOperation>map(refused -> refused)
                .orElseGet(() -> run(known.get(), action.get(), call));
    }

    private Optional<Refused> refusal(JavaAgents.Known known, AgentAction action, AgentCall call) {
        if (action.needsParameters()) {
            var faults = known.profile().faults(RunningContext.parameters(call));
            if (!faults.isEmpty()) {
                return Optional.of(
                        new Refused(OcfCode.NOT_CONFIGURED, OpStatus.DONE, Faults.bounded(String.join("; ", faults))));
            }
        }
        var hanging =
                of(call.instance()).stream().filter(JavaOperation::isAbandoned).count();
        if (hanging >= ABANDONED_MAX && !action.ends()) {
            return Optional.of(
                    new Refused(
                            OcfCode.GENERIC,
                            OpStatus.ERROR,
                            hanging
                                    + " operations of it that were given up still run in this program, whose restart ends them"));
        }
        return Optional.empty();
    }

    private JavaOperation run(JavaAgents.Known known, AgentAction action, AgentCall call) {
        var operation = new JavaOperation(action, call, known, node, clock);
        var earlier = action.ends()
                ? of(call.instance()).stream().filter(JavaOperation::activates).toList()
                : List.<JavaOperation>of();
        unfinished.compute(call.instance(), (instance, running) -> {
            var all = running == null ? new CopyOnWriteArrayList<JavaOperation>() : running;
            all.add(operation);
            return all;
        });
        operation.codeEnded().thenAccept(ended -> forget(call.instance(), ended));
        clock.execute(() -> operation.begin(earlier));
        return operation;
    }

    private List<JavaOperation> of(String instance) {
        var running = unfinished.get(instance);
        return running == null ? List.of() : List.copyOf(running);
    }

    private void forget(String instance, JavaOperation ended) {
        unfinished.computeIfPresent(instance, (name, running) -> {
            running.remove(ended);
            return running.isEmpty() ? null : running;
        });
    }

    /** How many operations are over though their code still runs. */
    public long abandoned() {
        return unfinished.values().stream()
                .flatMap(List::stream)
                .filter(JavaOperation::isAbandoned)
                .count();
    }

    private static String missing(AgentId agent) {
        return agent + " is not installed: this program has no such agent";
    }

    /** Nothing is begun any more, and nobody waits for what runs. */
    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** An operation that ended before it began. */
    private record Refused(AgentResult value) implements AgentOperation {
        Refused(int rc, OpStatus status, String why) {
            this(AgentResult.notRun(rc, status, why, Instant.now()));
        }

        @Override
        public CompletionStage<AgentResult> result() {
            return CompletableFuture.completedStage(value);
        }

        @Override
        public void cancel() {
            // It has ended before it began.
        }
    }
}
