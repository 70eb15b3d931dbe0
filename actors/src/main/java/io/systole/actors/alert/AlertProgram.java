package io.systole.actors.alert;

import io.systole.actors.alert.core.AlertCall;
import io.systole.agents.process.ProcessCall;
import io.systole.agents.process.ProcessEnd.Cancelled;
import io.systole.agents.process.ProcessEnd.Exited;
import io.systole.agents.process.ProcessEnd.NotStarted;
import io.systole.agents.process.ProcessEnd.Signalled;
import io.systole.agents.process.ProcessEnd.TimedOut;
import io.systole.agents.process.ProcessOutcome;
import io.systole.agents.process.ProcessRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Alert agents that are programs: each call a process in a session of its own, as the user of this node. */
record AlertProgram(ProcessRunner processes, SortedMap<String, String> variables) implements AlertRunner {
    private static final int OUTPUT_MAX = 16 * 1024;

    @Override
    public CompletionStage<AlertOutcome> run(AlertCall call) {
        var program = Path.of(call.path());
        if (!program.isAbsolute() || !Files.isRegularFile(program) || !Files.isExecutable(program)) {
            return CompletableFuture.completedStage(AlertOutcome.failed(
                    program + " is no program that this node can run: install it, or chmod +x", ""));
        }
        var environment = new TreeMap<>(variables);
        environment.putAll(call.environment());
        var process = processes.start(
                new ProcessCall(List.of(program.toString()), environment, "", call.timeout(), OUTPUT_MAX));
        return process.outcome().thenApply(outcome -> new AlertOutcome(why(call, outcome), printed(outcome)));
    }

    private static String why(AlertCall call, ProcessOutcome outcome) {
        var end = outcome.end();
        if (end instanceof Exited exited) {
            return exited.code() == 0 ? "" : "exit code " + exited.code();
        }
        if (end instanceof Signalled signalled) {
            return "ended by signal " + signalled.signal();
        }
        if (end instanceof TimedOut) {
            return "killed after " + call.timeout().toMillis() + " ms, its timeout"
                    + (outcome.wasDoing().isEmpty() ? "" : ": " + outcome.wasDoing());
        }
        if (end instanceof Cancelled) {
            return "killed, since this node ends";
        }
        return ((NotStarted) end).why();
    }

    private static String printed(ProcessOutcome outcome) {
        return Stream.of(outcome.stdout(), outcome.stderr())
                .flatMap(String::lines)
                .collect(Collectors.joining(" | "));
    }
}
