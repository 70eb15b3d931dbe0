package io.systole.actors.resource;

import io.systole.actors.fencer.Fencer;
import io.systole.actors.resource.core.AgentTraits;
import io.systole.actors.resource.core.OperationResult;
import io.systole.actors.resource.wire.OperationOrder;
import io.systole.agents.AgentId;
import io.systole.agents.AgentRunner;
import io.systole.agents.OcfCode;
import io.systole.agents.OpStatus;
import io.systole.cib.ResourceId;
import io.systole.fencing.FenceAction;
import io.systole.fencing.FenceAgentCall;
import io.systole.fencing.FenceAgentResult;
import io.systole.fencing.FenceDevice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/**
 * Runs operations with the agents of the host; those of fence devices with the node's Fencer: a device is started when its
 * monitor succeeds, stopped by forgetting that, and a probe finds it running only where it was started since the
 * node's start.
 */
public final class AgentOperations implements OperationRunner {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final OperationRunner agents;
    private final ActorRef<Fencer.Command> fencer;
    private final Scheduler scheduler;
    private final NodeClock clock;
    private final Set<String> startedDevices = ConcurrentHashMap.newKeySet();

    public AgentOperations(AgentRunner agents, ActorRef<Fencer.Command> fencer, Scheduler scheduler, NodeClock clock) {
        this.agents = new HostAgents(agents);
        this.fencer = fencer;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Ran> run(OperationOrder order) {
        if (order.agentClass().equals(AgentId.STONITH)) {
            return onDevice(order).thenApply(result -> new Ran(result, AgentTraits.unknown()));
        }
        return agents.run(order);
    }

    private CompletionStage<OperationResult> onDevice(OperationOrder order) {
        boolean started = startedDevices.contains(order.resource());
        return switch (order.operation()) {
            case "stop" -> {
                startedDevices.remove(order.resource());
                yield CompletableFuture.completedFuture(device(OcfCode.OK, OpStatus.DONE, "", Duration.ZERO));
            }
            case "start" ->
                monitorDevice(order).thenApply(result -> {
                    if (result.rc() == OcfCode.OK) {
                        startedDevices.add(order.resource());
                    }
                    return result;
                });
            default ->
                started && order.recurs()
                        ? monitorDevice(order)
                        : CompletableFuture.completedFuture(
                                device(started ? OcfCode.OK : OcfCode.NOT_RUNNING, OpStatus.DONE, "", Duration.ZERO));
        };
    }

    private CompletionStage<OperationResult> monitorDevice(OperationOrder order) {
        var device = FenceDevice.of(new ResourceId(order.resource()), order.type(), order.attributes());
        var call = new FenceAgentCall(device, FenceAction.MONITOR, null, order.timeout());
        return AskPattern.<Fencer.Command, FenceAgentResult>ask(
                        fencer,
                        replyTo -> new Fencer.RunDevice(call, replyTo),
                        order.timeout().plus(GRACE),
                        scheduler)
                .handle((result, failure) -> result == null
                        ? device(OcfCode.GENERIC, OpStatus.TIMEOUT, String.valueOf(failure), order.timeout())
                        : fromDevice(result));
    }

    private OperationResult fromDevice(FenceAgentResult result) {
        if (result.succeeded()) {
            return device(OcfCode.OK, OpStatus.DONE, "", result.duration());
        }
        return switch (result.kind()) {
            case NOT_INSTALLED ->
                device(OcfCode.NOT_INSTALLED, OpStatus.NOT_INSTALLED, result.why(), result.duration());
            case TIMED_OUT -> device(OcfCode.GENERIC, OpStatus.TIMEOUT, result.why(), result.duration());
            case EXITED, NOT_RUN -> device(OcfCode.GENERIC, OpStatus.ERROR, result.why(), result.duration());
        };
    }

    private OperationResult device(int rc, OpStatus status, String why, Duration took) {
        Instant now = clock.now();
        return new OperationResult(rc, status.code(), why, now.minus(took), took, List.of());
    }
}
