package io.systole.policy.order;

import io.systole.policy.action.Action;
import io.systole.policy.action.ActionTable;
import io.systole.policy.action.Task;
import io.systole.policy.model.PlanBundle;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanGroup;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says whether an action is required and can run, where those of collectives are judged from the actions of their parts.
 * Some findings are written down in the collective's action itself, as the reference does.
 */
public final class EffectiveBits {

    /** The bits of an action as a relation sees them. */
    record Bits(boolean required, boolean runnable, boolean migratable) {
        Bits runnableIf(boolean otherwise) {
            return runnable || !otherwise ? this : new Bits(required, true, migratable);
        }
    }

    private final ActionTable actions;

    public EffectiveBits(ActionTable actions) {
        this.actions = actions;
    }

    /** Writes the present findings into all own actions of a collective. */
    public void refresh(PlanResource collective) {
        actions.of(collective).forEach(action -> of(action, null));
    }

    /** An action's bits as seen from an action on another node: clones are judged by what they do there. */
    Bits seenFrom(Action action, @Nullable PlanNode other) {
        Bits everywhere = of(action, null);
        return other != null && action.resource() instanceof PlanClone
                ? of(action, other).runnableIf(everywhere.runnable())
                : everywhere;
    }

    Bits of(Action action, @Nullable PlanNode node) {
        PlanResource resource = action.resource();
        if (resource instanceof PlanGroup group) {
            return ofGroup(action, group, node);
        }
        if (resource instanceof PlanClone || resource instanceof PlanBundle) {
            return ofInstances(action, resource, node);
        }
        return new Bits(action.required(), action.runnable(), action.migratable());
    }

    private Bits ofGroup(Action action, PlanGroup group, @Nullable PlanNode node) {
        String task = Task.base(action.task());
        boolean completion = !task.equals(action.task());
        boolean goesDown = task.equals(Task.STOP) || task.equals(Task.DEMOTE);
        boolean required = false;
        boolean runnable = true;
        for (PlanResource member : group.children) {
            Action part = actions.newest(member, task, node);
            if (part == null) {
                runnable &= goesDown;
                continue;
            }
            if (part.required()) {
                required = true;
                action.setOptional(false);
            }
            if (completion && !part.runnable()) {
                runnable = false;
                action.setRunnable(false);
            }
        }
        return new Bits(required, runnable, false);
    }

    private Bits ofInstances(Action action, PlanResource collective, @Nullable PlanNode node) {
        String wanted = taskOfParts(action);
        boolean required = false;
        boolean runnable = false;
        for (PlanResource part : parts(collective, wanted)) {
            boolean primitive = part instanceof PlanPrimitive;
            Action found = actions.newest(part, primitive ? Task.base(wanted) : wanted, primitive ? node : null);
            if (found == null) {
                continue;
            }
            Bits bits = of(found, node);
            if (bits.required()) {
                required = true;
                action.setOptional(false);
            }
            runnable |= bits.runnable();
        }
        if (!runnable && node == null) {
            action.setRunnable(false);
        }
        return new Bits(required, runnable, false);
    }

    /** A notification is judged by what it tells about. */
    static String taskOfParts(Action action) {
        String key = action.key();
        int at = key.indexOf("_notify_");
        return at < 0 ? action.task() : Task.ofSuffix(key.substring(at + "_notify_".length()));
    }

    /** What the action of a collective consists of. */
    static List<? extends PlanResource> parts(PlanResource collective, String task) {
        if (!(collective instanceof PlanBundle bundle)) {
            return collective.children;
        }
        return switch (task) {
            case Task.PROMOTE, Task.PROMOTED, Task.DEMOTE, Task.DEMOTED, Task.NOTIFY, Task.NOTIFIED ->
                bundle.innerClone == null ? List.of() : bundle.innerClone.children;
            default -> bundle.containers;
        };
    }
}
