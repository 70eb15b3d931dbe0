package io.systole.actors.node;

import io.systole.agents.process.ProcessCall;
import io.systole.agents.process.ProcessEnd;
import io.systole.agents.process.ProcessOutcome;
import io.systole.agents.process.ProcessRunner;
import io.systole.splitbrain.arbiter.HeuristicsPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Runs the heuristics' commands, all at one time, as corosync-qdevice(8) has it: they pass when all exit with 0 in time. */
final class HeuristicsCommands implements HeuristicsPort {
    private static final int OUTPUT_MAX = 4096;

    private final ProcessRunner runner;
    private final SortedMap<String, List<String>> commands;
    private final Duration timeout;

    HeuristicsCommands(ArbiterPlan plan, Executor executor) {
        this.runner = new ProcessRunner(executor);
        this.commands = plan.commands();
        this.timeout = plan.heuristicsTimeout();
    }

    @Override
    public CompletionStage<Result> run() {
        CompletionStage<List<String>> failures = CompletableFuture.completedStage(List.of());
        for (var command : commands.entrySet()) {
            var call = new ProcessCall(command.getValue(), new TreeMap<>(), "", timeout, OUTPUT_MAX);
            failures = failures.thenCombine(runner.start(call).outcome(), (known, outcome) -> {
                String why = failure(outcome);
                if (why.isEmpty()) return known;
                var all = new ArrayList<>(known);
                all.add(command.getKey() + " " + why);
                return all;
            });
        }
        return failures.handle((list, broken) -> broken == null
                ? new Result(list.isEmpty(), String.join("; ", list))
                : new Result(false, String.valueOf(broken)));
    }

    /** Empty where the command did what it should. */
    private String failure(ProcessOutcome outcome) {
        String said = outcome.stderr().isBlank() ? outcome.stdout() : outcome.stderr();
        String words =
                said.isBlank() ? "" : ": " + said.strip().lines().findFirst().orElse("");
        if (outcome.end() instanceof ProcessEnd.Exited exited) {
            return exited.code() == 0 ? "" : "exited with " + exited.code() + words;
        }
        if (outcome.end() instanceof ProcessEnd.Signalled end) return "was ended by signal " + end.signal() + words;
        if (outcome.end() instanceof ProcessEnd.TimedOut) return "took longer than " + timeout.toMillis() + " ms";
        if (outcome.end() instanceof ProcessEnd.NotStarted end) return "was not started: " + end.why();
        return "was ended";
    }
}
