package io.systole.actors.fencer;

import io.systole.actors.fencer.core.FencerEvent.Rehearsed;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.event.EventCode;
import io.systole.fencing.DeviceSettings.HostCheck;
import io.systole.fencing.FenceAction;
import io.systole.fencing.FenceAgentCall;
import io.systole.fencing.FenceAgentMetadata;
import io.systole.fencing.FenceAgentResult;
import io.systole.fencing.FenceAgentRunner;
import io.systole.fencing.FenceMetadataAnswer;
import io.systole.fencing.core.DeviceFinding;
import io.systole.fencing.core.HostQuestion;
import io.systole.fencing.core.Rehearsal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/**
 * Checks the devices that this node may use, one call after the other, so that no board is asked twice at once: the
 * monitor, then each target. Nothing of it takes power, and a fencing goes before it in every device's queue.
 */
final class RehearsalActor extends AbstractBehavior<RehearsalActor.Command> {
    sealed interface Command {}

    /** Check all of this, in place of what is left of the last round. */
    record Check(NodeName self, List<Rehearsal.Part> parts, Duration fallback) implements Command {}

    private record MetadataKnown(int round, @Nullable FenceAgentMetadata metadata) implements Command {}

    private record MonitorEnded(int round, FenceAgentResult result) implements Command {}

    private record CredentialsKnown(int round, FenceAgentResult result, List<String> problems) implements Command {}

    private record TargetEnded(int round, NodeName target, boolean works, String why, Duration took)
            implements Command {}

    /**
     * A round under way.
     *
     * @param left the devices that are still to be checked, the present one first
     * @param targets what of the present device's targets is left
     * @param since when the present call began
     */
    private record Round(
            int number,
            NodeName self,
            Duration fallback,
            List<Rehearsal.Part> left,
            List<NodeName> targets,
            @Nullable FenceAgentMetadata metadata,
            List<DeviceFinding> findings,
            Instant since,
            SortedMap<ResourceId, Boolean> worked) {
        static Round none() {
            return new Round(
                    0,
                    new NodeName("none"),
                    Duration.ZERO,
                    List.of(),
                    List.of(),
                    null,
                    List.of(),
                    Instant.EPOCH,
                    new TreeMap<>());
        }

        Rehearsal.Part part() {
            return left.get(0);
        }

        Round device(List<Rehearsal.Part> rest, Instant now) {
            var next = rest.isEmpty() ? List.<NodeName>of() : rest.get(0).targets();
            return new Round(number, self, fallback, rest, next, null, List.of(), now, worked);
        }

        Round knowing(@Nullable FenceAgentMetadata known, Instant now) {
            return new Round(number, self, fallback, left, targets, known, findings, now, worked);
        }

        Round found(DeviceFinding finding, List<NodeName> rest, Instant now) {
            var all = new ArrayList<>(findings);
            all.add(finding);
            return new Round(number, self, fallback, left, rest, metadata, all, now, worked);
        }
    }

    static Behavior<Command> create(
            ActorRef<DeviceActor.Command> devices, FenceAgentRunner runner, ActorRef<Fencer.Command> fencer) {
        return Behaviors.setup(context -> new RehearsalActor(context, devices, runner, fencer));
    }

    private final ActorRef<DeviceActor.Command> devices;
    private final FenceAgentRunner runner;
    private final ActorRef<Fencer.Command> fencer;
    private Round state = Round.none();

    private RehearsalActor(
            ActorContext<Command> context,
            ActorRef<DeviceActor.Command> devices,
            FenceAgentRunner runner,
            ActorRef<Fencer.Command> fencer) {
        super(context);
        context.setLoggerName(RehearsalActor.class);
        this.devices = devices;
        this.runner = runner;
        this.fencer = fencer;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Check.class, this::onCheck)
                .onMessage(MetadataKnown.class, this::onMetadata)
                .onMessage(MonitorEnded.class, this::onMonitor)
                .onMessage(CredentialsKnown.class, this::onCredentials)
                .onMessage(TargetEnded.class, this::onTarget)
                .build();
    }

    private Behavior<Command> onCheck(Check message) {
        state = new Round(
                state.number() + 1,
                message.self(),
                message.fallback(),
                message.parts(),
                message.parts().isEmpty() ? List.of() : message.parts().get(0).targets(),
                null,
                List.of(),
                Instant.now(),
                state.worked());
        return beginDevice();
    }

    private Behavior<Command> beginDevice() {
        if (state.left().isEmpty()) {
            return this;
        }
        var round = state.number();
        getContext()
                .pipeToSelf(
                        runner.metadata(state.part().device().agent()),
                        (answer, failure) -> new MetadataKnown(
                                round, answer instanceof FenceMetadataAnswer.Known known ? known.metadata() : null));
        return this;
    }

    private Behavior<Command> onMetadata(MetadataKnown message) {
        if (message.round() == state.number()) {
            state = state.knowing(message.metadata(), Instant.now());
            var round = state.number();
            ActorRef<FenceAgentResult> replyTo = once(result -> new MonitorEnded(round, result));
            devices.tell(new DeviceActor.Call(
                    new FenceAgentCall(state.part().device(), FenceAction.MONITOR, null, timeout(FenceAction.MONITOR)),
                    Duration.ZERO,
                    replyTo));
        }
        return this;
    }

    private Duration timeout(FenceAction action) {
        return state.part().device().settings().timeout(action, state.fallback());
    }

    private Behavior<Command> onMonitor(MonitorEnded message) {
        if (message.round() != state.number()) {
            return this;
        }
        getContext()
                .pipeToSelf(
                        runner.credentials(state.part().device()),
                        (problems, failure) -> new CredentialsKnown(
                                message.round(),
                                message.result(),
                                problems != null ? problems : List.of("its files cannot be looked at: " + failure)));
        return this;
    }

    private Behavior<Command> onCredentials(CredentialsKnown message) {
        if (message.round() != state.number()) {
            return this;
        }
        var result = message.result();
        var why = new ArrayList<>(message.problems());
        if (!result.succeeded()) {
            why.add(0, result.why());
        }
        note(null, result.succeeded(), String.join("; ", why), result.duration(), FenceAction.MONITOR, state.targets());
        return result.succeeded() ? nextTarget() : endDevice();
    }

    private Behavior<Command> nextTarget() {
        if (state.targets().isEmpty()) {
            return endDevice();
        }
        var round = state.number();
        var device = state.part().device();
        var target = state.targets().get(0);
        var since = state.since();
        var check = HostQuestion.check(device.settings(), state.metadata());
        var metadata = state.metadata();
        if (check == HostCheck.DYNAMIC_LIST || check == HostCheck.STATUS) {
            ActorRef<DeviceActor.HostsAnswer> replyTo = once(answer -> new TargetEnded(
                    round, target, answer.capable(), answer.why(), Duration.between(since, Instant.now())));
            devices.tell(new DeviceActor.AskHosts(device, target, timeout(FenceAction.STATUS), replyTo));
        } else if (metadata != null && !metadata.supports(FenceAction.STATUS)) {
            // Such an agent cannot be asked about a target: its monitor is all that there is.
            getContext().getSelf().tell(new TargetEnded(round, target, true, "", Duration.ZERO));
        } else {
            ActorRef<FenceAgentResult> replyTo = once(result ->
                    new TargetEnded(round, target, HostQuestion.isKnown(result), result.why(), result.duration()));
            var call = new FenceAgentCall(device, FenceAction.STATUS, target, timeout(FenceAction.STATUS));
            devices.tell(new DeviceActor.Call(call, Duration.ZERO, replyTo));
        }
        return this;
    }

    private Behavior<Command> onTarget(TargetEnded message) {
        if (message.round() != state.number()) {
            return this;
        }
        var rest = state.targets().subList(1, state.targets().size());
        var why = message.works() ? "" : message.why();
        note(message.target(), message.works(), why, message.took(), FenceAction.STATUS, rest);
        return nextTarget();
    }

    private void note(
            @Nullable NodeName target,
            boolean works,
            String why,
            Duration took,
            FenceAction action,
            List<NodeName> rest) {
        var now = Instant.now();
        var finding = new DeviceFinding(
                state.part().device().id(), state.self(), target, works, why, took, timeout(action), now);
        state = state.found(finding, rest, now);
    }

    private Behavior<Command> endDevice() {
        var part = state.part();
        fencer.tell(new Fencer.DeviceRehearsed(
                new Rehearsed(state.self(), part.device().id(), state.findings())));
        tellChange(part.device().id(), state.findings());
        state = state.device(state.left().subList(1, state.left().size()), Instant.now());
        return beginDevice();
    }

    /** What has changed since the last round, by the monitor: a device that does not know a target may be another's. */
    private void tellChange(ResourceId device, List<DeviceFinding> findings) {
        var monitor = findings.get(0);
        var before = state.worked().getOrDefault(device, true);
        var worked = new TreeMap<>(state.worked());
        worked.put(device, monitor.works());
        state = new Round(
                state.number(),
                state.self(),
                state.fallback(),
                state.left(),
                state.targets(),
                state.metadata(),
                state.findings(),
                state.since(),
                worked);
        if (before && !monitor.works()) {
            getContext()
                    .getLog()
                    .atWarn()
                    .addKeyValue("code", EventCode.DEVICE_CHECK_FAILED)
                    .addKeyValue("device", device)
                    .addKeyValue("why", monitor.why())
                    .log("a fence device fails its check");
        } else if (!before && monitor.works()) {
            getContext()
                    .getLog()
                    .atInfo()
                    .addKeyValue("code", EventCode.DEVICE_CHECK_PASSED)
                    .addKeyValue("device", device)
                    .log("a fence device passes its check again");
        }
    }

    private <T> ActorRef<T> once(Function<T, Command> wrap) {
        var self = getContext().getSelf();
        return getContext().spawnAnonymous(Behaviors.<T>receiveMessage(message -> {
            self.tell(wrap.apply(message));
            return Behaviors.stopped();
        }));
    }
}
