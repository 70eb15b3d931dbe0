package io.systole.policy.constraint;

import io.systole.cib.Colocation;
import io.systole.cib.ResourceId;
import io.systole.cib.ResourceSet;
import io.systole.cib.value.Truth;
import io.systole.policy.model.ColocationPair;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Role;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Turns colocation constraints, with and without sets, into pairs of a dependent and a primary. */
final class ColocationReader {
    private final WorkingState state;
    private final Referents referents;

    ColocationReader(WorkingState state, Referents referents) {
        this.state = state;
        this.referents = referents;
    }

    void read(Colocation constraint) {
        OptionalInt score = constraint.score() == null ? OptionalInt.of(0) : Health.score(state, constraint.score());
        if (score.isEmpty()) {
            return;
        }
        Draft draft = new Draft(constraint, score.getAsInt());
        if (!constraint.sets().isEmpty()) {
            sets(draft, referents.expand(constraint.sets()));
            return;
        }
        List<String> dependents = referents.members(constraint.rsc());
        List<String> primaries = referents.members(constraint.withRsc());
        if (dependents != null && primaries != null) {
            return;
        }
        if (constraint.rsc() == null || constraint.withRsc() == null) {
            return;
        }
        if (dependents != null || primaries != null) {
            sets(
                    draft,
                    List.of(
                            side(constraint.rsc(), dependents, constraint.rscRole()),
                            side(constraint.withRsc(), primaries, constraint.withRscRole())));
            return;
        }
        PlanResource dependent = referents.resource(constraint.rsc());
        PlanResource primary = referents.resource(constraint.withRsc());
        if (dependent != null && primary != null) {
            String attribute =
                    constraint.nodeAttribute() == null ? ColocationPair.NODE_NAME : constraint.nodeAttribute();
            add(
                    constraint.id(),
                    new End(dependent, constraint.rscRole()),
                    new End(primary, constraint.withRscRole()),
                    attribute,
                    draft.score,
                    influence(constraint, dependent));
        }
    }

    private static ResourceSet side(ResourceId id, @Nullable List<String> members, @Nullable String role) {
        return members == null ? Referents.set(List.of(id.value()), role, null) : Referents.set(members, role, "false");
    }

    private record Draft(Colocation constraint, int score) {}

    private record End(PlanResource resource, @Nullable String role) {}

    private static boolean influence(Colocation constraint, PlanResource dependent) {
        if (Truth.isTrue(constraint.influence())) {
            return true;
        }
        return !Truth.isFalse(constraint.influence()) && dependent.critical;
    }

    private static boolean sequential(ResourceSet set) {
        return set.sequential() == null || Truth.isTrue(set.sequential());
    }

    private void sets(Draft draft, List<ResourceSet> sets) {
        ResourceSet previous = null;
        for (ResourceSet set : sets) {
            inside(draft, set);
            if (previous != null) {
                between(draft, previous, set);
            }
            previous = set;
        }
    }

    private List<PlanResource> resources(ResourceSet set) {
        List<PlanResource> found = new ArrayList<>();
        for (ResourceId id : set.resources()) {
            PlanResource resource = referents.resource(id);
            if (resource == null) {
                break;
            }
            found.add(resource);
        }
        return found;
    }

    private void inside(Draft draft, ResourceSet set) {
        OptionalInt own = set.score() == null ? OptionalInt.of(draft.score) : Health.score(state, set.score());
        int score = own.orElse(0);
        if (score == 0 || !sequential(set)) {
            return;
        }
        String id = set.id() == null ? draft.constraint.id() : set.id();
        List<PlanResource> members = resources(set);
        boolean grouped = set.ordering() == null || set.ordering().equals("group");
        for (int i = 1; i < members.size(); i++) {
            if (score > 0) {
                PlanResource dependent = members.get(grouped ? i : i - 1);
                PlanResource primary = members.get(grouped ? i - 1 : i);
                pair(draft, id, new End(dependent, set.role()), new End(primary, set.role()), score);
            } else {
                for (int j = 0; j < i; j++) {
                    pair(draft, id, new End(members.get(i), set.role()), new End(members.get(j), set.role()), score);
                }
            }
        }
    }

    private void between(Draft draft, ResourceSet first, ResourceSet second) {
        List<PlanResource> dependents = resources(first);
        List<PlanResource> primaries = resources(second);
        if (dependents.isEmpty() || primaries.isEmpty()) {
            return;
        }
        if (sequential(first)) {
            dependents = dependents.subList(0, 1);
        }
        if (sequential(second)) {
            primaries = primaries.subList(primaries.size() - 1, primaries.size());
        }
        for (PlanResource dependent : dependents) {
            for (PlanResource primary : primaries) {
                pair(
                        draft,
                        draft.constraint.id(),
                        new End(dependent, first.role()),
                        new End(primary, second.role()),
                        draft.score);
            }
        }
    }

    private void pair(Draft draft, String id, End dependent, End primary, int score) {
        add(id, dependent, primary, ColocationPair.NODE_NAME, score, influence(draft.constraint, dependent.resource));
    }

    private void add(String id, End dependent, End primary, String attribute, int score, boolean influence) {
        Role dependentRole = role(dependent.role);
        Role primaryRole = role(primary.role);
        if (score == 0 || dependentRole == null || primaryRole == null) {
            return;
        }
        ColocationPair pair = new ColocationPair(
                id,
                dependent.resource,
                dependentRole,
                primary.resource,
                primaryRole,
                attribute,
                score,
                influence,
                true);
        Colocations.enter(pair);
        state.colocations.add(pair);
    }

    /** Started means any role; null is an invalid one. */
    private static @Nullable Role role(@Nullable String text) {
        if (text == null) {
            return Role.UNKNOWN;
        }
        Role role = Role.parse(text);
        return role == Role.STARTED ? Role.UNKNOWN : role;
    }
}
