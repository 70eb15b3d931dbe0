package io.systole.policy.assign;

import io.systole.policy.model.ColocationPair;
import io.systole.policy.model.PlanResource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Along which open primaries the assignment of a resource would go on. A resource asks for its primaries to be assigned
 * first, and these for theirs; where that goes deep, the farthest is assigned first, which comes to the same: a resource has
 * done nothing yet when it asks for its first open primary.
 */
final class FarthestFirst {
    private FarthestFirst() {}

    /** The resources from the farthest primary up to the given one. */
    static Deque<PlanResource> upTo(PlanResource resource) {
        Set<PlanResource> chain = new LinkedHashSet<>();
        PlanResource next = outermostOpen(resource);
        while (next != null && chain.add(next)) {
            next = firstOpenPrimary(next);
        }
        Deque<PlanResource> farthestFirst = new ArrayDeque<>();
        chain.forEach(farthestFirst::push);
        return farthestFirst;
    }

    private static @Nullable PlanResource firstOpenPrimary(PlanResource resource) {
        PlanResource first = null;
        for (ColocationPair pair : ColocationLists.dependencies(resource)) {
            PlanResource primary = pair.primary();
            if (!primary.decided && !primary.beingAssigned) {
                if (pair.mandatory()) {
                    return outermostOpen(primary);
                }
                first = first == null ? primary : first;
            }
        }
        return first == null ? null : outermostOpen(first);
    }

    /** A part is assigned with what it is part of. */
    private static PlanResource outermostOpen(PlanResource resource) {
        PlanResource outermost = resource;
        while (outermost.parent != null && !outermost.parent.decided && !outermost.parent.beingAssigned) {
            outermost = outermost.parent;
        }
        return outermost;
    }
}
