package io.systole.agents.code;

import io.systole.agents.AgentAction;
import io.systole.agents.AgentAnswer;
import io.systole.agents.AgentCall;
import io.systole.agents.AgentOperation;
import io.systole.agents.AgentResult;
import io.systole.agents.OcfCode;
import io.systole.agents.OpStatus;
import io.systole.agents.ParameterFault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One operation of an agent in Java. The agent's code runs in a thread of its own; all that is decided here is decided in
 * the one thread of the clock, so that no code of an agent ever holds it.
 */
final class JavaOperation implements AgentOperation {
    /** So much of its time an operation may take before it counts as slow and is looked at, in percent. */
    private static final int SLOW_PERCENT = 80;

    private final AgentAction action;
    private final AgentCall call;
    private final JavaAgents.Known known;
    private final ScheduledExecutorService clock;
    private final Instant started = Instant.now();
    private final long startedNanos = System.nanoTime();
    private final RunningContext context;
    private final CompletableFuture<AgentResult> result = new CompletableFuture<>();
    private final CompletableFuture<JavaOperation> codeEnded = new CompletableFuture<>();
    private final List<Future<?>> timers;

    // Read and written in the clock's thread alone.
    private List<JavaOperation> before = List.of();
    private @Nullable Thread thread;
    private Optional<ThreadPicture> whenSlow = Optional.empty();
    private boolean codeRuns;

    JavaOperation(
            AgentAction action, AgentCall call, JavaAgents.Known known, String node, ScheduledExecutorService clock) {
        this.action = action;
        this.call = call;
        this.known = known;
        this.clock = clock;
        context = new RunningContext(action, call, node, startedNanos);
        var timeoutMs = call.timeout().toMillis();
        timers = List.of(
                clock.schedule(this::onSlow, timeoutMs * SLOW_PERCENT / 100, TimeUnit.MILLISECONDS),
                clock.schedule(this::onLate, timeoutMs, TimeUnit.MILLISECONDS));
    }

    @Override
    public CompletionStage<AgentResult> result() {
        return result.minimalCompletionStage();
    }

    @Override
    public void cancel() {
        clock.execute(() -> {
            if (!result.isDone()) {
                end(OcfCode.GENERIC, OpStatus.CANCELLED, action.word() + " was cancelled");
            }
        });
    }

    /** Completes when the agent's code has ended, which may be long after the operation was given up. */
    CompletionStage<JavaOperation> codeEnded() {
        return codeEnded;
    }

    boolean activates() {
        return action.activates();
    }

    /** Whether the operation is over though its code still runs. */
    boolean isAbandoned() {
        return result.isDone() && !codeEnded.isDone();
    }

    /**
     * Has the agent's code run, in the clock's thread.
     *
     * @param earlier operations that may still make the resource active: while one does, it is not known to be over
     */
    void begin(List<JavaOperation> earlier) {
        before = List.copyOf(earlier);
        if (result.isDone()) {
            codeEnded.complete(this);
            return;
        }
        codeRuns = true;
        try {
            thread = AgentThreads.started(
                    call.instance() + " " + action.word(),
                    known.agent().getClass().getClassLoader(),
                    this::runCode);
        } catch (Throwable noRoom) {
            onEnded(null, noRoom);
        }
    }

    private void runCode() {
        try {
            Objects.requireNonNull(called(), () -> known.profile().id() + " answered nothing to " + action.word())
                    .whenComplete((answer, fault) -> clock.execute(() -> onEnded(answer, fault)));
        } catch (Throwable fault) {
            clock.execute(() -> onEnded(null, fault));
        }
    }

    private CompletionStage<AgentAnswer> called() throws Exception {
        var agent = known.agent();
        return switch (action) {
            case START -> agent.start(context);
            case STOP -> agent.stop(context);
            case MONITOR -> agent.monitor(context);
            case PROMOTE -> agent.promote(context);
            case DEMOTE -> agent.demote(context);
            case NOTIFY -> agent.notice(context);
            case RELOAD_AGENT -> agent.reload(context);
            case VALIDATE_ALL -> agent.validate(context);
            case MIGRATE_TO -> agent.migrateTo(context);
            case MIGRATE_FROM -> agent.migrateFrom(context);
        };
    }

    /** The code has ended, once for each time that it was run: an agent may not make a stage complete twice. */
    private void onEnded(@Nullable AgentAnswer answer, @Nullable Throwable fault) {
        codeRuns = false;
        if (action.ends() && !result.isDone() && answer != null && answer.code() == OcfCode.OK && !before.isEmpty()) {
            CompletionStage<Void> all = CompletableFuture.allOf(before.stream()
                    .map(operation ->
                            operation.codeEnded.minimalCompletionStage().toCompletableFuture())
                    .toArray(CompletableFuture[]::new));
            all.thenRunAsync(() -> begin(List.of()), clock);
            return;
        }
        codeEnded.complete(this);
        if (result.isDone()) {
            return;
        }
        if (answer != null) {
            end(answer.code(), OpStatus.DONE, Faults.bounded(answer.reason()));
        } else {
            end(fault == null ? new NullPointerException(known.profile().id() + " answered null") : fault);
        }
    }

    private void end(Throwable thrown) {
        var fault = Faults.cause(thrown);
        if (!(fault instanceof ParameterFault)) {
            end(OcfCode.GENERIC, OpStatus.ERROR, action.word() + " threw " + Faults.inWords(fault));
        } else if (context.isProbe()) {
            end(OcfCode.NOT_RUNNING, OpStatus.DONE, String.valueOf(fault.getMessage()));
        } else {
            end(OcfCode.NOT_CONFIGURED, OpStatus.DONE, String.valueOf(fault.getMessage()));
        }
    }

    private void onSlow() {
        if (!result.isDone()) {
            whenSlow = picture();
        }
    }

    private void onLate() {
        if (!result.isDone()) {
            end(
                    OcfCode.GENERIC,
                    OpStatus.TIMEOUT,
                    action.word() + " did not end within " + call.timeout().toMillis() + "ms: " + wasDoing());
        }
    }

    private void end(int rc, OpStatus status, String reason) {
        timers.forEach(timer -> timer.cancel(false));
        var updates = context.close();
        var running = thread;
        if (codeRuns && running != null) {
            running.interrupt();
        }
        result.complete(new AgentResult(
                rc, status, reason, "", "", started, Duration.ofNanos(System.nanoTime() - startedNanos), updates));
        if (!codeEnded.isDone()) {
            if (!codeRuns) {
                codeEnded.complete(this);
            } else {
                context.cleanUp();
            }
        }
    }

    /** What the code does, or did, that had to end by now. */
    private String wasDoing() {
        var earlier = before.stream().filter(JavaOperation::isAbandoned).findFirst();
        if (!codeRuns && earlier.isPresent()) {
            return "it succeeded, but a " + earlier.get().action.word() + " that was given up before still runs: "
                    + earlier.get().nowDoing();
        }
        return nowDoing();
    }

    private String nowDoing() {
        var now = picture();
        if (now.isEmpty()) {
            return "its method has returned, but the answer that it promised did not come";
        }
        var same = whenSlow.map(
                picture -> now.get().isAs(picture) ? "; the same before" : "; before it " + picture.inWords());
        return now.get().inWords() + same.orElse("");
    }

    private Optional<ThreadPicture> picture() {
        var running = thread;
        return running == null ? Optional.empty() : ThreadPicture.of(running);
    }
}
