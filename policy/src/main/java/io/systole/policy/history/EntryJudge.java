package io.systole.policy.history;

import io.systole.policy.action.ActionTable;
import io.systole.policy.model.HistoryEntry;
import io.systole.policy.model.OnFail;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Preference;
import io.systole.policy.model.Role;
import io.systole.policy.model.WorkingState;
import java.util.List;

/** Judges one entry of a history: the role that it shows, and what its failure asks for. */
final class EntryJudge {
    private static final List<String> TASKS =
            List.of("monitor", "start", "stop", "promote", "demote", "migrate_to", "migrate_from", "asyncmon");

    private final WorkingState state;
    private final ActionTable actions;
    private final Migrations migrations;
    private final EntryRemap remap;
    private final Expiry expiry;
    private final FailureList failures;

    EntryJudge(WorkingState state, ActionTable actions, FailCounts counts, Migrations migrations) {
        this.state = state;
        this.actions = actions;
        this.migrations = migrations;
        this.failures = new FailureList(state);
        this.remap = new EntryRemap(actions, failures);
        this.expiry = new Expiry(state, actions, counts);
    }

    void judge(Judgement judgement, HistoryEntry written) {
        if (!TASKS.contains(written.task())
                || written.status() < -1
                || written.status() > 11
                || written.status() == 1
                || written.rc() < 0
                || written.rc() > 255) {
            return;
        }
        PlanPrimitive resource = judgement.resource;
        boolean bundled = resource.bundle() != null;
        boolean expired = expiry.expired(resource, judgement.node, written);
        HistoryEntry entry = remap.remap(judgement, written, expired);
        boolean masked = EntryRemap.maskable(written) && !bundled;
        if (expired && ignoreExpired(judgement, written, entry, masked)) {
            return;
        }
        if (masked && !expired) {
            success(judgement, entry, entry.expectedRc(), true);
            failures.add(resource, judgement.node, written);
            Preference.ban(banned(resource), judgement.node, "probe says that it cannot run here");
            return;
        }
        switch (entry.status()) {
            case EntryRemap.DONE -> success(judgement, entry, entry.rc(), masked);
            case EntryRemap.PENDING -> pending(judgement, entry);
            default -> failure(judgement, entry);
        }
    }

    /** Whether an expired entry is left out. */
    private boolean ignoreExpired(Judgement judgement, HistoryEntry written, HistoryEntry entry, boolean masked) {
        PlanPrimitive resource = judgement.resource;
        if (masked && written.rc() != written.expectedRc()) {
            if (!resource.currentRole.above(Role.STOPPED)) {
                resource.currentRole = Role.UNKNOWN;
            }
            return true;
        }
        if (entry.rc() == entry.expectedRc()) {
            return false;
        }
        if (entry.intervalMs() == 0) {
            return true;
        }
        if (judgement.node.online && !judgement.node.unclean) {
            state.expiredRecurring.add(entry.operation());
            return true;
        }
        return false;
    }

    /** What bans are applied to: the whole clone when its instances are alike. */
    static PlanResource banned(PlanPrimitive resource) {
        return resource.unique ? resource : resource.top();
    }

    private void success(Judgement judgement, HistoryEntry entry, int rc, boolean masked) {
        PlanPrimitive resource = judgement.resource;
        boolean clears = false;
        if (rc == 5 || masked) {
            resource.currentRole = Role.STOPPED;
        } else if (rc == 7) {
            clears = true;
        } else {
            switch (entry.task()) {
                case "monitor" -> {
                    if (resource.currentRole.below(Role.STARTED)) {
                        resource.currentRole = Judgement.activeRole(resource);
                    }
                    HistoryEntry last = judgement.lastFailure;
                    clears = last != null && last.key().equals(entry.key());
                }
                case "start", "migrate_from" -> {
                    resource.currentRole = Role.STARTED;
                    clears = true;
                }
                case "stop" -> {
                    resource.currentRole = Role.STOPPED;
                    clears = true;
                }
                case "promote" -> {
                    resource.currentRole = Role.PROMOTED;
                    clears = true;
                }
                case "demote" -> {
                    resource.currentRole = Role.UNPROMOTED;
                    clears = judgement.collected == OnFail.DEMOTE;
                }
                case "migrate_to" -> migrations.succeededTo(resource, judgement.node, entry);
                default -> {
                    if (resource.currentRole.below(Role.STARTED)) {
                        resource.currentRole = Judgement.activeRole(resource);
                    }
                }
            }
        }
        if (clears) {
            judgement.clearFailure();
        }
    }

    private void pending(Judgement judgement, HistoryEntry entry) {
        PlanPrimitive resource = judgement.resource;
        HistoryEntry last = judgement.lastFailure;
        if (last != null
                && last.task().equals(entry.task())
                && last.intervalMs() == entry.intervalMs()
                && Math.max(0, last.lastRcChange()) >= Math.max(0, entry.lastRcChange())) {
            return;
        }
        switch (entry.task()) {
            case "start" -> {
                resource.startPending = true;
                resource.currentRole = Judgement.activeRole(resource);
            }
            case "promote" -> resource.currentRole = Role.PROMOTED;
            case "migrate_to" -> {
                PlanNode target = state.nodeByName(entry.operation().migrateTarget());
                if (judgement.node.unclean && target != null) {
                    actions.request(resource, "stop", target, false);
                }
            }
            default -> {}
        }
        if (resource.pendingTask == null && !entry.probe()) {
            resource.pendingTask = entry.task();
            resource.pendingNode = judgement.node;
        }
    }

    private void failure(Judgement judgement, HistoryEntry entry) {
        PlanPrimitive resource = judgement.resource;
        PlanNode node = judgement.node;
        String setting = actions.operations()
                .meta(resource, entry.task(), entry.intervalMs())
                .get("on-fail");
        OnFail handling = FailureHandling.of(state, resource, entry.task(), entry.intervalMs(), setting);
        PlanPrimitive connection = node.connection;
        if (entry.status() == 8 && node.remoteType && connection != null && connection.managed) {
            connection.failed = true;
            connection.stopIfFailed = true;
        }
        if (entry.status() == EntryRemap.NOT_INSTALLED) {
            if (handling == OnFail.IGNORE) {
                judgement.collected = OnFail.BAN;
            }
            Preference.ban(banned(resource), node, "agent is not installed");
            failed(judgement, entry, handling);
            return;
        }
        boolean stop = entry.task().equals("stop");
        if (handling == OnFail.IGNORE || (handling == OnFail.RESTART_CONTAINER && stop)) {
            success(judgement, entry, entry.expectedRc(), false);
            resource.ignoreFailure = true;
            failures.add(resource, node, entry);
            if (handling == OnFail.RESTART_CONTAINER && judgement.collected.compareTo(OnFail.RESTART) <= 0) {
                judgement.collected = OnFail.RESTART_CONTAINER;
            }
            return;
        }
        failed(judgement, entry, handling);
        if (entry.status() == EntryRemap.HARD) {
            Preference.ban(banned(resource), node, "hard error of " + entry.key());
        } else if (entry.status() == EntryRemap.FATAL) {
            Preference.banEverywhere(state, banned(resource), "fatal error of " + entry.key());
        }
    }

    private void failed(Judgement judgement, HistoryEntry entry, OnFail handling) {
        PlanPrimitive resource = judgement.resource;
        PlanNode node = judgement.node;
        judgement.lastFailure = entry;
        if (entry.rc() != 5 || state.options.symmetric()) {
            failures.add(resource, node, entry);
        }
        judgement.collect(handling);
        Role after = FailureHandling.roleAfter(handling, resource, entry.task());
        switch (entry.task()) {
            case "stop" -> Preference.ban(resource, node, "stop failed");
            case "migrate_to" -> migrations.failedTo(resource, node, entry);
            case "migrate_from" -> migrations.failedFrom(resource, node, entry);
            case "promote" -> resource.currentRole = Role.PROMOTED;
            case "demote" -> demoteFailed(resource, entry, handling);
            default -> {}
        }
        if (entry.probe() && entry.rc() == 5) {
            resource.currentRole = Role.STOPPED;
        } else if (resource.currentRole.below(Role.STARTED)) {
            resource.currentRole = Judgement.activeRole(resource);
        }
        if (after != Role.STARTED && resource.nextRole.below(after)) {
            resource.nextRole = after;
        }
        if (after == Role.STOPPED) {
            boolean anonymousInstance =
                    resource.parent != null && !resource.unique && resource.top() instanceof PlanClone;
            Preference.replaceByBans(state, anonymousInstance ? resource.top() : resource, "on-fail=stop");
        }
    }

    private static void demoteFailed(PlanPrimitive resource, HistoryEntry entry, OnFail handling) {
        if (handling == OnFail.BLOCK) {
            resource.currentRole = Role.PROMOTED;
            resource.nextRole = Role.STOPPED;
        } else {
            resource.currentRole = entry.rc() == 7 ? Role.STOPPED : Role.UNPROMOTED;
        }
    }
}
