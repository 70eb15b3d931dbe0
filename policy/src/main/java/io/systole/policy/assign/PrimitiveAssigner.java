package io.systole.policy.assign;

import io.systole.cib.value.Scores;
import io.systole.policy.model.Candidate;
import io.systole.policy.model.CandidateTable;
import io.systole.policy.model.Choice.Criterion;
import io.systole.policy.model.ColocationPair;
import io.systole.policy.model.PlacementStrategy;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.Preference;
import io.systole.policy.model.QuorumPolicy;
import io.systole.policy.model.Role;
import io.systole.policy.model.WorkingState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses the node of a primitive: colocations, mandatory ones first, then the best of what remains. */
final class PrimitiveAssigner {
    private final WorkingState state;
    private final Assigner all;
    private final ColocationEffect effect;
    private final Placement placement;

    PrimitiveAssigner(WorkingState state, Assigner all, ColocationEffect effect, Placement placement) {
        this.state = state;
        this.all = all;
        this.effect = effect;
        this.placement = placement;
    }

    @Nullable
    PlanNode assign(PlanPrimitive primitive, @Nullable PlanNode preferred, boolean last) {
        if (primitive.parent != null && !primitive.parent.beingAssigned && !primitive.parent.decided) {
            all.assign(primitive.parent, preferred, last);
        }
        if (primitive.decided) {
            return primitive.assignedNode();
        }
        if (primitive.beingAssigned) {
            return null;
        }
        primitive.beingAssigned = true;
        colocate(primitive);
        adjustRole(primitive);
        state.ledger.dump("pcmk__primitive_assign", primitive);
        if (state.options.fencingEnabled() && !state.haveFenceDevice) {
            primitive.managed = false;
        }
        if (!primitive.managed) {
            stay(primitive);
        } else if (state.options.stopAll()) {
            placement.assign(primitive, null, true, last);
            state.ledger.chose(primitive, Criterion.STOP_ALL);
        } else {
            choose(primitive, preferred, last);
        }
        primitive.beingAssigned = false;
        if (primitive.isConnection()) {
            updateRemoteNode(primitive);
        }
        return primitive.assignedNode();
    }

    private void colocate(PlanPrimitive primitive) {
        List<ColocationPair> primaries = ColocationLists.dependencies(primitive);
        List<ColocationPair> dependents = ColocationLists.dependents(primitive);
        for (boolean mandatory : new boolean[] {true, false}) {
            for (ColocationPair pair : primaries) {
                if (pair.mandatory() == mandatory) {
                    follow(primitive, pair);
                }
            }
            for (ColocationPair pair : dependents) {
                if (pair.mandatory() == mandatory && ColocationLists.influences(pair, pair.primary())) {
                    primitive.candidates = ScoreMerge.dependentInto(pair, primitive, primitive.candidates);
                }
            }
        }
    }

    private void follow(PlanPrimitive primitive, ColocationPair pair) {
        boolean finiteNegative = pair.score() < 0 && pair.score() > -Scores.INFINITY;
        CandidateTable before =
                pair.dependentRole() == Role.PROMOTED || finiteNegative ? primitive.candidates.copy() : null;
        if (!pair.primary().decided) {
            all.assign(pair.primary(), null, true);
        }
        effect.apply(primitive, pair.primary(), pair);
        if (before != null && !primitive.candidates.anyUsable()) {
            primitive.candidates = before;
        }
    }

    private void adjustRole(PlanPrimitive primitive) {
        if (primitive.nextRole == Role.STOPPED) {
            Preference.banEverywhere(state, primitive, "next role is Stopped");
        } else if (primitive.nextRole.above(primitive.currentRole)
                && !state.quorate
                && state.quorumPolicy == QuorumPolicy.FREEZE) {
            primitive.nextRole = primitive.currentRole;
        }
    }

    private void stay(PlanPrimitive primitive) {
        primitive.nextRole = primitive.currentRole;
        PlanNode current = primitive.currentNode();
        if (current == null) {
            placement.assign(primitive, null, true, true);
            primitive.nextRole = primitive.currentRole;
        } else {
            placement.assign(primitive, new Candidate(current, current.baseScore, "not managed"), true, true);
        }
        state.ledger.chose(primitive, Criterion.UNMANAGED);
    }

    private void choose(PlanPrimitive primitive, @Nullable PlanNode preferred, boolean last) {
        Role wished = primitive.nextRole;
        PlanNode mostCapable = Capacity.check(state, primitive);
        PlanNode wanted = preferred == null ? mostCapable : preferred;
        List<Candidate> candidates = NodeOrder.sorted(state.options, primitive.candidates, primitive.currentNode());
        if (candidates.isEmpty()) {
            placement.assign(primitive, null, false, last);
            state.ledger.chose(primitive, Criterion.NO_CANDIDATE);
            return;
        }
        Candidate best = candidates.get(0);
        Candidate entry = wanted == null ? null : primitive.candidates.get(wanted);
        boolean asked = entry != null && entry.score >= best.score && entry.usable();
        Candidate chosen = asked ? entry : stayOr(primitive, best, candidates);
        Criterion criterion = asked ? Criterion.PREFERRED : criterion(chosen, candidates, primitive.currentNode());
        placement.assign(primitive, chosen, false, last);
        if (primitive.assigned == null) {
            criterion = wished == Role.STOPPED ? Criterion.TARGET_ROLE : Criterion.FORBIDDEN;
        }
        state.ledger.chose(primitive, criterion);
    }

    /** What decided between the chosen candidate and the next best one. */
    private Criterion criterion(@Nullable Candidate chosen, List<Candidate> candidates, @Nullable PlanNode current) {
        Candidate best = candidates.get(0);
        if (chosen == null || candidates.size() < 2) {
            return Criterion.SCORE;
        }
        Candidate second = candidates.get(1);
        if (chosen != best) {
            return Criterion.CURRENT_NODE;
        }
        if (second.score != best.score || second.node.able() != best.node.able()) {
            return Criterion.SCORE;
        }
        if (state.options.placement() == PlacementStrategy.BALANCED
                && Capacity.compareFree(best.node, second.node) != 0) {
            return Criterion.CAPACITY;
        }
        if (best.node.assignedCount != second.node.assignedCount) {
            return Criterion.FEWER_RESOURCES;
        }
        return best.node == current ? Criterion.CURRENT_NODE : Criterion.NAME;
    }

    /** Among candidates of the same positive score the current node is kept. */
    private static Candidate stayOr(PlanPrimitive primitive, Candidate best, List<Candidate> candidates) {
        boolean uniqueInstance = primitive.parent instanceof PlanClone clone && clone.unique;
        PlanNode current = primitive.currentNode();
        if (uniqueInstance
                || best.score <= 0
                || !best.node.able()
                || current == null
                || !current.able()
                || current.baseScore < 0) {
            return best;
        }
        for (Candidate candidate : candidates) {
            if (candidate.score != best.score || !candidate.node.able()) {
                break;
            }
            if (candidate.node == current) {
                return candidate;
            }
        }
        return best;
    }

    /** A node behind a connection is online exactly if the connection is going to be started. */
    private static void updateRemoteNode(PlanPrimitive connection) {
        PlanNode remote = connection.remoteNode;
        if (remote == null) {
            return;
        }
        if (connection.assigned != null && connection.nextRole != Role.STOPPED) {
            remote.online = true;
            if (!remote.seen) {
                remote.unclean = false;
            }
        } else {
            remote.shutdown = true;
        }
    }
}
