package io.systole.policy.assign;

import io.systole.cib.value.Scores;
import io.systole.policy.constraint.Colocations;
import io.systole.policy.model.ColocationPair;
import io.systole.policy.model.PlanBundle;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanGroup;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import java.util.ArrayList;
import java.util.List;

/** Collects the colocations that apply to a resource: its own, and those that it has on behalf of its ancestors. */
final class ColocationLists {
    private ColocationLists() {}

    /** Colocations in which the resource, or what it stands for, is the dependent. */
    static List<ColocationPair> dependencies(PlanResource resource) {
        List<ColocationPair> list = new ArrayList<>();
        if (resource instanceof PlanGroup group) {
            ofGroup(group, group, list, true);
            return list;
        }
        addAll(list, resource.colocatedWith, true);
        ofParent(resource, resource, list, true);
        return list;
    }

    /** Colocations in which the resource, or what it stands for, is the primary. */
    static List<ColocationPair> dependents(PlanResource resource) {
        List<ColocationPair> list = new ArrayList<>();
        if (resource instanceof PlanGroup group) {
            ofGroup(group, group, list, false);
            return list;
        }
        addAll(list, resource.dependents, false);
        ofParent(resource, resource, list, false);
        return list;
    }

    private static void ofParent(
            PlanResource child, PlanResource behalf, List<ColocationPair> list, boolean dependency) {
        PlanResource parent = child.parent;
        if (parent instanceof PlanGroup group) {
            ofGroup(group, behalf, list, dependency);
        } else if (parent instanceof PlanClone clone) {
            addAll(list, dependency ? clone.colocatedWith : clone.dependents, dependency);
            ofParent(clone, behalf, list, dependency);
        } else if (parent instanceof PlanBundle bundle && countsForBundle(bundle, behalf)) {
            addAll(list, dependency ? bundle.colocatedWith : bundle.dependents, dependency);
        }
    }

    private static void ofGroup(PlanGroup group, PlanResource behalf, List<ColocationPair> list, boolean dependency) {
        PlanResource speaker = dependency ? group.first() : group.last();
        if (behalf == group || behalf == speaker) {
            addAll(list, dependency ? group.colocatedWith : group.dependents, dependency);
            ofParent(group, behalf, list, dependency);
            if (group.colocated) {
                for (PlanResource member : group.children) {
                    if (member != behalf) {
                        addExplicit(list, member, dependency);
                    }
                }
            }
        } else if (dependency && someEarlierUnmanaged(group, behalf)) {
            for (ColocationPair pair : group.colocatedWith) {
                if (pair.score() >= Scores.INFINITY) {
                    add(list, pair, true);
                }
            }
        }
    }

    private static boolean someEarlierUnmanaged(PlanGroup group, PlanResource member) {
        for (PlanResource earlier : group.children) {
            if (earlier == member) {
                return false;
            }
            if (!earlier.managed) {
                return true;
            }
        }
        return false;
    }

    private static void addExplicit(List<ColocationPair> list, PlanResource member, boolean dependency) {
        for (ColocationPair pair : dependency ? member.colocatedWith : member.dependents) {
            if (pair.explicit()) {
                add(list, pair, dependency);
            }
        }
    }

    private static boolean countsForBundle(PlanBundle bundle, PlanResource behalf) {
        if (bundle.containers.contains(behalf)) {
            return true;
        }
        PlanClone inner = bundle.innerClone;
        if (inner == null || !inner.promotable || behalf.top() != inner) {
            return false;
        }
        return behalf == inner ? inner.choosingRoles : behalf.decided;
    }

    /**
     * Adds a whole list. To an empty list it is copied; of one that has entries, the reference adds the first new entry as
     * often as the added list is long, and so do we.
     */
    private static void addAll(List<ColocationPair> list, List<ColocationPair> added, boolean dependency) {
        if (list.isEmpty()) {
            list.addAll(added);
            return;
        }
        for (int i = 0; i < added.size(); i++) {
            add(list, added.get(0), dependency);
        }
    }

    private static void add(List<ColocationPair> list, ColocationPair pair, boolean dependency) {
        if (dependency) {
            Colocations.addDependency(list, pair);
        } else {
            Colocations.addDependent(list, pair);
        }
    }

    /** Whether the dependent's preferences count when the primary, or an instance of it, is placed. */
    static boolean influences(ColocationPair pair, PlanResource primary) {
        boolean connection = pair.dependent() instanceof PlanPrimitive dependent
                && dependent.isConnection()
                && dependent.bundle() != null;
        if (connection && !primary.failed && primary.activeNodes.size() == 1) {
            return false;
        }
        return pair.influence() || primary.activeNodes.isEmpty();
    }
}
