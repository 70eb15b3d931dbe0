package io.systole.policy.history;

import io.systole.policy.model.FailedOperation;
import io.systole.policy.model.HistoryEntry;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.WorkingState;

/** Keeps the list of failed operations as it is shown: of online nodes, each key once a node. */
final class FailureList {
    private final WorkingState state;

    FailureList(WorkingState state) {
        this.state = state;
    }

    void add(PlanPrimitive resource, PlanNode node, HistoryEntry entry) {
        if (!node.online) {
            return;
        }
        boolean known = state.failedOperations.stream()
                .anyMatch(failed -> failed.node() == node && failed.key().equals(entry.key()));
        if (!known) {
            state.failedOperations.add(new FailedOperation(resource, node, entry.key(), entry.operation()));
        }
    }
}
