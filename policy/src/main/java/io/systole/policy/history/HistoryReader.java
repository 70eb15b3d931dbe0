package io.systole.policy.history;

import io.systole.cib.LrmResource;
import io.systole.cib.NodeState;
import io.systole.cib.value.Numbers;
import io.systole.cib.value.Spans;
import io.systole.policy.action.ActionTable;
import io.systole.policy.input.RemoteNodeState;
import io.systole.policy.input.ResourceFlags;
import io.systole.policy.input.ResourceReader;
import io.systole.policy.input.Unpacking;
import io.systole.policy.model.HistoryEntry;
import io.systole.policy.model.HistoryOrder;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Role;
import io.systole.policy.model.WorkingState;
import java.util.List;

/** Reads the operation history node by node, in passes, since what one node shows decides whether others are read. */
public final class HistoryReader {
    private final WorkingState state;
    private final ActionTable actions;
    private final ResourceMatch match;
    private final EntryJudge judge;
    private final FailureEffects effects;
    private final RemoteNodeState remotes;

    public HistoryReader(Unpacking unpacking, ActionTable actions, FailCounts counts) {
        this.state = unpacking.state();
        this.actions = actions;
        ResourceReader resources = unpacking.resources();
        Activity activity = new Activity(state);
        this.match = new ResourceMatch(state, resources);
        this.judge = new EntryJudge(state, actions, counts, new Migrations(state, activity));
        this.effects = new FailureEffects(state, actions, activity);
        this.remotes = new RemoteNodeState(state);
    }

    public void read() {
        boolean progress = true;
        while (progress) {
            progress = pass(false);
        }
        pass(state.options.fencingEnabled());
        effects.stopContainers();
        remotes.finish();
    }

    private boolean pass(boolean all) {
        boolean progress = false;
        for (NodeState entry : state.cib.status().nodeStates()) {
            if (entry.id() == null || entry.uname() == null) {
                continue;
            }
            PlanNode node = state.nodeById(entry.id());
            if (node == null) {
                node = state.nodeByName(entry.uname().value());
            }
            if (node == null || node.historyRead || (!all && waits(node))) {
                continue;
            }
            if (node.remoteType) {
                remotes.evaluate(node);
                remotes.readEntry(entry, node);
            }
            read(entry, node);
            progress = true;
        }
        return progress;
    }

    private boolean waits(PlanNode node) {
        PlanPrimitive connection = node.connection;
        if (node.isGuest()) {
            return connection == null
                    || connection.currentRole != Role.STARTED
                    || connection.launcher == null
                    || connection.launcher.currentRole != Role.STARTED;
        }
        if (node.remoteType) {
            return connection == null || (!state.options.shutdownLock() && connection.currentRole != Role.STARTED);
        }
        return !state.options.fencingEnabled() && !state.options.shutdownLock() && !node.online;
    }

    private void read(NodeState entry, PlanNode node) {
        node.historyRead = true;
        boolean launched = false;
        for (LrmResource history : entry.lrmResources()) {
            if (!history.operations().isEmpty() || state.options.shutdownLock()) {
                launched |= read(history, node);
            }
        }
        if (launched) {
            for (LrmResource history : entry.lrmResources()) {
                PlanResource resource = state.resource(history.id().value());
                PlanResource container = history.container() == null ? null : state.resource(history.container());
                if (resource instanceof PlanPrimitive inside
                        && inside.removedLaunched
                        && container instanceof PlanPrimitive launcher) {
                    Unpacking.link(inside, launcher);
                }
            }
        }
    }

    /** Judges the history of one resource; answers whether it is a removed one that was launched by another. */
    private boolean read(LrmResource history, PlanNode node) {
        PlanPrimitive resource = match.of(history, node);
        if (resource == null) {
            return false;
        }
        if (state.options.shutdownLock()) {
            lock(history, resource, node);
        }
        Role before = resource.currentRole;
        resource.currentRole = Role.UNKNOWN;
        Judgement judgement = new Judgement(resource, node);
        List<HistoryEntry> entries = HistoryOrder.sorted(history.operations());
        for (HistoryEntry entry : entries) {
            judge.judge(judgement, entry);
        }
        recurring(resource, node, entries);
        effects.apply(judgement);
        Role wish = ResourceFlags.targetRole(resource);
        if (wish != null && (resource.nextRole == Role.UNKNOWN || wish.below(resource.nextRole))) {
            resource.nextRole = wish;
        }
        if (before.above(resource.currentRole)) {
            resource.currentRole = before;
        }
        return resource.removed && resource.removedLaunched;
    }

    private void lock(LrmResource history, PlanPrimitive resource, PlanNode node) {
        long time = Numbers.integerOr(history.shutdownLock(), 0);
        if (time == 0) {
            return;
        }
        long limit = Spans.secondsOf(state.options.shutdownLockLimit());
        if (limit > 0 && state.recheck.nowSeconds() > time + limit) {
            actions.request(resource, "lrm_delete", node, false);
        } else {
            resource.lockNode = node;
            resource.lockTime = time;
        }
    }

    /** Notes the recurring operations that run since the last start. */
    private void recurring(PlanPrimitive resource, PlanNode node, List<HistoryEntry> entries) {
        if (!node.online) {
            return;
        }
        HistoryOrder.Span span = HistoryOrder.span(entries);
        int from = span.start() < span.stop() ? span.stop() + 1 : Math.max(0, span.start());
        for (int i = from; i < entries.size(); i++) {
            HistoryEntry entry = entries.get(i);
            if (entry.intervalMs() > 0 && !"-1".equals(entry.operation().opStatus())) {
                actions.recurring(resource, node, entry.task(), entry.intervalMs());
            }
        }
    }
}
