package io.systole.policy.assign;

import io.systole.cib.value.Scores;
import io.systole.policy.model.Candidate;
import io.systole.policy.model.ColocationPair;
import io.systole.policy.model.PlacementStrategy;
import io.systole.policy.model.PlanBundle;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanGroup;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Preference;
import io.systole.policy.model.SlotTable;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Utilization: the free capacity of nodes, and which of them have room for a resource and what is colocated with it. */
final class Capacity {
    private Capacity() {}

    static void take(PlanNode node, PlanPrimitive primitive) {
        change(node, primitive, -1);
    }

    static void giveBack(PlanNode node, PlanPrimitive primitive) {
        change(node, primitive, 1);
    }

    private static void change(PlanNode node, PlanPrimitive primitive, int sign) {
        primitive.utilization.forEach((name, amount) -> {
            Integer free = node.capacity.get(name);
            if (free != null) {
                long changed = (long) free + (long) sign * amount;
                node.capacity.put(name, (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, changed)));
            }
        });
    }

    /** Positive when the first node has more in more attributes; not transitive. */
    static int compareFree(PlanNode a, PlanNode b) {
        int[] more = {0};
        a.capacity.forEach((name, amount) -> more[0] += Integer.compare(amount, orZero(b.capacity.get(name))));
        b.capacity.forEach((name, amount) -> {
            if (a.capacity.get(name) == null) {
                more[0] += Integer.compare(0, amount);
            }
        });
        return Integer.signum(more[0]);
    }

    private static int orZero(@Nullable Integer amount) {
        return amount == null ? 0 : amount;
    }

    /** Bans nodes without room; answers the most capable node when no node has room for all that is colocated. */
    static @Nullable PlanNode check(WorkingState state, PlanPrimitive resource) {
        if (state.options.placement() == PlacementStrategy.DEFAULT) {
            return null;
        }
        List<PlanResource> colocated = new ArrayList<>();
        collect(resource, resource, colocated);
        SortedMap<String, Integer> all = sum(colocated);
        SortedMap<String, Integer> alone = new TreeMap<>();
        add(alone, resource.utilization);
        boolean someHasRoom = false;
        PlanNode best = null;
        for (Candidate candidate : resource.candidates.walk()) {
            if (!candidate.usable()) {
                continue;
            }
            someHasRoom |= hasRoom(candidate.node, all);
            if (best == null || compareFree(candidate.node, best) > 0) {
                best = candidate.node;
            }
        }
        SortedMap<String, Integer> needed = someHasRoom ? all : alone;
        for (Candidate candidate : resource.candidates.walk()) {
            if (candidate.usable() && !hasRoom(candidate.node, needed)) {
                Preference.ban(resource, candidate.node, "not enough capacity");
            }
        }
        return someHasRoom ? null : best;
    }

    private static boolean hasRoom(PlanNode node, SortedMap<String, Integer> needed) {
        return needed.entrySet().stream().allMatch(each -> orZero(node.capacity.get(each.getKey())) >= each.getValue());
    }

    private static void add(SortedMap<String, Integer> sum, SlotTable<Integer> utilization) {
        utilization.forEach((name, amount) -> sum.merge(name, amount, Integer::sum));
    }

    /** All that is tied to the resource by mandatory colocation, depth first. */
    private static void collect(PlanResource resource, PlanResource asked, List<PlanResource> found) {
        if (found.contains(resource)) {
            return;
        }
        found.add(resource);
        for (ColocationPair pair : ColocationLists.dependencies(resource)) {
            if (pair.score() >= Scores.INFINITY && pair.primary() != asked && followed(pair)) {
                collect(pair.primary(), asked, found);
            }
        }
        for (ColocationPair pair : ColocationLists.dependents(resource)) {
            boolean cloneToOther = resource instanceof PlanClone && !(pair.dependent() instanceof PlanClone);
            if (pair.score() >= Scores.INFINITY && pair.dependent() != asked && followed(pair) && !cloneToOther) {
                collect(pair.dependent(), asked, found);
            }
        }
        if (resource instanceof PlanGroup group && (group.colocated || group.parent instanceof PlanClone)) {
            group.children.forEach(member -> collect(member, asked, found));
        }
    }

    private static boolean followed(ColocationPair pair) {
        return ColocationEffect.kindIgnoringProgress(pair, pair.dependent(), pair.primary())
                == ColocationEffect.Kind.LOCATION;
    }

    private static SortedMap<String, Integer> sum(List<PlanResource> resources) {
        SortedMap<String, Integer> sum = new TreeMap<>();
        for (PlanResource resource : resources) {
            if (!resource.decided) {
                addOpen(sum, resource, resources);
            }
        }
        return sum;
    }

    private static void addOpen(SortedMap<String, Integer> sum, PlanResource resource, List<PlanResource> listed) {
        if (resource instanceof PlanPrimitive primitive) {
            add(sum, primitive.utilization);
        } else if (resource instanceof PlanGroup group) {
            boolean whole = group.colocated || group.parent instanceof PlanClone;
            List<PlanResource> members = whole ? group.children : group.children.subList(0, 1);
            for (PlanResource member : members) {
                if (!member.decided && (!whole || !listed.contains(member))) {
                    addOpen(sum, member, listed);
                }
            }
        } else if (resource instanceof PlanClone clone) {
            addClone(sum, clone, listed);
        } else if (resource instanceof PlanBundle bundle && !bundle.replicas.isEmpty()) {
            add(sum, bundle.replicas.get(0).container().utilization);
        }
    }

    private static void addClone(SortedMap<String, Integer> sum, PlanClone clone, List<PlanResource> listed) {
        boolean existing = false;
        for (PlanResource instance : clone.children) {
            if (listed.contains(instance)) {
                existing = true;
            } else if (instance.children.stream().anyMatch(listed::contains)) {
                addOpen(sum, instance, listed);
                existing = true;
            }
        }
        if (!existing && !clone.children.isEmpty()) {
            addOpen(sum, clone.children.get(0), listed);
        }
    }
}
