package io.systole.policy.history;

import io.systole.policy.action.ActionTable;
import io.systole.policy.model.OnFail;
import io.systole.policy.model.PlanBundle;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Preference;
import io.systole.policy.model.Role;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.List;

/** Applies what the history of a resource on a node came to: fencing, stops, bans, blocks, and that it is active there. */
final class FailureEffects {
    private final WorkingState state;
    private final ActionTable actions;
    private final Activity activity;
    /** Bundle containers that are to be stopped because their connection failed, the last noted first. */
    private final List<PlanPrimitive> containersToStop = new ArrayList<>();

    FailureEffects(WorkingState state, ActionTable actions, Activity activity) {
        this.state = state;
        this.actions = actions;
        this.activity = activity;
    }

    void apply(Judgement judgement) {
        PlanPrimitive resource = judgement.resource;
        PlanNode node = judgement.node;
        OnFail original = judgement.collected;
        boolean wasActive = resource.currentRole.above(Role.STOPPED);
        known(resource, node);
        if (wasActive && !node.online && !node.maintenance && resource.managed) {
            lost(resource, node);
        }
        OnFail present = node.unclean ? OnFail.IGNORE : original;
        apply(judgement, present, wasActive);
        PlanNode remote = resource.isConnection() && resource.failed ? state.nodeById(resource.id) : null;
        if (remote != null && remote.unclean) {
            remote.seen = true;
        }
        if (wasActive) {
            active(judgement, original, present);
        } else if (resource.historyId != null && resource.historyId.indexOf(':') >= 0) {
            resource.historyId = null;
        } else {
            actions.stopsBecomeOptional(resource, node);
        }
        if (resource.currentRole == Role.STOPPED
                && !resource.activeNodes.isEmpty()
                && resource.partialMigrationSource == node) {
            resource.currentRole = Role.STARTED;
        }
    }

    private static void known(PlanPrimitive resource, PlanNode node) {
        if (resource.currentRole == Role.UNKNOWN) {
            return;
        }
        for (PlanResource each = resource; each != null; each = each.parent) {
            each.knownOn.add(node);
            if (each.unique) {
                return;
            }
        }
    }

    /** It was active on a node that is gone: only fencing makes sure that it is not any more. */
    private void lost(PlanPrimitive resource, PlanNode node) {
        PlanPrimitive connection = node.connection;
        if (node.isGuest()) {
            resource.failed = true;
            resource.stopIfFailed = true;
            actions.fences().request(node, resource.id + " is thought to be active there", false);
        } else if (state.options.fencingEnabled()) {
            String reason = resource.id + " is thought to be active there";
            if (node.isRemote() && connection != null && !connection.failed) {
                node.seen = false;
                reason = resource.id + " is active there (fencing will be revoked if remote connection can be"
                        + " re-established elsewhere)";
            }
            actions.fences().request(node, reason, false);
        }
    }

    private void apply(Judgement judgement, OnFail present, boolean wasActive) {
        PlanPrimitive resource = judgement.resource;
        PlanNode node = judgement.node;
        switch (present) {
            case IGNORE -> {}
            case DEMOTE -> {
                resource.failed = true;
                actions.request(resource, "demote", node, false);
            }
            case FENCE -> actions.fences().request(node, resource.id + " failed there", false);
            case STANDBY -> {
                node.standby = true;
                node.standbyOnFail = true;
            }
            case BLOCK -> {
                resource.managed = false;
                resource.blocked = true;
            }
            case BAN -> Preference.ban(resource, node, "on-fail of a failed operation");
            case STOP -> resource.nextRole = Role.STOPPED;
            case RESTART -> {
                if (wasActive) {
                    mustStop(resource);
                    stop(resource, node);
                }
            }
            case RESTART_CONTAINER -> restartContainer(resource, node, wasActive);
            case RESET_REMOTE -> resetRemote(resource, node, wasActive);
        }
    }

    private static void mustStop(PlanResource resource) {
        resource.failed = true;
        resource.stopIfFailed = true;
    }

    private void stop(PlanPrimitive resource, PlanNode node) {
        actions.request(resource, "stop", node, false);
    }

    private void restartContainer(PlanPrimitive resource, PlanNode node, boolean wasActive) {
        mustStop(resource);
        PlanPrimitive container = resource.launcher;
        PlanBundle bundle = resource.bundle();
        if (container != null && bundle != null) {
            containersToStop.add(0, container);
        } else if (container != null) {
            stop(container, node);
        } else if (wasActive) {
            stop(resource, node);
        }
    }

    private void resetRemote(PlanPrimitive resource, PlanNode node, boolean wasActive) {
        mustStop(resource);
        PlanNode remote = state.nodeById(resource.id);
        if (state.options.fencingEnabled() && remote != null && remote.isRemote() && !remote.remoteWasFenced) {
            actions.fences().request(remote, "remote connection is unrecoverable", false);
        }
        if (wasActive) {
            stop(resource, node);
        }
        if (!resource.reconnectInterval.isZero()) {
            resource.nextRole = Role.STOPPED;
        }
    }

    private void active(Judgement judgement, OnFail original, OnFail present) {
        PlanPrimitive resource = judgement.resource;
        activity.becomesActive(resource, judgement.node, original != OnFail.IGNORE);
        switch (present) {
            case IGNORE -> {}
            case DEMOTE, BLOCK -> resource.failed = true;
            default -> mustStop(resource);
        }
    }

    /** After all history: containers whose connection failed are stopped where they are. */
    void stopContainers() {
        for (PlanPrimitive container : containersToStop) {
            PlanNode node = container.currentNode();
            if (node != null) {
                stop(container, node);
            }
        }
    }
}
