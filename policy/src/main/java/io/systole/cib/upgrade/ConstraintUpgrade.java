package io.systole.cib.upgrade;

import io.systole.cib.Colocation;
import io.systole.cib.Condition;
import io.systole.cib.Constraint;
import io.systole.cib.Expression;
import io.systole.cib.Location;
import io.systole.cib.NodeName;
import io.systole.cib.Order;
import io.systole.cib.ResourceId;
import io.systole.cib.ResourceSet;
import io.systole.cib.Rule;
import io.systole.cib.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Gives each location constraint at most one rule and no lifetime, and drops what names only resources that are gone. */
final class ConstraintUpgrade {
    private final SortedSet<ResourceId> gone;

    ConstraintUpgrade(SortedSet<ResourceId> gone) {
        this.gone = gone;
    }

    List<Constraint> upgraded(List<Constraint> constraints) {
        List<Constraint> all = new ArrayList<>();
        for (Constraint constraint : constraints) {
            if (constraint instanceof Location location) {
                location(location, all);
            } else if (constraint instanceof Colocation c && !gone(c.rsc()) && !gone(c.withRsc())) {
                List<ResourceSet> sets = left(c.sets());
                if (sets.isEmpty() == c.sets().isEmpty()) {
                    all.add(new Colocation(
                            c.id(),
                            c.rsc(),
                            c.rscRole(),
                            c.withRsc(),
                            c.withRscRole(),
                            c.nodeAttribute(),
                            c.score(),
                            c.influence(),
                            sets,
                            List.of()));
                }
            } else if (constraint instanceof Order o && !gone(o.first()) && !gone(o.then())) {
                List<ResourceSet> sets = left(o.sets());
                if (sets.isEmpty() == o.sets().isEmpty()) {
                    all.add(new Order(
                            o.id(),
                            o.first(),
                            o.firstAction(),
                            o.then(),
                            o.thenAction(),
                            o.kind(),
                            o.score(),
                            o.symmetrical(),
                            o.requireAll(),
                            sets,
                            List.of()));
                }
            } else if (constraint instanceof Ticket t && !gone(t.rsc())) {
                List<ResourceSet> sets = left(t.sets());
                if (sets.isEmpty() == t.sets().isEmpty()) {
                    all.add(new Ticket(t.id(), t.ticket(), t.rsc(), t.rscRole(), t.lossPolicy(), sets));
                }
            }
        }
        return all;
    }

    private boolean gone(@Nullable ResourceId id) {
        return id != null && gone.contains(id);
    }

    private List<ResourceSet> left(List<ResourceSet> sets) {
        List<ResourceSet> left = new ArrayList<>();
        for (ResourceSet set : sets) {
            List<ResourceId> resources =
                    set.resources().stream().filter(id -> !gone.contains(id)).toList();
            if (resources.size() == set.resources().size()) {
                left.add(set);
            } else if (!resources.isEmpty()) {
                left.add(set.withResources(resources));
            }
        }
        return left;
    }

    private void location(Location l, List<Constraint> all) {
        List<ResourceSet> sets = left(l.sets());
        if (gone(l.rsc()) || sets.isEmpty() != l.sets().isEmpty()) {
            return;
        }
        if (l.rules().size() < 2 && l.lifetime().isEmpty()) {
            all.add(rebuilt(l, l.id(), l.node(), l.score(), l.rules(), sets));
        } else if (l.rules().isEmpty()) {
            Rule here = nodeRule(l);
            all.add(rebuilt(l, l.id(), null, null, List.of(limited(here, l)), sets));
        } else {
            for (int i = 0; i < l.rules().size(); i++) {
                String id = l.rules().size() == 1 ? l.id() : l.id() + "-" + (i + 1);
                all.add(rebuilt(
                        l, id, l.node(), l.score(), List.of(limited(l.rules().get(i), l)), sets));
            }
        }
    }

    private static Location rebuilt(
            Location l,
            String id,
            @Nullable NodeName node,
            @Nullable String score,
            List<Rule> rules,
            List<ResourceSet> sets) {
        return new Location(
                id, l.rsc(), l.rscPattern(), l.role(), node, score, l.resourceDiscovery(), rules, sets, List.of());
    }

    /** "The node is this one", with the score of the constraint. */
    private static Rule nodeRule(Location l) {
        String node = l.node() == null ? "" : l.node().value();
        var isNode = new Expression(l.id() + "-node-expr", "#uname", "eq", node, null, null);
        return new Rule(l.id() + "-node-rule", null, null, l.score(), null, null, List.of(isNode));
    }

    /** The rule and, if the constraint has a lifetime, that one of its rules holds as well. */
    private static Rule limited(Rule rule, Location l) {
        if (l.lifetime().isEmpty()) {
            return rule;
        }
        List<Condition> lifetimes = List.copyOf(l.lifetime());
        Condition lifetime = l.lifetime().size() == 1
                ? l.lifetime().get(0)
                : new Rule(rule.id() + "-lifetime", null, null, null, null, "or", lifetimes);
        return new Rule(
                rule.id() + "-limited",
                null,
                rule.role(),
                rule.score(),
                rule.scoreAttribute(),
                "and",
                List.of(rule, lifetime));
    }
}
