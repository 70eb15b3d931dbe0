package io.systole.policy.assign;

import io.systole.cib.value.Scores;
import io.systole.policy.model.Candidate;
import io.systole.policy.model.CandidateTable;
import io.systole.policy.model.ColocationPair;
import io.systole.policy.model.PlanBundle;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanGroup;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a colocation does to its dependent once the primary is decided: to its table, or to its promotion priority. */
final class ColocationEffect {
    /** Whether a colocation concerns the place or the role of the dependent, or nothing. */
    enum Kind {
        NONE,
        LOCATION,
        ROLE
    }

    private final Instances instances;
    private final Placement placement;

    ColocationEffect(Instances instances, Placement placement) {
        this.instances = instances;
        this.placement = placement;
    }

    /** Applies the colocation; answers what was added to the dependent's priority. */
    int apply(PlanPrimitive dependent, PlanResource primary, ColocationPair pair) {
        if (primary instanceof PlanPrimitive single) {
            return applyPrimitive(dependent, single, pair);
        }
        if (!primary.decided) {
            return 0;
        }
        if (primary instanceof PlanGroup group) {
            return applyGroup(dependent, group, pair);
        }
        if (primary instanceof PlanClone clone) {
            return applyClone(dependent, clone, pair);
        }
        return primary instanceof PlanBundle bundle ? applyBundle(dependent, bundle, pair) : 0;
    }

    /** Of a container the inner instance, which has the role. */
    private static PlanResource roleResource(PlanResource resource) {
        PlanBundle bundle = resource.bundle();
        if (bundle != null) {
            PlanBundle.Replica replica = bundle.replicaOf(resource);
            if (replica != null && replica.container() == resource && replica.instance() != null) {
                return replica.instance();
            }
        }
        return resource;
    }

    private static Kind kind(ColocationPair pair, PlanResource dependent, PlanResource primary) {
        if (!primary.decided) {
            return Kind.NONE;
        }
        PlanResource role = roleResource(dependent);
        if (pair.dependentRole().compareTo(Role.UNPROMOTED) >= 0
                && role.parent != null
                && role.promotable()
                && role.decided) {
            return Kind.ROLE;
        }
        return dependent.decided ? Kind.NONE : byRoles(pair, role, roleResource(primary));
    }

    /** The kind as it would be if the dependent were open and the primary decided. */
    static Kind kindIgnoringProgress(ColocationPair pair, PlanResource dependent, PlanResource primary) {
        return byRoles(pair, roleResource(dependent), roleResource(primary));
    }

    private static Kind byRoles(ColocationPair pair, PlanResource dependent, PlanResource primary) {
        if (pair.dependentRole() != Role.UNKNOWN && pair.dependentRole() != dependent.nextRole) {
            return Kind.NONE;
        }
        if (pair.primaryRole() != Role.UNKNOWN && pair.primaryRole() != primary.nextRole) {
            return Kind.NONE;
        }
        return Kind.LOCATION;
    }

    private int applyPrimitive(PlanPrimitive dependent, PlanPrimitive primary, ColocationPair pair) {
        switch (kind(pair, dependent, primary)) {
            case LOCATION -> applyLocation(dependent, primary, pair);
            case ROLE -> {
                return applyRole(dependent, primary, pair);
            }
            case NONE -> {}
        }
        return 0;
    }

    private static String source(ColocationPair pair, PlanResource primary) {
        return "colocation " + pair.id() + " with " + primary.id;
    }

    private static void applyLocation(PlanPrimitive dependent, PlanPrimitive primary, ColocationPair pair) {
        PlanNode node = primary.assignedNode();
        if (node == null && pair.score() < 0) {
            return;
        }
        CandidateTable copy = dependent.candidates.copy();
        String source = source(pair, primary);
        @Nullable String wanted = node == null ? null : NodeAttributes.value(primary, node, pair.nodeAttribute());
        for (Candidate candidate : copy.walk()) {
            if (node == null) {
                candidate.add(-pair.score(), source);
                continue;
            }
            String value = NodeAttributes.value(dependent, candidate.node, pair.nodeAttribute());
            if (NodeAttributes.equal(wanted, value)) {
                if (pair.score() < Scores.INFINITY) {
                    candidate.add(pair.score(), source);
                }
            } else if (pair.score() >= Scores.INFINITY) {
                candidate.add(-Scores.INFINITY, source);
            }
        }
        if (pair.mandatory() || copy.anyUsable()) {
            dependent.candidates = copy;
        }
    }

    private static int applyRole(PlanPrimitive dependent, PlanPrimitive primary, ColocationPair pair) {
        PlanNode node = dependent.assignedNode();
        PlanNode other = primary.assignedNode();
        if (node == null) {
            return 0;
        }
        if (other != null
                && pair.primaryRole() != Role.UNKNOWN
                && pair.primaryRole() != roleResource(primary).nextRole) {
            return 0;
        }
        String own = NodeAttributes.value(dependent, node, pair.nodeAttribute());
        String wanted = other == null ? null : NodeAttributes.value(primary, other, pair.nodeAttribute());
        int delta = pair.score();
        if (!NodeAttributes.equal(own, wanted)) {
            if (pair.score() < Scores.INFINITY || pair.dependentRole() != Role.PROMOTED) {
                return 0;
            }
            delta = -Scores.INFINITY;
        } else if (pair.dependentRole() == Role.UNPROMOTED) {
            delta = -pair.score();
        }
        dependent.priority = Scores.add(dependent.priority, delta);
        return delta;
    }

    private int applyGroup(PlanPrimitive dependent, PlanGroup group, ColocationPair pair) {
        boolean infinite = pair.score() >= Scores.INFINITY;
        if (group.colocated) {
            return apply(dependent, infinite ? group.last() : group.first(), pair);
        }
        int delta = 0;
        if (!infinite) {
            for (PlanResource member : group.children) {
                delta = Scores.add(delta, apply(dependent, member, pair));
            }
        }
        return delta;
    }

    private int applyClone(PlanPrimitive dependent, PlanClone clone, ColocationPair pair) {
        if (clone.promotable && pair.primaryRole() != Role.UNKNOWN) {
            if (!dependent.decided) {
                withRole(dependent, clone, pair);
                return 0;
            }
            if (pair.dependentRole() == Role.PROMOTED) {
                return promoteTogether(dependent, clone, pair);
            }
        }
        if (interleaved(pair, clone)) {
            PlanResource partner = instances.compatible(dependent, clone.children, Role.UNKNOWN, null);
            if (partner != null) {
                return apply(dependent, partner, pair);
            }
            if (pair.score() >= Scores.INFINITY) {
                placement.assign(dependent, null, true, true);
            }
            return 0;
        }
        if (pair.score() >= Scores.INFINITY) {
            List<PlanNode> nodes = new ArrayList<>();
            for (PlanResource instance : clone.children) {
                PlanNode node = instance.singleAssignedNode();
                if (node != null && !instance.anyBlocked()) {
                    nodes.add(node);
                }
            }
            keepOnly(dependent, nodes, source(pair, clone));
            return 0;
        }
        int delta = 0;
        for (PlanResource instance : List.copyOf(clone.children)) {
            delta = Scores.add(delta, apply(dependent, instance, pair));
        }
        return delta;
    }

    private static void keepOnly(PlanPrimitive dependent, List<PlanNode> nodes, String source) {
        for (Candidate candidate : dependent.candidates.walk()) {
            if (!nodes.contains(candidate.node)) {
                candidate.add(-Scores.INFINITY, source);
            }
        }
    }

    private static boolean interleaved(ColocationPair pair, PlanClone primary) {
        PlanResource dependent = pair.dependent();
        if (!dependent.metaTrue("interleave")) {
            return false;
        }
        if (dependent instanceof PlanClone clone) {
            return clone.cloneNodeMax == primary.cloneNodeMax;
        }
        return dependent instanceof PlanBundle bundle && bundle.replicasPerHost == primary.cloneNodeMax;
    }

    /** The place of a dependent of one role of a promotable clone. */
    private static void withRole(PlanPrimitive dependent, PlanClone clone, ColocationPair pair) {
        String source = source(pair, clone);
        boolean infinite = pair.score() >= Scores.INFINITY;
        if (infinite && pair.dependentRole() == Role.PROMOTED && pair.primaryRole() == Role.PROMOTED) {
            return;
        }
        List<PlanNode> nodes = new ArrayList<>();
        for (PlanResource instance : clone.children) {
            PlanNode node = instance.singleAssignedNode();
            if (node == null || instance.highestNextRole() != pair.primaryRole()) {
                continue;
            }
            if (infinite) {
                nodes.add(node);
                Candidate entry = dependent.candidates.get(node);
                if (entry != null) {
                    entry.add(assignedScore(instance, node), source);
                }
                continue;
            }
            String wanted = NodeAttributes.value(instance, node, pair.nodeAttribute());
            for (Candidate candidate : dependent.candidates.walk()) {
                String value = NodeAttributes.value(dependent, candidate.node, pair.nodeAttribute());
                if (NodeAttributes.equal(wanted, value)) {
                    candidate.add(pair.score(), source);
                }
            }
        }
        if (infinite) {
            keepOnly(dependent, nodes, source);
        }
    }

    private static int assignedScore(PlanResource instance, PlanNode node) {
        for (PlanPrimitive leaf : instance.leaves()) {
            if (leaf.assigned != null && leaf.assigned.node == node) {
                return leaf.assigned.score;
            }
        }
        return 0;
    }

    private int promoteTogether(PlanPrimitive dependent, PlanClone clone, ColocationPair pair) {
        PlanResource partner =
                instances.compatible(dependent, clone.children, pair.primaryRole(), pair.nodeAttribute());
        if (partner != null) {
            dependent.priority = Scores.add(dependent.priority, pair.score());
            return pair.score();
        }
        if (pair.score() >= Scores.INFINITY) {
            dependent.priority = -Scores.INFINITY;
            return -Scores.INFINITY;
        }
        return 0;
    }

    private int applyBundle(PlanPrimitive dependent, PlanBundle bundle, ColocationPair pair) {
        if (pair.dependent() instanceof PlanClone || pair.dependent() instanceof PlanBundle) {
            PlanResource partner = instances.compatibleContainer(dependent, bundle);
            if (partner != null) {
                return apply(dependent, partner, pair);
            }
            if (pair.score() >= Scores.INFINITY) {
                placement.assign(dependent, null, true, true);
            }
            return 0;
        }
        int delta = 0;
        List<PlanNode> nodes = new ArrayList<>();
        for (PlanBundle.Replica replica : bundle.replicas) {
            PlanPrimitive container = replica.container();
            if (pair.score() < Scores.INFINITY) {
                delta = Scores.add(delta, apply(dependent, container, pair));
                continue;
            }
            PlanNode node = container.assignedNode();
            boolean roleFits = pair.primaryRole() != Role.PROMOTED
                    || (replica.instance() != null && replica.instance().nextRole == Role.PROMOTED);
            if (node != null && !container.anyBlocked() && roleFits) {
                nodes.add(node);
            }
        }
        if (pair.score() >= Scores.INFINITY) {
            keepOnly(dependent, nodes, source(pair, bundle));
        }
        return delta;
    }
}
