package io.systole.policy.assign;

import io.systole.policy.model.Candidate;
import io.systole.policy.model.CandidateTable;
import io.systole.policy.model.Discovery;
import io.systole.policy.model.LocationWish;
import io.systole.policy.model.PlanBundle;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanGroup;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Role;
import io.systole.policy.model.WorkingState;
import java.util.List;

/** Applies location constraints to the tables, the newest first. */
final class LocationPhase {
    private LocationPhase() {}

    static void run(WorkingState state) {
        List<LocationWish> wishes = state.locations;
        for (int i = wishes.size() - 1; i >= 0; i--) {
            apply(wishes.get(i), wishes.get(i).resource(), true);
        }
    }

    private static void apply(LocationWish wish, PlanResource resource, boolean withScores) {
        addTo(resource, wish, withScores);
        if (resource instanceof PlanGroup group) {
            for (PlanResource member : group.children) {
                boolean scores = withScores && (!group.colocated || member == group.first());
                apply(wish, member, scores);
            }
        } else if (resource instanceof PlanClone clone) {
            clone.children.forEach(instance -> apply(wish, instance, withScores));
        } else if (resource instanceof PlanBundle bundle) {
            applyToBundle(wish, bundle);
        }
    }

    private static void applyToBundle(LocationWish wish, PlanBundle bundle) {
        for (PlanBundle.Replica replica : bundle.replicas) {
            apply(wish, replica.container(), true);
            if (replica.address() != null) {
                apply(wish, replica.address(), true);
            }
        }
        if (bundle.innerClone != null && wish.role() == Role.PROMOTED) {
            apply(wish, bundle.innerClone, true);
            bundle.innerClone.promotedLocations.add(wish);
        }
    }

    private static void addTo(PlanResource resource, LocationWish wish, boolean withScores) {
        if (wish.role() != Role.UNKNOWN && wish.role() != resource.nextRole) {
            return;
        }
        for (LocationWish.NodeScore each : wish.nodes()) {
            int score = withScores ? each.score() : 0;
            add(resource.candidates, wish, each, score);
            Candidate entry = resource.candidates.get(each.node());
            if (entry != null && wish.discovery().compareTo(entry.discovery) > 0) {
                entry.discovery = wish.discovery();
                if (entry.discovery == Discovery.EXCLUSIVE) {
                    resource.exclusiveDiscovery = true;
                }
            }
        }
    }

    /** Adds the scores of a wish to a table that is looked at only. */
    static void addTo(CandidateTable table, PlanResource resource, LocationWish wish) {
        if (wish.role() != Role.UNKNOWN && wish.role() != resource.nextRole) {
            return;
        }
        for (LocationWish.NodeScore each : wish.nodes()) {
            add(table, wish, each, each.score());
        }
    }

    private static void add(CandidateTable table, LocationWish wish, LocationWish.NodeScore each, int score) {
        Candidate entry = table.get(each.node());
        if (entry == null) {
            table.put(new Candidate(each.node(), score, "location " + wish.id()));
        } else {
            entry.add(score, "location " + wish.id());
        }
    }
}
