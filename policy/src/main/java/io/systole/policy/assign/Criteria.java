package io.systole.policy.assign;

import io.systole.cib.value.Numbers;
import io.systole.cib.value.Scores;
import io.systole.cib.value.Spans;
import io.systole.policy.action.ActionTable;
import io.systole.policy.history.FailCounts;
import io.systole.policy.model.Candidate;
import io.systole.policy.model.Discovery;
import io.systole.policy.model.PlanGroup;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Preference;
import io.systole.policy.model.WorkingState;
import java.util.List;

/** The criteria of nodes that are no constraints: shutdown locks, stickiness, failures, exclusive discovery. */
final class Criteria {
    private final WorkingState state;
    private final ActionTable actions;
    private final FailCounts counts;

    Criteria(WorkingState state, ActionTable actions, FailCounts counts) {
        this.state = state;
        this.actions = actions;
        this.counts = counts;
    }

    void shutdownLocks() {
        if (!state.options.shutdownLock()) {
            return;
        }
        for (PlanResource resource : state.resources) {
            lock(resource);
        }
    }

    private void lock(PlanResource resource) {
        if (resource instanceof PlanGroup group) {
            group.children.forEach(this::lock);
        } else if (resource instanceof PlanPrimitive primitive
                && !primitive.isFenceDevice()
                && !primitive.isConnection()) {
            lock(primitive);
        }
    }

    private void lock(PlanPrimitive primitive) {
        PlanNode locked = primitive.lockNode;
        if (locked != null) {
            if (!primitive.activeNodes.isEmpty()) {
                primitive.lockNode = null;
                primitive.lockTime = 0;
                actions.request(primitive, "lrm_delete", locked, false);
                return;
            }
        } else if (primitive.activeNodes.size() == 1) {
            PlanNode node = primitive.activeNodes.get(0);
            if (node.shutdown && !node.unclean) {
                primitive.lockNode = node;
                long asked = Numbers.integerOr(node.attribute("shutdown"), 0);
                primitive.lockTime = asked == 0 ? state.recheck.nowSeconds() : asked;
            }
        }
        locked = primitive.lockNode;
        if (locked == null) {
            return;
        }
        long limit = Spans.secondsOf(state.options.shutdownLockLimit());
        if (limit > 0) {
            state.recheck.note(primitive.lockTime + limit + 1);
        }
        for (PlanNode node : state.nodes) {
            if (node != locked) {
                Preference.ban(primitive, node, "locked to " + locked.name);
            }
        }
    }

    void stickiness() {
        for (PlanResource resource : state.resources) {
            resource.leaves().forEach(this::stick);
        }
    }

    private void stick(PlanPrimitive primitive) {
        if (!primitive.managed || primitive.stickiness < 1 || primitive.activeNodes.size() != 1) {
            return;
        }
        PlanNode node = primitive.activeNodes.get(0);
        if (state.options.symmetric() || primitive.candidates.get(node) != null) {
            Preference.give(primitive, node, primitive.stickiness, "resource-stickiness");
        }
    }

    void failuresAndDiscovery() {
        List<List<PlanPrimitive>> leaves =
                state.resources.stream().map(PlanResource::leaves).toList();
        for (PlanNode node : state.nodes) {
            for (int i = 0; i < leaves.size(); i++) {
                for (PlanPrimitive leaf : leaves.get(i)) {
                    banFailed(leaf, node);
                }
                exclusive(state.resources.get(i), node);
            }
        }
    }

    private void banFailed(PlanPrimitive primitive, PlanNode node) {
        if (actions.hasClearFailcount(primitive, node) || !reachedThreshold(primitive, node)) {
            return;
        }
        Preference.ban(primitive.unique ? primitive : primitive.top(), node, "migration-threshold reached");
    }

    /** Whether the failures of a resource on a node forbid it there. */
    boolean reachedThreshold(PlanPrimitive primitive, PlanNode node) {
        if (primitive.migrationThreshold == 0 || primitive.ignoreFailure) {
            return false;
        }
        int count = counts.withLaunched(primitive, node);
        return count > 0 && count >= primitive.migrationThreshold;
    }

    private static void exclusive(PlanResource resource, PlanNode node) {
        if (!resource.exclusiveDiscovery && !resource.top().exclusiveDiscovery) {
            return;
        }
        resource.children.forEach(child -> exclusive(child, node));
        Candidate entry = resource.candidates.get(node);
        if (entry != null && entry.discovery != Discovery.EXCLUSIVE) {
            entry.set(-Scores.INFINITY, "exclusive discovery elsewhere");
        }
    }
}
