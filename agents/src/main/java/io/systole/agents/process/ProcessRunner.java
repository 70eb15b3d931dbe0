package io.systole.agents.process;

import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Starts programs, each in a session of its own (by {@code setsid} of util-linux, which needs no rights), so that a
 * signal reaches all of it and none of Systole. Each running program takes one thread of the executor.
 */
public final class ProcessRunner {
    private final Executor executor;

    public ProcessRunner(Executor executor) {
        this.executor = executor;
    }

    public RunningProcess start(ProcessCall call) {
        var running = new RunningProcess(call);
        var mark = UUID.randomUUID().toString();
        var command = new ArrayList<String>();
        command.add("setsid");
        command.addAll(call.command());
        var builder = new ProcessBuilder(command);
        try {
            builder.environment().putAll(call.environment());
            builder.environment().put(ProcessSweep.MARK, mark);
            executor.execute(() -> running.attend(builder, mark, executor));
        } catch (IllegalArgumentException | RejectedExecutionException refused) {
            running.notStarted(call.command().get(0) + ": " + refused.getMessage());
        }
        return running;
    }
}
