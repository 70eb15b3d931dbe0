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

/**
 * Collects the colocations that apply to a resource: its own, and those that it has on behalf of its ancestors. They do not
 * change once the constraints are read, so the own list of a resource that adds nothing to it is answered as it is.
 */
final class ColocationLists {
    /** Whether the resource is looked at as the dependent, or as the primary. */
    private final boolean dependency;

    private List<ColocationPair> list = List.of();
    /** Whether the list was made here, not taken from a resource. */
    private boolean own;

    private ColocationLists(boolean dependency) {
        this.dependency = dependency;
    }

    /** Colocations in which the resource, or what it stands for, is the dependent; not to be changed. */
    static List<ColocationPair> dependencies(PlanResource resource) {
        return resource.parent == null && !(resource instanceof PlanGroup)
                ? resource.colocatedWith
                : new ColocationLists(true).of(resource);
    }

    /** Colocations in which the resource, or what it stands for, is the primary; not to be changed. */
    static List<ColocationPair> dependents(PlanResource resource) {
        return resource.parent == null && !(resource instanceof PlanGroup)
                ? resource.dependents
                : new ColocationLists(false).of(resource);
    }

    private List<ColocationPair> of(PlanResource resource) {
        if (resource instanceof PlanGroup group) {
            ofGroup(group, group);
        } else {
            addAll(resource);
            ofParent(resource, resource);
        }
        return list;
    }

    private List<ColocationPair> listOf(PlanResource resource) {
        return dependency ? resource.colocatedWith : resource.dependents;
    }

    private void ofParent(PlanResource child, PlanResource behalf) {
        PlanResource parent = child.parent;
        if (parent instanceof PlanGroup group) {
            ofGroup(group, behalf);
        } else if (parent instanceof PlanClone clone) {
            addAll(clone);
            ofParent(clone, behalf);
        } else if (parent instanceof PlanBundle bundle && countsForBundle(bundle, behalf)) {
            addAll(bundle);
        }
    }

    private void ofGroup(PlanGroup group, PlanResource behalf) {
        PlanResource speaker = dependency ? group.first() : group.last();
        if (behalf == group || behalf == speaker) {
            addAll(group);
            ofParent(group, behalf);
            if (group.colocated) {
                for (PlanResource member : group.children) {
                    if (member != behalf) {
                        addExplicit(member);
                    }
                }
            }
        } else if (dependency && someEarlierUnmanaged(group, behalf)) {
            for (ColocationPair pair : group.colocatedWith) {
                if (pair.score() >= Scores.INFINITY) {
                    add(pair);
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

    private void addExplicit(PlanResource member) {
        List<ColocationPair> pairs = listOf(member);
        for (int i = 0; i < pairs.size(); i++) {
            if (pairs.get(i).explicit()) {
                add(pairs.get(i));
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
    private void addAll(PlanResource resource) {
        List<ColocationPair> added = listOf(resource);
        if (list.isEmpty()) {
            list = added;
            return;
        }
        for (int i = 0; i < added.size(); i++) {
            add(added.get(0));
        }
    }

    private void add(ColocationPair pair) {
        if (!own) {
            list = new ArrayList<>(list);
            own = true;
        }
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
