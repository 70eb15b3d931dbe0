package io.systole.policy.history;

import io.systole.policy.action.ActionTable;
import io.systole.policy.model.HistoryEntry;
import io.systole.policy.model.OnFail;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.Role;

/** Decides what the recorded status and code of an operation really mean. */
final class EntryRemap {
    static final int DONE = 0;
    static final int NOT_SUPPORTED = 3;
    static final int ERROR = 4;
    static final int HARD = 5;
    static final int FATAL = 6;
    static final int NOT_INSTALLED = 7;
    static final int PENDING = -1;

    private final ActionTable actions;
    private final FailureList failures;

    EntryRemap(ActionTable actions, FailureList failures) {
        this.actions = actions;
        this.failures = failures;
    }

    /** A probe that could not even look: not running here, unless the resource is in a bundle. */
    static boolean maskable(HistoryEntry entry) {
        return entry.probe() && (entry.rc() == 5 || entry.rc() == 2 || entry.status() == NOT_INSTALLED);
    }

    HistoryEntry remap(Judgement judgement, HistoryEntry written, boolean expired) {
        HistoryEntry entry = degraded(judgement, written, expired);
        boolean bundled = judgement.resource.bundle() != null;
        if (maskable(entry) && !bundled && !(entry.status() == DONE && entry.rc() == 7)) {
            entry = entry.with(7, DONE);
        }
        if (entry.status() != DONE && entry.status() != ERROR) {
            boolean deviceMissing = entry.status() == 10 || entry.status() == 11;
            return deviceMissing ? entry.with(entry.rc(), HARD) : entry;
        }
        boolean expected = entry.expectedRc() != -1 && entry.rc() == entry.expectedRc();
        entry = entry.with(entry.rc(), expected ? DONE : ERROR);
        return byCode(judgement, entry, expired);
    }

    private HistoryEntry degraded(Judgement judgement, HistoryEntry entry, boolean expired) {
        if (entry.rc() != 190 && entry.rc() != 191) {
            return entry;
        }
        if (!expired && (!judgement.node.shutdown || judgement.node.online)) {
            failures.add(judgement.resource, judgement.node, entry);
        }
        return entry.with(entry.rc() == 190 ? 0 : 8, entry.status());
    }

    private HistoryEntry byCode(Judgement judgement, HistoryEntry entry, boolean expired) {
        PlanPrimitive resource = judgement.resource;
        switch (entry.rc()) {
            case 0:
                return entry.probe() && entry.expectedRc() == 7 ? entry.with(0, DONE) : entry;
            case 7:
                if (entry.probe() || entry.expectedRc() == 7 || !resource.managed) {
                    resource.currentRole = Role.STOPPED;
                    judgement.collected = OnFail.IGNORE;
                    resource.nextRole = Role.UNKNOWN;
                    return entry.with(7, DONE);
                }
                return entry;
            case 8:
                if (!(expired && entry.rc() != entry.expectedRc())) {
                    resource.currentRole = Role.PROMOTED;
                }
                return entry.probe() && entry.rc() != entry.expectedRc() ? entry.with(8, DONE) : entry;
            case 9:
                if (!expired) {
                    resource.currentRole = Role.PROMOTED;
                }
                return entry.with(9, ERROR);
            case 6:
                return entry.with(6, FATAL);
            case 3:
                if (entry.intervalMs() > 0) {
                    return entry.with(3, NOT_SUPPORTED);
                }
                return hard(judgement, entry, expired);
            case 2, 4, 5:
                return hard(judgement, entry, expired);
            default:
                return entry.status() == DONE ? entry.with(entry.rc(), ERROR) : entry;
        }
    }

    /** A hard error; of a stop on a node that cannot be fenced it leaves nothing to do but wait. */
    private HistoryEntry hard(Judgement judgement, HistoryEntry entry, boolean expired) {
        if (!expired && entry.task().equals("stop") && !actions.fences().canFence(judgement.node)) {
            judgement.resource.managed = false;
            judgement.resource.blocked = true;
        }
        return entry.with(entry.rc(), HARD);
    }
}
