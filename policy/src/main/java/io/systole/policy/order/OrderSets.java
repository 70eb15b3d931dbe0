package io.systole.policy.order;

import io.systole.cib.Order;
import io.systole.cib.ResourceId;
import io.systole.cib.ResourceSet;
import io.systole.cib.value.Truth;
import io.systole.policy.action.Action;
import io.systole.policy.action.ActionTable;
import io.systole.policy.action.Effect;
import io.systole.policy.action.Relation.Side;
import io.systole.policy.action.Task;
import io.systole.policy.constraint.Referents;
import io.systole.policy.model.PlanResource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns order constraints over sets of resources into relations; templates and tags count as sets of their resources. */
final class OrderSets {

    private final Referents referents;
    private final ActionTable actions;

    OrderSets(Referents referents, ActionTable actions) {
        this.referents = referents;
        this.actions = actions;
    }

    /** The sets that a constraint consists of, with templates and tags spelled out; empty for two plain resources. */
    List<ResourceSet> of(Order order) {
        if (!order.sets().isEmpty()) {
            return referents.expand(order.sets());
        }
        ResourceId first = order.first();
        ResourceId then = order.then();
        List<String> firsts = referents.members(first);
        List<String> thens = referents.members(then);
        if (first == null || then == null || (firsts == null && thens == null)) {
            return List.of();
        }
        return List.of(side(first, firsts, order.firstAction()), side(then, thens, order.thenAction()));
    }

    private static ResourceSet side(ResourceId id, @Nullable List<String> members, @Nullable String action) {
        return new ResourceSet(
                id.value(),
                null,
                members == null ? null : "false",
                null,
                null,
                action,
                null,
                null,
                null,
                members == null
                        ? List.of(id)
                        : members.stream().map(ResourceId::new).toList());
    }

    /** One set as it is worked on. */
    private record Members(ResourceSet set, List<PlanResource> resources, String task) {
        boolean endsOnly() {
            return Truth.isTrue(set.sequential());
        }
    }

    void add(Order order, List<ResourceSet> sets) {
        OrderKind kind = OrderKind.parse(order.kind(), order.score());
        boolean symmetric = kind.symmetric(order.symmetrical());
        Members previous = null;
        for (ResourceSet set : sets) {
            Members members = members(set);
            if (members == null) {
                return;
            }
            inner(order, set, members);
            if (previous != null) {
                between(previous, members, kind.effects(symmetric, members.task()), false);
                if (symmetric) {
                    Members down = inverse(members);
                    Members then = inverse(previous);
                    if (down != null && then != null) {
                        between(down, then, kind.inverseEffects(), true);
                    }
                }
            }
            previous = members;
        }
    }

    private @Nullable Members members(ResourceSet set) {
        List<PlanResource> resources = new ArrayList<>();
        for (ResourceId id : set.resources()) {
            PlanResource resource = referents.resource(id);
            if (resource == null) {
                return null;
            }
            resources.add(resource);
        }
        return new Members(set, resources, set.action() == null ? Task.START : set.action());
    }

    private static @Nullable Members inverse(Members members) {
        String task = OrderKind.inverse(members.task());
        return task == null ? null : new Members(members.set(), members.resources(), task);
    }

    private void inner(Order order, ResourceSet set, Members members) {
        OrderKind kind =
                set.kind() == null ? OrderKind.parse(order.kind(), order.score()) : OrderKind.parse(set.kind(), null);
        boolean symmetric = kind.symmetric(order.symmetrical());
        List<PlanResource> all = members.resources();
        if (kind == OrderKind.SERIALIZE) {
            for (int later = 1; later < all.size(); later++) {
                for (int earlier = 0; earlier < later; earlier++) {
                    actions.relations()
                            .add(
                                    all.get(earlier),
                                    members.task(),
                                    all.get(later),
                                    members.task(),
                                    Effect.ORDER | Effect.SERIAL);
                }
            }
            return;
        }
        if (Truth.isFalse(set.sequential())) {
            return;
        }
        String down = OrderKind.inverse(members.task());
        for (int i = 1; i < all.size(); i++) {
            PlanResource before = all.get(i - 1);
            PlanResource after = all.get(i);
            actions.relations()
                    .add(before, members.task(), after, members.task(), kind.effects(symmetric, members.task()));
            if (symmetric && down != null) {
                actions.relations().add(after, down, before, down, kind.inverseEffects());
            }
        }
    }

    /**
     * The relations between two sets: some of the first where not all are required, else every pair, where a set that is
     * explicitly sequential is represented by its end. Whether what cannot be done blocks what comes after goes by the
     * action of the second set, not as for two plain resources by that of the first (found with 2.1.5).
     */
    private void between(Members first, Members then, int effects, boolean inverted) {
        if (first.resources().isEmpty() || then.resources().isEmpty()) {
            return;
        }
        boolean goingDown = first.task().equals(Task.STOP) || first.task().equals(Task.DEMOTE);
        if (Truth.isFalse(first.set().requireAll()) && !goingDown) {
            Action some = actions.pseudo("one-or-more:" + first.set().id());
            some.setRequiredFirsts(1);
            for (PlanResource resource : first.resources()) {
                actions.relations().add(Side.of(resource, first.task()), Side.of(some), Effect.MIN | Effect.SHOW_THEN);
            }
            for (PlanResource resource : then.resources()) {
                actions.relations().add(some, resource, then.task(), effects | Effect.BLOCK_THEN);
            }
            return;
        }
        List<PlanResource> firsts = first.resources();
        if (first.endsOnly()) {
            firsts = List.of(inverted ? firsts.get(0) : firsts.get(firsts.size() - 1));
        }
        List<PlanResource> thens = then.resources();
        if (then.endsOnly()) {
            thens = List.of(inverted ? thens.get(thens.size() - 1) : thens.get(0));
        }
        for (PlanResource from : firsts) {
            for (PlanResource to : thens) {
                actions.relations().add(from, first.task(), to, then.task(), effects);
            }
        }
    }
}
