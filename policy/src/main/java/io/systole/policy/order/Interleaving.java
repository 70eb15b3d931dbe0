package io.systole.policy.order;

import static io.systole.policy.order.BaseRules.FIRST_CHANGED;
import static io.systole.policy.order.BaseRules.NOTHING;
import static io.systole.policy.order.BaseRules.THEN_CHANGED;

import io.systole.policy.action.Action;
import io.systole.policy.action.ActionTable;
import io.systole.policy.action.Effect;
import io.systole.policy.action.Task;
import io.systole.policy.assign.NodeOrder;
import io.systole.policy.model.Candidate;
import io.systole.policy.model.PlanBundle;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanGroup;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Relations between interleaved clones: an instance waits only for the other clone's instance on its own node. */
final class Interleaving {

    private final ActionTable actions;
    private final Propagation propagation;
    private final EffectiveBits bits;

    Interleaving(ActionTable actions, Propagation propagation) {
        this.actions = actions;
        this.propagation = propagation;
        this.bits = new EffectiveBits(actions);
    }

    boolean applies(Action first, Action then) {
        PlanResource firstResource = first.resource();
        PlanResource thenResource = then.resource();
        if (!isMultiple(firstResource)
                || !isMultiple(thenResource)
                || firstResource == thenResource
                || firstResource == null
                || thenResource == null) {
            return false;
        }
        boolean down = then.key().endsWith("_stop_0") || then.key().endsWith("_demote_0");
        PlanResource deciding = down ? firstResource : thenResource;
        return deciding.metaTrue("interleave");
    }

    private static boolean isMultiple(@Nullable PlanResource resource) {
        return resource instanceof PlanClone || resource instanceof PlanBundle;
    }

    int apply(Action first, Action then, @Nullable PlanNode node, int effect) {
        PlanResource firsts = first.resource();
        PlanResource thens = then.resource();
        if (firsts == null || thens == null) {
            return NOTHING;
        }
        boolean goingDown = first.key().endsWith("_stopped_0") || first.key().endsWith("_demoted_0");
        int changed = NOTHING;
        for (PlanResource thenInstance : List.copyOf(instances(thens))) {
            PlanResource firstInstance = compatible(thenInstance, firsts, goingDown);
            if (firstInstance == null) {
                if (!goingDown && Effect.any(effect, Effect.BLOCK_THEN | Effect.PULL_THEN) && withdraw(thenInstance)) {
                    changed |= THEN_CHANGED;
                }
                continue;
            }
            Action firstPart = part(firstInstance, taskOf(firstInstance, first), node, true);
            Action thenPart = part(thenInstance, then.task(), node, false);
            if (firstPart == null || thenPart == null) {
                continue;
            }
            if (Action.attach(firstPart, thenPart, effect)) {
                changed |= FIRST_CHANGED | THEN_CHANGED;
            }
            PlanResource rule = thenPart.resource();
            if (rule != null) {
                changed |= propagation.through(rule, firstPart, thenPart, node, bits.of(firstPart, node), effect);
            }
        }
        return changed;
    }

    private static List<? extends PlanResource> instances(PlanResource collective) {
        return EffectiveBits.parts(collective, Task.START);
    }

    /**
     * What the instance does for the collective's action: a primitive starts where the collective is running, a group has a
     * completion of its own (found with 2.1.5).
     */
    private static String taskOf(PlanResource instance, Action action) {
        String task = EffectiveBits.taskOfParts(action);
        return instance instanceof PlanPrimitive ? Task.base(task) : task;
    }

    /** The action of an instance; of a bundle's replica that of the container, or of what runs inside. */
    private @Nullable Action part(PlanResource instance, String task, @Nullable PlanNode node, boolean asFirst) {
        PlanResource acting = instance;
        if (instance.parent instanceof PlanBundle bundle) {
            PlanBundle.Replica replica = bundle.replicaOf(instance);
            PlanResource inside = replica == null ? null : replica.instance();
            boolean roleChange =
                    switch (task) {
                        case Task.PROMOTE, Task.PROMOTED, Task.DEMOTE, Task.DEMOTED -> true;
                        default -> false;
                    };
            boolean stops = task.equals(Task.STOP) || task.equals(Task.STOPPED);
            if (inside != null && (asFirst ? !stops : roleChange)) {
                acting = inside;
            }
        }
        return actions.newest(acting, task, acting instanceof PlanPrimitive ? node : null);
    }

    /** The instance of the other collective that goes with one: on the same node, else on its best node. */
    @Nullable
    PlanResource compatible(PlanResource instance, PlanResource others, boolean current) {
        PlanNode node = current ? nodeNow(instance) : instance.singleAssignedNode();
        if (node != null) {
            return on(node, others, current);
        }
        for (Candidate candidate : NodeOrder.sorted(actions.state().options, instance.candidates, null)) {
            PlanResource found = on(candidate.node, others, current);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable PlanResource on(PlanNode node, PlanResource others, boolean current) {
        for (PlanResource other : instances(others)) {
            PlanNode place = current ? nodeNow(other) : other.singleAssignedNode();
            if (place == node && !other.anyBlocked()) {
                return other;
            }
        }
        return null;
    }

    private static @Nullable PlanNode nodeNow(PlanResource instance) {
        return instance.activeNodes.size() == 1 || !(instance instanceof PlanGroup)
                ? instance.currentNode()
                : single(instance);
    }

    private static @Nullable PlanNode single(PlanResource instance) {
        List<PlanNode> nodes = instance.activeNodes.stream().distinct().toList();
        return nodes.size() == 1 ? nodes.get(0) : null;
    }

    /** An instance without a counterpart cannot run. */
    private boolean withdraw(PlanResource instance) {
        boolean had = false;
        for (PlanPrimitive primitive : instance.leaves()) {
            had |= primitive.assigned != null;
            primitive.assigned = null;
            primitive.nextRole = Role.STOPPED;
            actions.noNode(primitive);
        }
        return had;
    }
}
