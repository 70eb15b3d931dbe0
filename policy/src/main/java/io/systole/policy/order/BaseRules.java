package io.systole.policy.order;

import io.systole.policy.action.Action;
import io.systole.policy.action.Effect;
import io.systole.policy.action.Task;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Role;
import io.systole.policy.order.EffectiveBits.Bits;

/**
 * What one effect of a relation does to the two actions themselves. Each bit that is lowered on another resource's action
 * leaves the reason there, unless one stands already.
 */
final class BaseRules {

    static final int NOTHING = 0;
    static final int FIRST_CHANGED = 1;
    static final int THEN_CHANGED = 2;

    private BaseRules() {}

    static int apply(Action first, Action then, Bits firstBits, int effect) {
        return switch (effect) {
            case Effect.PULL_THEN -> pullThen(first, then, firstBits);
            case Effect.BLOCK_THEN -> firstBits.runnable() || !then.runnable() ? NOTHING : block(then, first);
            case Effect.RESTART -> restart(first, then);
            case Effect.PULL_FIRST ->
                then.required() && firstBits.migratable() && !then.migratable() ? unmigratable(first, then) : NOTHING;
            case Effect.PULL_FIRST_PROMOTED -> pullFirstPromoted(first, then);
            case Effect.MIG_GATE -> gate(first, then);
            case Effect.ELSE_REAL -> elseReal(first, then);
            case Effect.ASYM -> asymmetric(first, then);
            default -> NOTHING;
        };
    }

    private static int pullThen(Action first, Action then, Bits firstBits) {
        if (then.required() || !firstBits.required() || first.migratable()) {
            return NOTHING;
        }
        then.setOptional(false);
        reason(then, "required", first);
        return THEN_CHANGED;
    }

    private static int block(Action then, Action first) {
        then.setRunnable(false);
        then.setMigratable(false);
        reason(then, "unrunnable", first);
        return THEN_CHANGED;
    }

    private static int pullFirst(Action first, Action then) {
        if (first.required()) {
            return NOTHING;
        }
        first.setOptional(false);
        reason(first, "required", then);
        return FIRST_CHANGED;
    }

    private static int unmigratable(Action first, Action then) {
        if (!first.migratable()) {
            return NOTHING;
        }
        first.setMigratable(false);
        reason(first, "unmigrateable", then);
        return FIRST_CHANGED;
    }

    /** A start that is required or cannot run requires the stop before it; a required stop that cannot run blocks it. */
    private static int restart(Action first, Action then) {
        PlanResource resource = then.resource();
        if (!(resource instanceof PlanPrimitive)) {
            return NOTHING;
        }
        boolean cannotStay = !then.runnable() && resource.managed && first.resource() == resource;
        if (!then.required() && !cannotStay) {
            return NOTHING;
        }
        int changed = NOTHING;
        if (first.runnable() || then.required()) {
            changed |= pullFirst(first, then);
        }
        if (!then.migratable()) {
            changed |= unmigratable(first, then);
        }
        if (first.required() && !first.runnable() && then.runnable()) {
            then.setRunnable(false);
            reason(then, "unrunnable", first);
            changed |= THEN_CHANGED;
        }
        return changed;
    }

    private static int pullFirstPromoted(Action first, Action then) {
        PlanResource resource = then.resource();
        if (!then.required() || resource == null || resource.highestCurrentRole() != Role.PROMOTED) {
            return NOTHING;
        }
        int changed = pullFirst(first, then);
        return then.migratable() ? changed : changed | unmigratable(first, then);
    }

    /** A step of a live migration that the next step cannot follow is not taken. */
    private static int gate(Action first, Action then) {
        int changed = NOTHING;
        if (!(then.migratable() && then.runnable()) && first.runnable()) {
            first.setRunnable(false);
            reason(first, "unrunnable", then);
            changed |= FIRST_CHANGED;
        }
        return then.required() ? changed | pullFirst(first, then) : changed;
    }

    private static int elseReal(Action first, Action then) {
        if (first.runnable() || !(then.migratable() || then.pseudo())) {
            return NOTHING;
        }
        then.setMigratable(false);
        then.setPseudo(false);
        reason(then, "unmigrateable", first);
        return THEN_CHANGED;
    }

    /** "Then" must not happen without "first", unless it has happened already. */
    private static int asymmetric(Action first, Action then) {
        PlanResource resource = then.resource();
        if (resource == null || first.runnable() || (then.optional() && isDone(then, resource))) {
            return NOTHING;
        }
        int changed = NOTHING;
        if (then.optional()) {
            then.setOptional(false);
            reason(then, "required", first);
            changed = THEN_CHANGED;
        }
        if (then.runnable()) {
            then.setRunnable(false);
            reason(then, "unrunnable", first);
            changed = THEN_CHANGED;
        }
        return changed;
    }

    private static boolean isDone(Action then, PlanResource resource) {
        Role current = resource.highestCurrentRole();
        if (then.is(Task.STOP)) {
            return current == Role.STOPPED;
        }
        return then.is(Task.START)
                && !current.below(Role.STARTED)
                && resource.activeNodes.size() == 1
                && resource.activeNodes.get(0) == then.node();
    }

    private static void reason(Action changed, String what, Action cause) {
        PlanResource resource = cause.resource();
        if (resource != changed.resource()) {
            changed.setReasonOnce(what + (resource == null ? "" : " " + resource.id) + " " + cause.task());
        }
    }
}
