package io.systole.policy.assign;

import io.systole.policy.model.ColocationPair;
import io.systole.policy.model.MergeSort;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.WorkingState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Assigns the instances of a clone, and chooses those to promote. */
final class CloneAssigner {
    private final WorkingState state;
    private final Assigner all;
    private final InstanceAssigner instances;
    private final Promotion promotion;

    CloneAssigner(WorkingState state, Assigner all, InstanceAssigner instances, Promotion promotion) {
        this.state = state;
        this.all = all;
        this.instances = instances;
        this.promotion = promotion;
    }

    @Nullable
    PlanNode assign(PlanClone clone, @Nullable PlanNode preferred, boolean last) {
        PlanResource parent = clone.parent;
        if (parent != null && !parent.beingAssigned && !parent.decided) {
            all.assign(parent, null, last);
        }
        if (clone.decided || clone.beingAssigned) {
            return null;
        }
        clone.beingAssigned = true;
        if (clone.promotable) {
            promotion.addScores(clone);
        }
        for (ColocationPair pair : ColocationLists.dependencies(clone)) {
            all.assign(pair.primary(), preferred, last);
        }
        for (ColocationPair pair : ColocationLists.dependents(clone)) {
            if (ColocationLists.influences(pair, pair.primary())) {
                clone.candidates = ScoreMerge.dependentInto(pair, clone, clone.candidates);
            }
        }
        state.ledger.dump("pcmk__clone_assign", clone);
        List<PlanResource> sorted = MergeSort.sorted(clone.children, new InstanceOrder());
        clone.children.clear();
        clone.children.addAll(sorted);
        instances.assign(
                clone, List.copyOf(clone.children), new InstanceAssigner.Limits(clone.cloneMax, clone.cloneNodeMax));
        if (clone.promotable) {
            promotion.chooseRoles(clone);
        }
        clone.beingAssigned = false;
        clone.decided = true;
        return null;
    }
}
