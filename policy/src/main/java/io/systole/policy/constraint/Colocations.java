package io.systole.policy.constraint;

import io.systole.policy.model.ColocationPair;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanResource;
import java.util.List;

/** The sorted lists of colocations: those of higher priority and kind first, among equals the newest first. */
public final class Colocations {
    private Colocations() {}

    /** Enters a colocation with both of its ends. */
    public static void enter(ColocationPair pair) {
        addDependency(pair.dependent().colocatedWith, pair);
        addDependent(pair.primary().dependents, pair);
    }

    /** Adds to a list of "this with others", which is sorted by the others. */
    public static void addDependency(List<ColocationPair> list, ColocationPair pair) {
        int at = 0;
        while (at < list.size() && compare(pair.primary(), list.get(at).primary()) > 0) {
            at++;
        }
        list.add(at, pair);
    }

    /** Adds to a list of "others with this", which is sorted by the others. */
    public static void addDependent(List<ColocationPair> list, ColocationPair pair) {
        int at = 0;
        while (at < list.size() && compare(pair.dependent(), list.get(at).dependent()) > 0) {
            at++;
        }
        list.add(at, pair);
    }

    private static int compare(PlanResource a, PlanResource b) {
        if (a.priority != b.priority) {
            return Integer.compare(b.priority, a.priority);
        }
        if (a.kind() != b.kind()) {
            return b.kind().compareTo(a.kind());
        }
        if (a instanceof PlanClone left && b instanceof PlanClone right && left.promotable != right.promotable) {
            return left.promotable ? -1 : 1;
        }
        return a.id.compareTo(b.id);
    }
}
