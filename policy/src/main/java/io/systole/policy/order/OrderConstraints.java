package io.systole.policy.order;

import io.systole.cib.Order;
import io.systole.cib.ResourceId;
import io.systole.cib.ResourceSet;
import io.systole.cib.value.Numbers;
import io.systole.cib.value.Truth;
import io.systole.policy.action.Action;
import io.systole.policy.action.ActionTable;
import io.systole.policy.action.Effect;
import io.systole.policy.action.Relation.Side;
import io.systole.policy.action.Task;
import io.systole.policy.constraint.Referents;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanResource;
import java.util.List;

/** Turns the configuration's order constraints into relations. */
public final class OrderConstraints {

    private final Referents referents;
    private final ActionTable actions;
    private final OrderSets sets;

    public OrderConstraints(ActionTable actions) {
        this.actions = actions;
        this.referents = new Referents(actions.state());
        this.sets = new OrderSets(referents, actions);
    }

    /** One constraint; the caller walks all constraints in the order of the document. */
    public void add(Order order) {
        if (order.id().isEmpty()) {
            return;
        }
        List<ResourceSet> resolved = sets.of(order);
        if (!resolved.isEmpty()) {
            sets.add(order, resolved);
        } else if (order.first() != null && order.then() != null) {
            addSimple(order, order.first(), order.then());
        }
    }

    private void addSimple(Order order, ResourceId firstId, ResourceId thenId) {
        PlanResource first = referents.resource(firstId);
        PlanResource then = referents.resource(thenId);
        if (first == null || then == null) {
            return;
        }
        String firstTask = order.firstAction() == null ? Task.START : order.firstAction();
        String thenTask = order.thenAction() == null ? firstTask : order.thenAction();
        OrderKind kind = OrderKind.parse(order.kind(), order.score());
        boolean symmetric = kind.symmetric(order.symmetrical());
        int effects = kind.effects(symmetric, firstTask);
        int needed = runnableFirsts(order, first);
        if (needed > 0 && first instanceof PlanClone clone) {
            afterSome(order, clone, firstTask, Side.of(then, thenTask), effects, needed);
        } else {
            actions.relations().add(first, firstTask, then, thenTask, effects);
        }
        String firstInverse = OrderKind.inverse(firstTask);
        String thenInverse = OrderKind.inverse(thenTask);
        if (symmetric && firstInverse != null && thenInverse != null) {
            actions.relations().add(then, thenInverse, first, firstInverse, kind.inverseEffects());
        }
    }

    /** How many instances of a clone must be able to act before "then" may: 0 for the clone as a whole. */
    private static int runnableFirsts(Order order, PlanResource first) {
        if (!(first instanceof PlanClone clone)) {
            return 0;
        }
        String configured = clone.meta("clone-min");
        if (configured != null) {
            return Numbers.atLeast(configured, 0);
        }
        return Truth.isFalse(order.requireAll()) ? 1 : 0;
    }

    private void afterSome(Order order, PlanClone clone, String firstTask, Side then, int effects, int needed) {
        Action some = actions.pseudo("clone-one-or-more:" + order.id());
        some.setRequiredFirsts(needed);
        for (PlanResource instance : clone.children) {
            actions.relations().add(Side.of(instance, firstTask), Side.of(some), Effect.MIN | Effect.SHOW_THEN);
        }
        actions.relations().add(Side.of(some), then, effects | Effect.BLOCK_THEN);
    }
}
