package io.systole.policy.history;

import io.systole.cib.value.Spans;
import io.systole.policy.action.ActionTable;
import io.systole.policy.action.ConnectionAddress;
import io.systole.policy.model.HistoryEntry;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PutOffCheck;
import io.systole.policy.model.WorkingState;

/** Decides whether a failure is so old that it does not count any more, and has expired fail counts cleared. */
final class Expiry {
    private final WorkingState state;
    private final ActionTable actions;
    private final FailCounts counts;

    Expiry(WorkingState state, ActionTable actions, FailCounts counts) {
        this.state = state;
        this.actions = actions;
        this.counts = counts;
    }

    boolean expired(PlanPrimitive resource, PlanNode node, HistoryEntry entry) {
        if (entry.status() == EntryRemap.NOT_INSTALLED) {
            return false;
        }
        boolean old = false;
        boolean clear = false;
        if (!resource.failureTimeout.isZero() && entry.lastRcChange() >= 0) {
            FailCounts.Count effective = counts.effective(resource, node, entry);
            long timeout = Spans.secondsOf(resource.failureTimeout);
            old = timeout > 0
                    && state.recheck.nowSeconds() >= entry.lastRcChange() + timeout
                    && !waitsForFencing(resource, entry);
            if (effective.failures() > 0) {
                state.recheck.note(effective.last() + timeout + 1);
            }
            if (old) {
                if (counts.raw(resource, node).failures() > 0) {
                    if (effective.failures() == 0) {
                        clear = true;
                    } else {
                        old = false;
                    }
                } else {
                    clear = entry.lastFailure() && !resource.reconnectInterval.isZero();
                }
            }
        }
        if (!old && entry.lastFailure() && definitionChanged(resource, node, entry)) {
            clear = true;
        }
        if (clear) {
            actions.clearExpired(resource, node);
        }
        return old && !(entry.probe() && isProbeResult(entry.rc()));
    }

    private static boolean isProbeResult(int rc) {
        return rc == 0 || rc == 7 || rc == 8 || rc == 190 || rc == 191;
    }

    /** A lost remote node does not count as old before it was fenced. */
    private boolean waitsForFencing(PlanPrimitive resource, HistoryEntry entry) {
        if (resource.reconnectInterval.isZero()
                || !state.options.fencingEnabled()
                || entry.intervalMs() == 0
                || !entry.task().equals("monitor")) {
            return false;
        }
        PlanNode remote = state.nodeById(resource.id);
        return remote != null && !remote.remoteWasFenced;
    }

    private boolean definitionChanged(PlanPrimitive resource, PlanNode node, HistoryEntry entry) {
        if (!entry.task().equals("start") && !entry.task().equals("monitor")) {
            return false;
        }
        if (ConnectionAddress.byHost(resource, state.parameters(resource, node))) {
            state.putOffChecks.add(new PutOffCheck(resource, node, entry, true));
            return false;
        }
        return actions.digests().compare(resource, node, entry.operation()).differs();
    }
}
