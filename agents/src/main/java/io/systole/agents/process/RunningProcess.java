package io.systole.agents.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs. One thread attends it: takes its output as it comes, without ever waiting for an end of it (a
 * daemon left behind may hold the pipe open for good), and looks at the clock.
 */
public final class RunningProcess {
    private static final long LOOK_MIN_MS = 1;
    private static final long LOOK_MAX_MS = 20;
    private static final long GONE_MS = 2000;
    /** So much of its time a program may take before it counts as slow and is looked at, in percent. */
    private static final int SLOW_PERCENT = 80;
    /** A shell's way to say that a signal ended the program, which the JDK shares. */
    private static final int SIGNAL_BASE = 128;
    /** The classic signals; beyond lie OCF's own exit codes (189 to 193). */
    private static final int SIGNAL_MAX = 31;
    /** The least that a pipe holds; writing more may have to wait for the program. */
    private static final int PIPE_BYTES = 4096;

    private final ProcessCall call;
    private final CompletableFuture<ProcessOutcome> outcome = new CompletableFuture<>();
    private volatile boolean cancelled;
    /** Written and read by the attending thread alone. */
    private String wasDoing = "";

    RunningProcess(ProcessCall call) {
        this.call = call;
    }

    /** Completes when the program has ended, always with a value. */
    public CompletionStage<ProcessOutcome> outcome() {
        return outcome.minimalCompletionStage();
    }

    /** Kills the program and all that it started. */
    public void cancel() {
        cancelled = true;
    }

    void notStarted(String why) {
        outcome.complete(
                new ProcessOutcome(new ProcessEnd.NotStarted(why), "", false, "", Instant.now(), Duration.ZERO, ""));
    }

    /** Runs the program to its end; the caller's thread is the one that attends it. */
    void attend(ProcessBuilder builder, String mark, Executor executor) {
        var started = Instant.now();
        var startNanos = System.nanoTime();
        Process process;
        try {
            process = builder.start();
        } catch (IOException failure) {
            notStarted(String.valueOf(failure.getMessage()));
            return;
        }
        var stdout = new BoundedOutput(call.outputMax());
        var stderr = new BoundedOutput(call.outputMax());
        try {
            give(process, executor);
            var end = attend(process, stdout, stderr, new ProcessSweep(process.pid(), mark), startNanos);
            outcome.complete(outcome(end, stdout, stderr, started, startNanos));
        } catch (InterruptedException shuttingDown) {
            process.destroyForcibly();
            outcome.complete(outcome(new ProcessEnd.Cancelled(), stdout, stderr, started, startNanos));
            Thread.currentThread().interrupt();
        }
    }

    private ProcessOutcome outcome(
            ProcessEnd end, BoundedOutput stdout, BoundedOutput stderr, Instant started, long startNanos) {
        return new ProcessOutcome(
                end, stdout.text(), stdout.cut(), stderr.text(), started, since(startNanos), wasDoing);
    }

    /**
     * Holds the locks of both streams while the program runs: when it ends, the JDK's reaper would otherwise read on for
     * as long as a process left behind keeps writing, and keep all of that in memory.
     */
    private ProcessEnd attend(
            Process process, BoundedOutput stdout, BoundedOutput stderr, ProcessSweep sweep, long startNanos)
            throws InterruptedException {
        var out = process.getInputStream();
        var err = process.getErrorStream();
        synchronized (out) {
            synchronized (err) {
                var end = await(process, stdout, stderr, sweep, startNanos);
                stdout.takeFrom(out);
                stderr.takeFrom(err);
                close(out);
                close(err);
                return end;
            }
        }
    }

    private ProcessEnd await(
            Process process, BoundedOutput stdout, BoundedOutput stderr, ProcessSweep sweep, long startNanos)
            throws InterruptedException {
        var pauseMs = LOOK_MIN_MS;
        var slowAfter = call.timeout().multipliedBy(SLOW_PERCENT).dividedBy(100);
        ProcessPicture whenSlow = null;
        while (!process.waitFor(pauseMs, TimeUnit.MILLISECONDS)) {
            var printed = stdout.takeFrom(process.getInputStream());
            printed = stderr.takeFrom(process.getErrorStream()) || printed;
            pauseMs = printed ? LOOK_MIN_MS : Math.min(LOOK_MAX_MS, pauseMs * 2);
            if (whenSlow == null && since(startNanos).compareTo(slowAfter) >= 0) {
                whenSlow = sweep.picture();
            }
            if (cancelled || since(startNanos).compareTo(call.timeout()) >= 0) {
                var asked = cancelled;
                if (!asked && whenSlow != null) {
                    wasDoing = SlowProcess.inWords(whenSlow, sweep.picture(), stderr.text(), stdout.text());
                }
                sweep.kill(process);
                process.waitFor(GONE_MS, TimeUnit.MILLISECONDS);
                return asked ? new ProcessEnd.Cancelled() : new ProcessEnd.TimedOut();
            }
        }
        var code = process.exitValue();
        return code > SIGNAL_BASE && code <= SIGNAL_BASE + SIGNAL_MAX
                ? new ProcessEnd.Signalled(code - SIGNAL_BASE)
                : new ProcessEnd.Exited(code);
    }

    private void give(Process process, Executor executor) {
        var input = call.input().getBytes(StandardCharsets.UTF_8);
        if (input.length <= PIPE_BYTES) {
            give(process, input);
        } else {
            executor.execute(() -> give(process, input));
        }
    }

    private static void give(Process process, byte[] input) {
        try (var stdin = process.getOutputStream()) {
            stdin.write(input);
        } catch (IOException endedBeforeItReadAll) {
            return;
        }
    }

    private static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException alreadyClosed) {
            return;
        }
    }

    private static Duration since(long startNanos) {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
