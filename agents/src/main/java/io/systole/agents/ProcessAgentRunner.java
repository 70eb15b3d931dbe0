package io.systole.agents;

import io.systole.agents.AgentKind.Ready;
import io.systole.agents.AgentKind.Refused;
import io.systole.agents.AgentKind.Settled;
import io.systole.agents.process.ProcessCall;
import io.systole.agents.process.ProcessOutcome;
import io.systole.agents.process.ProcessRunner;
import io.systole.agents.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Runs agents as processes. Each running operation takes one thread of the executor, which must therefore be one for
 * waiting; the caller never waits, and no result is an exception.
 */
public final class ProcessAgentRunner implements AgentRunner {
    private final AgentEnvironment environment;
    private final Executor executor;
    private final ProcessRunner processes;
    private final MetadataCache metadata = new MetadataCache(this);

    public ProcessAgentRunner(AgentEnvironment environment, Executor executor) {
        this.environment = environment;
        this.executor = executor;
        processes = new ProcessRunner(executor);
    }

    @Override
    public AgentOperation start(AgentCall call) {
        return start(call, environment.outputMax());
    }

    @Override
    public CompletionStage<AgentMetadataAnswer> metadata(AgentId agent) {
        return metadata.get(agent);
    }

    /** Whether there is a file for this agent. */
    public boolean has(AgentId agent) {
        return file(AgentCall.of(agent, agent.type(), "meta-data", Duration.ofSeconds(1)))
                .isPresent();
    }

    /** The file that would be run for this agent, if there is one. */
    Optional<Path> file(AgentCall call) {
        var prepared = AgentKind.of(call.agent().agentClass()).prepare(call, environment);
        if (prepared instanceof Ready ready) {
            return Optional.of(ready.file());
        }
        return prepared instanceof Settled settled ? Optional.of(settled.file()) : Optional.empty();
    }

    /** What the agent's file says of it, read by a thread that may wait for it; empty where the agent has to be run. */
    Optional<CompletionStage<AgentMetadataAnswer>> fromFile(AgentId agent, Path file) {
        if (!(AgentKind.of(agent.agentClass()) instanceof ScriptKind kind)) {
            return Optional.empty();
        }
        return Optional.of(CompletableFuture.supplyAsync(() -> kind.metadata(agent, file), executor));
    }

    AgentOperation start(AgentCall call, int outputMax) {
        var kind = AgentKind.of(call.agent().agentClass());
        var prepared = kind.prepare(call, environment);
        if (prepared instanceof Refused refused) {
            return new Ended(refused.result());
        }
        if (prepared instanceof Settled) {
            return new Ended(AgentResult.notRun(OcfCode.OK, OpStatus.DONE, "", Instant.now()));
        }
        if (prepared instanceof Ready ready) {
            return run(kind, call, ready, outputMax);
        }
        throw new AssertionError("unhandled " + prepared);
    }

    private AgentOperation run(AgentKind kind, AgentCall call, Ready ready, int outputMax) {
        makeScratch();
        var process =
                processes.start(new ProcessCall(ready.command(), ready.variables(), "", call.timeout(), outputMax));
        return new Running(process, process.outcome().thenApply(outcome -> result(kind, call, outcome)));
    }

    /** An agent that keeps nothing there does without it; one that does says what it could not write. */
    private void makeScratch() {
        try {
            Files.createDirectories(environment.scratch());
        } catch (IOException readOnlyOrFull) {
            return;
        }
    }

    private static AgentResult result(AgentKind kind, AgentCall call, ProcessOutcome outcome) {
        var verdict = kind.verdict(call, outcome);
        return new AgentResult(
                verdict.rc(),
                verdict.status(),
                verdict.exitReason(),
                outcome.stdout(),
                outcome.stderr(),
                outcome.started(),
                outcome.duration(),
                List.of());
    }

    private record Running(RunningProcess process, CompletionStage<AgentResult> result) implements AgentOperation {
        @Override
        public void cancel() {
            process.cancel();
        }
    }

    /** An operation that ended before it began. */
    record Ended(AgentResult value) implements AgentOperation {
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
