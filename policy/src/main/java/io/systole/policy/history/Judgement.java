package io.systole.policy.history;

import io.systole.policy.model.HistoryEntry;
import io.systole.policy.model.OnFail;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.Role;
import org.jspecify.annotations.Nullable;

/** What is gathered while the history of one resource on one node is judged, entry by entry. */
final class Judgement {
    final PlanPrimitive resource;
    final PlanNode node;
    /** The strongest handling that a failure asks for so far. */
    OnFail collected = OnFail.IGNORE;

    @Nullable
    HistoryEntry lastFailure;

    Judgement(PlanPrimitive resource, PlanNode node) {
        this.resource = resource;
        this.node = node;
    }

    void collect(OnFail handling) {
        if (handling.compareTo(collected) > 0) {
            collected = handling;
        }
    }

    /** The role of a resource that is found active: unpromoted where promotion is possible. */
    static Role activeRole(PlanPrimitive resource) {
        return resource.promotable() ? Role.UNPROMOTED : Role.STARTED;
    }

    /** A later success makes an earlier failure forgotten, unless it asked for more than recovery in place. */
    void clearFailure() {
        switch (collected) {
            case STOP, BAN, STANDBY, FENCE -> {}
            case RESET_REMOTE -> {
                if (resource.reconnectInterval.isZero()) {
                    forget();
                }
            }
            default -> forget();
        }
    }

    private void forget() {
        collected = OnFail.IGNORE;
        resource.nextRole = Role.UNKNOWN;
    }
}
