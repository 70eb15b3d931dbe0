package io.systole.policy.action;

import io.systole.cib.LrmResource;
import io.systole.cib.NodeState;
import io.systole.policy.action.Relation.Side;
import io.systole.policy.model.HistoryEntry;
import io.systole.policy.model.HistoryOrder;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.PutOffCheck;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares what ran, by the history, with what is configured now: resources that were removed or became another agent's,
 * recurring operations that are no longer wanted, parameters that changed.
 */
public final class ConfigChanges {

    private final WorkingState state;
    private final ActionTable actions;
    private final ChangedParameters parameters;
    private final FailureCounts failures;
    private final Map<String, List<PlanPrimitive>> recordedAs = new HashMap<>();

    public ConfigChanges(ActionTable actions, FailureCounts failures) {
        this.actions = actions;
        this.failures = failures;
        this.state = actions.state();
        this.parameters = new ChangedParameters(actions);
    }

    public void create() {
        for (PlanResource resource : state.resources) {
            for (PlanPrimitive primitive : resource.leaves()) {
                record(primitive.id, primitive);
                if (primitive.historyId != null && !primitive.historyId.equals(primitive.id)) {
                    record(primitive.historyId, primitive);
                }
            }
        }
        for (PlanNode node : state.nodes) {
            if (!node.maintenance && !node.able()) {
                continue;
            }
            for (NodeState nodeState : state.cib.status().nodeStates()) {
                if (nodeState.uname() != null && nodeState.uname().value().equals(node.name)) {
                    nodeState.lrmResources().forEach(entry -> compare(entry, node));
                }
            }
        }
    }

    private void compare(LrmResource entry, PlanNode node) {
        if (entry.operations().isEmpty()) {
            return;
        }
        for (PlanPrimitive primitive : recordedAs.getOrDefault(entry.id().value(), List.of())) {
            if (primitive.removed) {
                if (!(primitive.top() instanceof PlanClone clone) || clone.unique) {
                    delete(primitive, node);
                }
            } else {
                compare(primitive, entry, node);
            }
        }
    }

    /** Notes under which name the history of a primitive runs; of several the last one comes first. */
    private void record(String name, PlanPrimitive primitive) {
        recordedAs.computeIfAbsent(name, unused -> new ArrayList<>(1)).add(0, primitive);
    }

    private void compare(PlanPrimitive primitive, LrmResource entry, PlanNode node) {
        boolean active = primitive.activeNodes.contains(node);
        if (otherAgent(primitive, entry)) {
            actions.fences().unfencing().trigger(primitive, node, "Device definition changed");
            if (active) {
                actions.request(primitive, Task.STOP, node, false);
                primitive.startPending = true;
            }
            delete(primitive, node);
        }
        if (!active) {
            return;
        }
        List<HistoryEntry> sorted = HistoryOrder.sorted(entry.operations());
        HistoryOrder.Span span = HistoryOrder.span(sorted);
        if (span.start() < span.stop()) {
            return;
        }
        for (HistoryEntry each : sorted.subList(Math.max(span.start(), 0), sorted.size())) {
            compare(primitive, each, node);
        }
    }

    private static boolean otherAgent(PlanPrimitive primitive, LrmResource entry) {
        return !primitive.agent.resourceClass().equals(entry.resourceClass())
                || !Objects.equals(primitive.agent.provider(), entry.provider())
                || !primitive.agent.type().equals(entry.type());
    }

    private void compare(PlanPrimitive primitive, HistoryEntry entry, PlanNode node) {
        boolean recurring = entry.intervalMs() > 0;
        if (recurring && (primitive.maintenance || node.maintenance)) {
            cancel(actions, primitive, entry, node);
            return;
        }
        boolean compared = recurring
                || switch (entry.task()) {
                    case Task.MONITOR, Task.START, Task.PROMOTE, Task.MIGRATE_FROM -> true;
                    default -> false;
                };
        if (!compared) {
            return;
        }
        if (ConnectionAddress.byHost(primitive, state.parameters(primitive, node))) {
            state.putOffChecks.add(new PutOffCheck(primitive, node, entry, false));
        } else {
            compareParameters(primitive, entry, node);
        }
    }

    private void compareParameters(PlanPrimitive primitive, HistoryEntry entry, PlanNode node) {
        if (parameters.check(primitive, entry, node) && failures.effective(primitive, node) > 0) {
            actions.clearFailcount(primitive, node);
        }
    }

    /** After the assignment: what had to wait for the host of a bundle's container. */
    public void createPutOff() {
        for (PutOffCheck check : state.putOffChecks) {
            PlanPrimitive connection = check.connection();
            HistoryEntry entry = check.entry();
            if (!check.failure()) {
                compareParameters(connection, entry, check.node());
            } else if (actions.digests()
                    .compare(connection, check.node(), entry.operation())
                    .differs()) {
                actions.clearFailcount(connection, check.node());
            }
        }
    }

    /** A recurring operation that runs is cancelled, after a stop if there is one. */
    static void cancel(ActionTable actions, PlanPrimitive primitive, HistoryEntry entry, PlanNode node) {
        Action cancel = Recurring.cancel(actions, primitive, entry.task(), entry.intervalMs(), node);
        @Nullable String callId = entry.operation().callId();
        if (callId != null) {
            cancel.putMeta("call-id", callId);
        }
        actions.relations().add(Side.of(primitive, Task.STOP), Side.of(cancel), Effect.ORDER);
    }

    /** The history of a resource on a node goes, between a stop and a start that come. */
    private void delete(PlanPrimitive primitive, PlanNode node) {
        if (primitive.failed || node.unclean || !node.online) {
            return;
        }
        actions.request(primitive, Task.DELETE, node, false);
        actions.relations().add(primitive, Task.STOP, primitive, Task.DELETE, Effect.ORDER);
        actions.relations().add(primitive, Task.DELETE, primitive, Task.START, Effect.ORDER);
    }
}
