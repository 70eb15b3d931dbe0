package io.systole.runtime.node;

import io.systole.actors.fencer.Fencer;
import io.systole.actors.fencer.FencingHistory;
import io.systole.actors.fencer.FencingReadiness;
import io.systole.actors.node.NodeActor;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.cib.acl.Subject;
import io.systole.cib.acl.UserSight;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.http.Fault;
import io.systole.runtime.http.FencingDoor;
import io.systole.runtime.http.Outcome;
import io.systole.runtime.status.FenceCheckView;
import io.systole.runtime.status.FenceDeviceView;
import io.systole.runtime.status.FenceReading;
import io.systole.runtime.status.PastFencing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Fencing for one user. */
final class FencingDesk implements FencingDoor {
    /** Does a deed if the user may write what of the CIB it concerns. */
    interface Permission {
        CompletionStage<Outcome> permitted(
                String what, Function<Cib, String> concerned, Supplier<CompletionStage<Outcome>> deed);
    }

    private final ActorSystem<?> system;
    private final SystoleConfig config;
    private final ActorDoor.Parts parts;
    private final Subject subject;
    private final Supplier<CompletionStage<UserSight>> sight;
    private final Permission permission;

    FencingDesk(
            ActorSystem<?> system,
            SystoleConfig config,
            ActorDoor.Parts parts,
            Subject subject,
            Supplier<CompletionStage<UserSight>> sight,
            Permission permission) {
        this.system = system;
        this.config = config;
        this.parts = parts;
        this.subject = subject;
        this.sight = sight;
        this.permission = permission;
    }

    @Override
    public CompletionStage<List<PastFencing>> history(Optional<NodeName> node) {
        CompletionStage<FencingHistory> asked = AskPattern.ask(
                parts.fencer(), Fencer.GetHistory::new, config.management().requestTimeout(), system.scheduler());
        return asked.thenCombine(
                sight.get(),
                (history, seen) -> FenceReading.history(history).stream()
                        .filter(each -> node.isEmpty()
                                || each.target().equals(node.get().value()))
                        .filter(each -> seen.whole() || SeenStatus.nodes(seen).contains(each.target()))
                        .map(each -> seen.whole() ? each : each.withoutTexts())
                        .toList());
    }

    @Override
    public CompletionStage<Optional<List<FenceDeviceView>>> devices() {
        return whole(FenceReading::devices);
    }

    @Override
    public CompletionStage<Optional<List<FenceCheckView>>> check() {
        return whole(FenceReading::check);
    }

    private <T> CompletionStage<Optional<T>> whole(Function<FencingReadiness, T> reading) {
        return readiness()
                .thenCombine(
                        sight.get(),
                        (readiness, seen) ->
                                seen.whole() ? Optional.of(reading.apply(readiness)) : Optional.<T>empty());
    }

    private CompletionStage<FencingReadiness> readiness() {
        return AskPattern.ask(
                parts.fencer(), Fencer.GetReadiness::new, config.management().requestTimeout(), system.scheduler());
    }

    @Override
    public CompletionStage<Outcome> checkNow() {
        return permission.permitted("a check of the fence devices", cib -> "/cib/status", () -> {
            parts.fencer().tell(Fencer.CheckNow.NOW);
            return CompletableFuture.completedStage(new Outcome.Done(
                    "every member checks its fence devices; `systole fence check` shows what it found"));
        });
    }

    @Override
    public CompletionStage<Outcome> trust(ResourceId device) {
        return permission.permitted(
                "trust in " + device,
                cib -> StatusObjects.ofResource(cib, device),
                () -> readiness().thenApply(readiness -> {
                    var lied = readiness.lies().stream()
                            .anyMatch(lie -> lie.device().equals(device));
                    parts.fencer().tell(new Fencer.Trust(device));
                    return new Outcome.Done(lied ? device + " is trusted again" : device + " was not distrusted");
                }));
    }

    @Override
    public CompletionStage<Outcome> fence(NodeName node, Duration tolerance) {
        return permission.permitted(
                "fencing of " + node,
                cib -> StatusObjects.ofNode(cib, node),
                () -> new ManualFencing(system, config, parts).fence(node, tolerance, subject));
    }

    @Override
    public CompletionStage<Outcome> confirm(NodeName node, boolean force) {
        return permission.permitted(
                "confirmation of the fencing of " + node,
                cib -> StatusObjects.ofNode(cib, node),
                () -> sight.get().thenCompose(seen -> confirm(node, force, seen.cib())));
    }

    private CompletionStage<Outcome> confirm(NodeName node, boolean force, Cib cib) {
        if (!isKnown(node, cib)) {
            return CompletableFuture.completedStage(new Outcome.NotFound(new Fault(
                    "node " + node,
                    "is neither in this node's list nor in the CIB",
                    "must be a node of the cluster",
                    "see the status")));
        }
        if (!force) {
            return CompletableFuture.completedStage(Outcome.Refused.because(
                    "confirmation of the fencing of " + node,
                    "nobody has said that it is sure",
                    "what " + node + " ran is started elsewhere upon your word; if it still runs anything, data is"
                            + " damaged",
                    "make sure that it is off, then say so (--force, force=true)"));
        }
        var by = subject + "@" + config.nodeName();
        CompletionStage<Fencer.ConfirmationOutcome> answer = AskPattern.ask(
                parts.node(),
                replyTo -> new NodeActor.ConfirmFenced(node, by, replyTo),
                config.management().requestTimeout(),
                system.scheduler());
        return answer.thenApply(done -> done.refused().isEmpty()
                ? new Outcome.Done(node + " counts as fenced, on the word of " + subject)
                : Outcome.Refused.because(
                        "confirmation of the fencing of " + node,
                        done.refused(),
                        "",
                        "see the status; `systole node fence " + node + "` fences a node that can be reached"));
    }

    private boolean isKnown(NodeName node, Cib cib) {
        return config.nodes().stream().anyMatch(entry -> entry.name().equals(node.value()))
                || cib.configuration().nodes().stream().anyMatch(entry -> node.equals(entry.uname()))
                || cib.status().nodeStates().stream().anyMatch(state -> node.equals(state.uname()));
    }
}
