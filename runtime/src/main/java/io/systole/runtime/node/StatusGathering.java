package io.systole.runtime.node;

import io.systole.actors.cib.CibProtocol;
import io.systole.actors.fencer.Fencer;
import io.systole.actors.fencer.FencingHistory;
import io.systole.actors.fencer.FencingOutcome.Failed;
import io.systole.actors.fencer.FencingOutcome.Fenced;
import io.systole.actors.fencer.FencingReadiness;
import io.systole.actors.fencer.FencingRecord;
import io.systole.actors.node.NodeActor;
import io.systole.actors.node.NodeStatus;
import io.systole.actors.node.NodeStatus.FormationPhase;
import io.systole.actors.policy.wire.GetPlanState;
import io.systole.actors.policy.wire.PlanState;
import io.systole.cib.acl.Subject;
import io.systole.cib.acl.UserSight;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.status.FenceReading;
import io.systole.runtime.status.FencingView;
import io.systole.runtime.status.QuorumView;
import io.systole.runtime.status.StatusFacts;
import io.systole.runtime.status.StatusView;
import io.systole.splitbrain.core.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Asks who knows a part of the status; the policy may be on its way to another node and is not waited for long. */
final class StatusGathering {
    private static final Duration POLICY_PATIENCE = Duration.ofMillis(300);

    private final ActorSystem<?> system;
    private final SystoleConfig config;
    private final ActorDoor.Parts parts;
    private final NodeTransport transport;

    StatusGathering(ActorSystem<?> system, SystoleConfig config, ActorDoor.Parts parts, NodeTransport transport) {
        this.system = system;
        this.config = config;
        this.parts = parts;
        this.transport = transport;
    }

    CompletionStage<StatusView> gather(CompletionStage<UserSight> sight, Subject subject) {
        var patience = config.management().requestTimeout();
        CompletionStage<FencingHistory> history =
                AskPattern.ask(parts.fencer(), Fencer.GetHistory::new, patience, system.scheduler());
        CompletionStage<PlanState> plan =
                AskPattern.ask(parts.policy(), GetPlanState::new, POLICY_PATIENCE, system.scheduler());
        var phase =
                plan.handle((state, failure) -> failure == null ? inWords(state) : "unknown (no answer from the DC)");
        CompletionStage<NodeStatus> node =
                AskPattern.ask(parts.node(), NodeActor.GetStatus::new, patience, system.scheduler());
        CompletionStage<CibProtocol.StoreReports> store =
                AskPattern.ask(parts.cib(), CibProtocol.GetStoreReports::new, patience, system.scheduler());
        CompletionStage<FencingReadiness> readiness =
                AskPattern.ask(parts.fencer(), Fencer.GetReadiness::new, patience, system.scheduler());
        var facts = node.thenCombine(history, Known::of)
                .thenCombine(readiness, Known::withFencing)
                .thenCombine(store, Known::withStore)
                .thenCombine(QuorumDesk.differences(system, config, parts), Known::withDifferences)
                .thenCombine(phase, (known, words) -> known.with(words, config.clusterName(), transport));
        return sight.thenCombine(facts, (seen, all) -> SeenStatus.of(seen, all, subject));
    }

    private record Known(
            NodeStatus node,
            FencingHistory fencing,
            List<String> devices,
            List<String> store,
            List<String> differences) {
        static Known of(NodeStatus node, FencingHistory fencing) {
            return new Known(node, fencing, List.of(), List.of(), List.of());
        }

        Known withFencing(FencingReadiness readiness) {
            return new Known(node, fencing, FenceReading.attention(readiness), store, differences);
        }

        Known withStore(CibProtocol.StoreReports reports) {
            return new Known(node, fencing, devices, reports.texts(), differences);
        }

        Known withDifferences(List<String> lines) {
            return new Known(node, fencing, devices, store, lines);
        }

        StatusFacts with(String phase, String cluster, NodeTransport transport) {
            var formation = node.formation();
            var dc = node.dc();
            var wire = new ArrayList<>(transport.attention(Instant.now()));
            wire.addAll(formation.refused());
            wire.addAll(differences);
            var watch = node.selfWatch();
            if (watch != null) {
                wire.addAll(watch.trouble());
            }
            wire.addAll(devices);
            store.forEach(report -> wire.add("the store of " + node.self() + " was found damaged: " + report));
            var standings = new TreeMap<String, Standing>();
            var nodeSteps = new TreeMap<String, String>();
            var membership = node.membership();
            if (membership != null) {
                membership.nodes().forEach(known -> standings.put(known.name().value(), known.standing()));
                nodeSteps.putAll(QuorumView.nodeSteps(membership));
                QuorumView.steps(membership).stream()
                        .filter(step -> !nodeSteps.containsValue(step))
                        .forEach(wire::add);
            }
            return new StatusFacts(
                    cluster,
                    node.self().value(),
                    standings,
                    membership != null && membership.quorate(),
                    membership == null
                            ? "membership is not known yet"
                            : membership.quorum().reason(),
                    dc == null ? null : dc.value(),
                    formation.phase() == FormationPhase.MEMBER ? null : formation.detail(),
                    wire,
                    nodeSteps,
                    watch == null ? null : watch.summary(),
                    phase,
                    views(fencing),
                    Instant.now());
        }
    }

    private static String inWords(PlanState state) {
        var text =
                switch (state.phase()) {
                    case STARTING -> "starting";
                    case IDLE -> "idle after transition " + state.transition();
                    case PLANNING -> "planning";
                    case RUNNING ->
                        "running transition " + state.transition() + " (" + state.done() + " of " + state.total()
                                + " actions done)";
                    case WAITING_FOR_FENCING -> "waiting for fencing";
                    case BACKING_OFF -> "backing off after transition " + state.transition();
                    case PAUSED -> "paused";
                };
        return state.notes().isEmpty() ? text : text + ": " + String.join("; ", state.notes());
    }

    private static List<FencingView> views(FencingHistory history) {
        var views = new ArrayList<FencingView>();
        for (var record : history.ended()) {
            views.add(view(record));
        }
        for (var underway : history.underway()) {
            views.add(new FencingView(
                    underway.target().value(),
                    underway.action().word(),
                    FencingView.Outcome.PENDING,
                    null,
                    underway.reason(),
                    underway.since()));
        }
        return views;
    }

    private static FencingView view(FencingRecord record) {
        var target = record.target().value();
        var action = record.action().word();
        if (record.outcome() instanceof Fenced fenced) {
            return new FencingView(
                    target,
                    action,
                    FencingView.Outcome.SUCCESSFUL,
                    fenced.executor().value() + " with " + fenced.by(),
                    record.reason(),
                    record.at());
        }
        var why = record.outcome() instanceof Failed failed ? failed.why() : record.reason();
        return new FencingView(target, action, FencingView.Outcome.FAILED, null, why, record.at());
    }
}
