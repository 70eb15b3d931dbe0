package io.systole.policy.action;

import io.systole.cib.value.Scores;
import io.systole.policy.model.PlanBundle;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanGroup;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import java.util.List;

/**
 * Makes the actions of all resources: those of primitives, and the ordering points of groups, clones and bundles, whose bits
 * say what their parts do.
 */
public final class CollectiveActions {

    private final ActionTable actions;
    private final RoleActions roles;
    private final NotifyPoints notifications;

    public CollectiveActions(ActionTable actions) {
        this.actions = actions;
        this.roles = new RoleActions(actions);
        this.notifications = new NotifyPoints(actions);
    }

    /** The actions of a top-level resource and all below it. */
    public void create(PlanResource resource) {
        if (resource instanceof PlanPrimitive primitive) {
            roles.create(primitive);
        } else if (resource instanceof PlanGroup group) {
            createGroup(group);
        } else if (resource instanceof PlanClone clone) {
            createClone(clone);
        } else if (resource instanceof PlanBundle bundle) {
            createBundle(bundle);
        }
    }

    private void createGroup(PlanGroup group) {
        group.children.forEach(this::create);
        for (String task : List.of(Task.START, Task.RUNNING, Task.STOP, Task.STOPPED)) {
            actions.pseudo(group, task, true, true);
        }
        if (group.metaTrue("promotable")) {
            for (String task : List.of(Task.DEMOTE, Task.DEMOTED, Task.PROMOTE, Task.PROMOTED)) {
                actions.pseudo(group, task, true, true);
            }
        }
    }

    private void createClone(PlanClone clone) {
        clone.children.forEach(this::create);
        upAndDown(clone, clone.children, clone.notifies);
        if (!clone.promotable) {
            return;
        }
        clone.children.forEach(this::create);
        boolean promoting = anyRequired(clone, Task.PROMOTE);
        Action promote = actions.pseudo(clone, Task.PROMOTE, !promoting, true);
        Action promoted = completed(actions.pseudo(clone, Task.PROMOTED, !promoting, true));
        if (clone.notifies) {
            notifications.create(clone, promote, promoted);
        }
        boolean demoting = anyRequired(clone, Task.DEMOTE);
        Action demote = actions.pseudo(clone, Task.DEMOTE, !demoting, true);
        Action demoted = completed(actions.pseudo(clone, Task.DEMOTED, !demoting, true));
        if (clone.notifies) {
            notifications.create(clone, demote, demoted);
            notifications.betweenRoles(clone);
        }
        forgetPromotionScores(clone);
    }

    /** Assignment ordered the instances by what they are worth as promoted; in the graph they are as urgent as their clone. */
    private static void forgetPromotionScores(PlanClone clone) {
        clone.children.forEach(instance -> instance.priority = clone.priority);
    }

    private static Action completed(Action completion) {
        completion.setPriority(Scores.INFINITY);
        return completion;
    }

    private boolean anyRequired(PlanResource resource, String task) {
        for (PlanPrimitive primitive : resource.leaves()) {
            for (Action action : actions.of(primitive, task + "_0")) {
                if (action.required()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The ordering points for starting and stopping a collective, by what its instances do. */
    private void upAndDown(PlanResource collective, List<? extends PlanResource> instances, boolean notifies) {
        boolean active = false;
        boolean starting = false;
        boolean stopping = false;
        boolean restarting = false;
        for (PlanResource instance : instances) {
            for (PlanPrimitive primitive : instance.leaves()) {
                active |= !primitive.activeNodes.isEmpty();
                boolean starts = false;
                boolean stops = false;
                for (Action action : actions.of(primitive)) {
                    if (action.is(Task.START)) {
                        starts |= action.required() && action.runnable();
                    } else if (action.is(Task.STOP)) {
                        stops |= action.required() && (action.pseudo() || action.runnable());
                    }
                }
                starting |= starts;
                stopping |= stops;
                restarting |= starts && stops;
            }
        }
        Action start = actions.pseudo(collective, Task.START, !starting, true);
        Action running = completed(actions.pseudo(collective, Task.RUNNING, !starting, active || starting));
        Action stop = actions.pseudo(collective, Task.STOP, !stopping, true);
        Action stopped = completed(actions.pseudo(collective, Task.STOPPED, !stopping, true));
        if (!restarting) {
            stop.setMigratable(true);
        }
        if (notifies && collective instanceof PlanClone clone) {
            notifications.create(clone, start, running);
            notifications.create(clone, stop, stopped);
            notifications.stopBeforeStart(clone);
        }
    }

    private void createBundle(PlanBundle bundle) {
        for (PlanBundle.Replica replica : bundle.replicas) {
            if (replica.address() != null) {
                create(replica.address());
            }
            create(replica.container());
            if (replica.connection() != null) {
                create(replica.connection());
            }
        }
        upAndDown(bundle, bundle.containers, false);
        PlanClone inner = bundle.innerClone;
        if (inner == null) {
            return;
        }
        create(inner);
        if (inner.promotable) {
            actions.pseudo(bundle, Task.PROMOTE, true, true);
            completed(actions.pseudo(bundle, Task.PROMOTED, true, true));
            actions.pseudo(bundle, Task.DEMOTE, true, true);
            completed(actions.pseudo(bundle, Task.DEMOTED, true, true));
        }
    }
}
