package io.systole.agents.systemd;

import io.systole.agents.AgentCall;
import io.systole.agents.AgentId;
import io.systole.agents.AgentMetadata;
import io.systole.agents.AgentMetadata.Action;
import io.systole.agents.AgentMetadataAnswer;
import io.systole.agents.AgentOperation;
import io.systole.agents.AgentResult;
import io.systole.agents.AgentRunner;
import io.systole.agents.SystemdPlace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs operations of units. Those who ask wait in threads of this runner alone: a bus or a systemd that hangs takes no
 * thread from other agents, and an operation's time-out holds whatever they do.
 */
public final class UnitRunner implements AgentRunner, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UnitRunner.class);
    private static final int THREADS = 64;
    private static final Duration USUAL = Duration.ofSeconds(100);
    /** Longer than systemd takes to read a unit, shorter than the time-outs of operations. */
    private static final Duration METADATA_TIMEOUT = Duration.ofSeconds(5);

    private final SystemdBus systemd;
    private final DropIn dropIn;
    private final ExecutorService threads;
    private final ConcurrentHashMap<String, AgentMetadataAnswer.Known> known = new ConcurrentHashMap<>();

    /** Neither connects nor starts a thread before it is asked. */
    public UnitRunner(SystemdPlace place) {
        systemd = new SystemdBus(place.bus());
        dropIn = new DropIn(place.units());
        var number = new AtomicInteger();
        var pool = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            var thread = new Thread(task, "systole-units-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        pool.allowCoreThreadTimeOut(true);
        threads = pool;
    }

    @Override
    public AgentOperation start(AgentCall call) {
        var operation = new UnitOperation(call, systemd, dropIn, Instant.now());
        var result = new CompletableFuture<AgentResult>();
        threads.execute(() -> result.complete(run(operation)));
        var bounded = result.completeOnTimeout(
                        operation.timedOut(), call.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((done, failure) -> operation.cancel());
        return new Running(operation, result, bounded);
    }

    /** No result is an exception. */
    private static AgentResult run(UnitOperation operation) {
        try {
            return operation.run();
        } catch (RuntimeException broken) {
            LOG.atError().setCause(broken).log("operation of a unit broken off");
            return operation.broken(broken);
        }
    }

    private record Running(
            UnitOperation operation, CompletableFuture<AgentResult> pending, CompletionStage<AgentResult> result)
            implements AgentOperation {
        @Override
        public void cancel() {
            pending.complete(operation.cancelled());
        }
    }

    @Override
    public CompletionStage<AgentMetadataAnswer> metadata(AgentId agent) {
        var unit = UnitName.of(agent.type());
        var remembered = known.get(unit.full());
        if (remembered != null) {
            return CompletableFuture.completedStage(remembered);
        }
        AgentMetadataAnswer late =
                new AgentMetadataAnswer.Unknown(agent + " gives no metadata: systemd does not answer");
        return CompletableFuture.supplyAsync(() -> ask(agent, unit), threads)
                .completeOnTimeout(late, METADATA_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private AgentMetadataAnswer ask(AgentId agent, UnitName unit) {
        if (!unit.isValid()) {
            return new AgentMetadataAnswer.Unknown(agent + " gives no metadata: not the name of a unit");
        }
        try {
            var answer = new AgentMetadataAnswer.Known(new AgentMetadata(
                    agent.type(),
                    "",
                    "systemd unit file for " + agent.type(),
                    systemd.description(unit),
                    List.of(),
                    List.of(
                            new Action("start", USUAL, Duration.ZERO, ""),
                            new Action("stop", USUAL, Duration.ZERO, ""),
                            new Action("monitor", USUAL, Duration.ofMinutes(1), ""))));
            known.put(unit.full(), answer);
            return answer;
        } catch (SystemdFault fault) {
            return new AgentMetadataAnswer.Unknown(agent + " gives no metadata: " + fault.why());
        }
    }

    /** The units that there are a file of; none where systemd cannot be asked. */
    public CompletionStage<List<String>> units() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return systemd.units();
                    } catch (SystemdFault fault) {
                        return List.of();
                    }
                },
                threads);
    }

    @Override
    public void close() {
        systemd.close();
        threads.shutdownNow();
    }
}
