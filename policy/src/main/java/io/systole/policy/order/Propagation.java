package io.systole.policy.order;

import static io.systole.policy.order.BaseRules.FIRST_CHANGED;
import static io.systole.policy.order.BaseRules.NOTHING;
import static io.systole.policy.order.BaseRules.THEN_CHANGED;

import io.systole.policy.action.Action;
import io.systole.policy.action.ActionTable;
import io.systole.policy.action.Effect;
import io.systole.policy.action.Link;
import io.systole.policy.action.Task;
import io.systole.policy.model.PlanBundle;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanGroup;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanResource;
import io.systole.policy.order.EffectiveBits.Bits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries required, runnable and migratable along the attached relations until nothing changes.
 *
 * <p>An action is judged by all that comes before it; what changes is judged again, with all that follows it.
 */
final class Propagation {

    private final ActionTable actions;
    private final EffectiveBits bits;
    private final Interleaving interleaving;
    private final ColocationBlocking blocking;

    Propagation(ActionTable actions, EffectiveBits bits) {
        this.actions = actions;
        this.bits = bits;
        this.interleaving = new Interleaving(actions, this);
        this.blocking = new ColocationBlocking(actions, this);
    }

    ColocationBlocking blocking() {
        return blocking;
    }

    Interleaving interleaving() {
        return interleaving;
    }

    /** Judges every action, the newest first. */
    void run() {
        List<Action> all = actions.all();
        for (int i = all.size() - 1; i >= 0; i--) {
            update(all.get(i));
        }
    }

    void update(Action then) {
        int remembered = then.bits();
        boolean couldRun = then.runnable();
        boolean changed = false;
        if (then.requiredFirsts() > 0) {
            then.setRunnableFirsts(0);
            then.setRunnable(false);
        }
        List<Link> before = then.before();
        for (int i = before.size() - 1; i >= 0; i--) {
            changed |= judge(before.get(i), then);
        }
        if (then.requiredFirsts() > 0) {
            changed = then.bits() != remembered;
        }
        if (changed) {
            if (couldRun && !then.runnable()) {
                blocking.block(then);
            }
            update(then);
            updateAfter(then);
        }
    }

    /** Judges all that follows an action. */
    void updateAfter(Action first) {
        List<Link> after = first.after();
        for (int i = after.size() - 1; i >= 0; i--) {
            update(after.get(i).then());
        }
    }

    /** One relation; returns whether "then" changed. */
    private boolean judge(Link link, Action then) {
        if (link.isVoid()) {
            return false;
        }
        Action first = link.first();
        if (link.has(Effect.SAME_NODE)) {
            PlanNode firstNode = nodeOf(first);
            PlanNode thenNode = nodeOf(then);
            if (firstNode != null && thenNode != null && firstNode != thenNode) {
                link.setEffects(Effect.NONE);
                return false;
            }
        }
        boolean firstChanged = false;
        if (link.has(Effect.CANCEL_FIRST) && first.resource() != null && then.required() && first.required()) {
            first.setOptional(true);
            if (first.is(Task.RELOAD_AGENT)) {
                actions.cancelReload(first.resource());
            }
            firstChanged = true;
        }
        boolean thenChanged = false;
        Action completion = completion(first, then);
        if (completion == first) {
            int changed = apply(link, first, then);
            firstChanged |= (changed & FIRST_CHANGED) != 0;
            thenChanged = (changed & THEN_CHANGED) != 0;
        } else if (Action.attach(completion, then, link.effects())) {
            link.setEffects(Effect.NONE);
            thenChanged = true;
        }
        if (firstChanged) {
            updateAfter(completion);
            update(completion);
        }
        return thenChanged;
    }

    /** Where an action takes place: for a group's start the one node of all its members. */
    private static @Nullable PlanNode nodeOf(Action action) {
        if (action.resource() instanceof PlanGroup group && action.is(Task.START)) {
            return group.singleAssignedNode();
        }
        return action.node();
    }

    /** What waits for a collective's action waits for the completion of that action in all its parts. */
    private Action completion(Action first, Action then) {
        PlanResource resource = first.resource();
        if (resource == null
                || then.resource() == null
                || resource == then.resource()
                || !resource.isCollective()
                || isAncestor(resource, then.resource())
                || first.key().contains("notify")) {
            return first;
        }
        String task = Task.completion(first.task());
        if (!first.key().endsWith("_0") || !isCompletion(task)) {
            return first;
        }
        String suffix = task + "_0";
        if ((resource instanceof PlanClone || inBundle(resource)) && resource.notifies) {
            suffix = Task.notifyKey("", "confirmed-post", task).substring(1);
        }
        List<Action> found = actions.of(resource, suffix);
        return found.isEmpty() ? first : found.get(0);
    }

    private static boolean inBundle(PlanResource resource) {
        return resource instanceof PlanBundle || resource.bundle() != null;
    }

    private static boolean isCompletion(String task) {
        return !Task.base(task).equals(task);
    }

    static boolean isAncestor(PlanResource candidate, PlanResource below) {
        for (PlanResource up = below.parent; up != null; up = up.parent) {
            if (up == candidate) {
                return true;
            }
        }
        return false;
    }

    private int apply(Link link, Action first, Action then) {
        Bits firstBits = bits.seenFrom(first, nodeOf(then));
        Bits thenBits = bits.seenFrom(then, nodeOf(first));
        PlanNode node = then.node();
        if (link.has(Effect.PULL_SAME_NODE)) {
            link.setEffects((link.effects() & ~Effect.PULL_SAME_NODE) | Effect.PULL_THEN);
            node = first.node();
        }
        int changed = NOTHING;
        for (int effect : EffectOrder.ALL) {
            if (link.has(effect)) {
                changed |= applyOne(link, first, then, node, firstBits, effect);
            }
        }
        if (link.has(Effect.SHOW_THEN) && first.runnable() && firstBits.required()) {
            then.setAlwaysInGraph(true);
        }
        if (link.has(Effect.SHOW_FIRST) && thenBits.required()) {
            first.setAlwaysInGraph(true);
        }
        if (link.has(Effect.PULL_THEN | Effect.PULL_FIRST | Effect.RESTART)) {
            changed |= blockedStop(first, then);
        }
        return changed;
    }

    /** The effects that change bits, in the order in which they are applied. */
    private static final class EffectOrder {
        private static final int[] ALL = {
            Effect.PULL_THEN,
            Effect.RESTART,
            Effect.PULL_FIRST,
            Effect.PULL_FIRST_PROMOTED,
            Effect.MIN,
            Effect.NESTED_PROBE,
            Effect.BLOCK_THEN,
            Effect.MIG_GATE,
            Effect.ELSE_REAL,
            Effect.ORDER,
            Effect.ASYM
        };
    }

    private int applyOne(Link link, Action first, Action then, @Nullable PlanNode node, Bits firstBits, int effect) {
        PlanResource thenResource = then.resource();
        switch (effect) {
            case Effect.PULL_FIRST -> {
                if (first.resource() == null) {
                    return withoutResource(first, then, firstBits, effect);
                }
                return through(first.resource(), first, then, node, firstBits, effect);
            }
            case Effect.MIN -> {
                return thenResource == null ? count(then, firstBits) : NOTHING;
            }
            case Effect.NESTED_PROBE -> {
                PlanResource firstResource = first.resource();
                if (!first.runnable() && firstResource != null && !firstResource.activeNodes.isEmpty()) {
                    link.setEffects(Effect.NONE);
                    return NOTHING;
                }
                return thenResource == null
                        ? withoutResource(first, then, firstBits, Effect.BLOCK_THEN)
                        : through(thenResource, first, then, node, firstBits, Effect.BLOCK_THEN);
            }
            case Effect.ORDER -> {
                return interleaving.applies(first, then) ? interleaving.apply(first, then, node, effect) : NOTHING;
            }
            default -> {
                return thenResource == null
                        ? withoutResource(first, then, firstBits, effect)
                        : through(thenResource, first, then, node, firstBits, effect);
            }
        }
    }

    private static int withoutResource(Action first, Action then, Bits firstBits, int effect) {
        switch (effect) {
            case Effect.PULL_THEN -> {
                if (firstBits.required() && then.optional()) {
                    then.setOptional(false);
                    return THEN_CHANGED;
                }
            }
            case Effect.BLOCK_THEN -> {
                if (!firstBits.runnable() && then.runnable()) {
                    then.setRunnable(false);
                    return THEN_CHANGED;
                }
            }
            case Effect.PULL_FIRST -> {
                if (firstBits.required() && first.runnable()) {
                    first.setRunnable(false);
                    return FIRST_CHANGED;
                }
            }
            default -> {}
        }
        return NOTHING;
    }

    private static int count(Action then, Bits firstBits) {
        if (!firstBits.runnable()) {
            return NOTHING;
        }
        then.setRunnableFirsts(then.runnableFirsts() + 1);
        if (then.runnableFirsts() >= then.requiredFirsts() && !then.runnable()) {
            then.setRunnable(true);
            return THEN_CHANGED;
        }
        return NOTHING;
    }

    /** Nobody goes on after the stop of what is unmanaged and blocked. */
    private static int blockedStop(Action first, Action then) {
        PlanResource resource = first.resource();
        if (resource != null
                && first.is(Task.STOP)
                && !first.runnable()
                && !resource.managed
                && resource.blocked
                && then.runnable()) {
            then.setRunnable(false);
            return THEN_CHANGED;
        }
        return NOTHING;
    }

    /** One effect by the rule of a resource's kind: on the actions themselves and, for collectives, on the parts of "then". */
    int through(PlanResource rule, Action first, Action then, @Nullable PlanNode node, Bits firstBits, int effect) {
        PlanResource thenResource = then.resource();
        if ((rule instanceof PlanClone || rule instanceof PlanBundle) && interleaving.applies(first, then)) {
            return interleaving.apply(first, then, node, effect);
        }
        int changed = BaseRules.apply(first, then, firstBits, effect);
        if ((changed & THEN_CHANGED) != 0 && thenResource != null && thenResource.parent != null) {
            update(then);
        }
        if (thenResource == null || !rule.isCollective()) {
            return changed;
        }
        if (rule instanceof PlanGroup) {
            for (PlanResource member : thenResource.children) {
                Action part = actions.newest(member, then.task(), node);
                if (part != null) {
                    changed |= through(member, first, part, node, firstBits, effect);
                }
            }
            return changed;
        }
        for (PlanResource instance : EffectiveBits.parts(thenResource, Task.START)) {
            Action part = actions.newest(instance, then.task(), node);
            if (part != null && bits.of(part, node).runnable()) {
                int partChanged = through(instance, first, part, node, firstBits, effect);
                changed |= partChanged;
                if ((partChanged & THEN_CHANGED) != 0) {
                    updateAfter(part);
                }
            }
        }
        return changed;
    }
}
