package io.systole.actors.fencer;

import io.systole.agents.process.ProcessCall;
import io.systole.agents.process.ProcessEnd;
import io.systole.agents.process.ProcessOutcome;
import io.systole.agents.process.ProcessRunner;
import io.systole.agents.process.RunningProcess;
import io.systole.fencing.ExternalPlugins;
import io.systole.fencing.FenceAgentRunner;
import io.systole.fencing.FenceAgents;
import io.systole.fencing.FenceCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Lets fence agents run as resource agents do: in a session of their own, killed with all that they started. */
public record FenceAgentProcesses(ProcessRunner processes) implements FenceCommand.Port {
    /** A runner of fence agents and external plugins; each running one takes one thread of the executor. */
    public static FenceAgentRunner runner(List<Path> directories, Map<String, String> environment, Executor executor) {
        var port = new FenceAgentProcesses(new ProcessRunner(executor));
        return new ExternalPlugins(directories, environment, port, new FenceAgents(directories, environment, port));
    }

    @Override
    public FenceCommand.Running start(FenceCommand command) {
        var process = processes.start(new ProcessCall(
                command.command(), command.environment(), command.input(), command.timeout(), command.outputMax()));
        return new Started(process, process.outcome().thenApply(outcome -> ended(command, outcome)));
    }

    private record Started(RunningProcess process, CompletionStage<FenceCommand.Ended> ended)
            implements FenceCommand.Running {
        @Override
        public void cancel() {
            process.cancel();
        }
    }

    private static FenceCommand.Ended ended(FenceCommand command, ProcessOutcome outcome) {
        if (outcome.end() instanceof ProcessEnd.Exited exited) {
            return ended(outcome, false, exited.code(), "");
        }
        if (outcome.end() instanceof ProcessEnd.TimedOut) {
            var late = "no answer within " + command.timeout().toMillis() + "ms";
            return ended(outcome, true, -1, outcome.wasDoing().isEmpty() ? late : late + ": " + outcome.wasDoing());
        }
        if (outcome.end() instanceof ProcessEnd.Signalled signalled) {
            return ended(outcome, false, -1, "ended by signal " + signalled.signal());
        }
        if (outcome.end() instanceof ProcessEnd.NotStarted notStarted) {
            return ended(outcome, false, -1, "cannot run: " + notStarted.why());
        }
        return ended(outcome, false, -1, "cancelled");
    }

    private static FenceCommand.Ended ended(ProcessOutcome outcome, boolean timedOut, int rc, String why) {
        return new FenceCommand.Ended(
                timedOut, rc, why, outcome.stdout(), outcome.stderr(), outcome.started(), outcome.duration());
    }
}
