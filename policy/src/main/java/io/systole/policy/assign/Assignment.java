package io.systole.policy.assign;

import io.systole.cib.value.Scores;
import io.systole.policy.action.ActionTable;
import io.systole.policy.history.FailCounts;
import io.systole.policy.model.Candidate;
import io.systole.policy.model.CandidateTable;
import io.systole.policy.model.MergeSort;
import io.systole.policy.model.PlacementStrategy;
import io.systole.policy.model.PlanBundle;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanGroup;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The assignment of all resources: first the criteria that fill the tables, then one resource after the other. */
public final class Assignment implements Assigner {
    /** So many assignments within each other fit on any thread's stack. */
    private static final int DEPTH_MAX = 100;

    private final WorkingState state;
    private final Criteria criteria;
    private final PrimitiveAssigner primitives;
    private final GroupAssigner groups;
    private final CloneAssigner clones;
    private final BundleAssigner bundles;
    private int depth;

    public Assignment(WorkingState state, ActionTable actions, FailCounts counts) {
        this.state = state;
        this.criteria = new Criteria(state, actions, counts);
        Placement placement = new Placement(actions);
        ColocationEffect effect = new ColocationEffect(new Instances(state), placement);
        InstanceAssigner instances = new InstanceAssigner(state, this, placement);
        this.primitives = new PrimitiveAssigner(state, this, effect, placement);
        this.groups = new GroupAssigner(state, this);
        this.clones = new CloneAssigner(state, this, instances, new Promotion(state, effect));
        this.bundles = new BundleAssigner(state, this, instances, criteria);
    }

    /** Locks, locations, stickiness, failures, exclusive discovery. */
    public void applyCriteria() {
        criteria.shutdownLocks();
        LocationPhase.run(state);
        criteria.stickiness();
        criteria.failuresAndDiscovery();
    }

    /** The colocations and bans that are implied. */
    public void applyInternalConstraints() {
        InternalConstraints.run(state);
    }

    /** Assigns everything, connections of remote and guest nodes first. */
    public void assignAll() {
        state.nodes.forEach(node -> state.ledger.capacity("Original", node));
        assignEach();
        state.nodes.forEach(node -> state.ledger.capacity("Remaining", node));
    }

    private void assignEach() {
        if (state.options.placement() != PlacementStrategy.DEFAULT) {
            sortForUtilization();
        }
        boolean remotes = state.nodes.stream().anyMatch(node -> node.remoteType);
        List<PlanResource> resources = List.copyOf(state.resources);
        if (remotes) {
            for (PlanResource resource : resources) {
                if (isConnection(resource)) {
                    assign(resource, ((PlanPrimitive) resource).partialMigrationTarget, true);
                }
            }
        }
        for (PlanResource resource : resources) {
            if (!remotes || !isConnection(resource)) {
                assign(resource, null, true);
            }
        }
    }

    private static boolean isConnection(PlanResource resource) {
        return resource instanceof PlanPrimitive primitive && primitive.isConnection();
    }

    @Override
    public @Nullable PlanNode assign(PlanResource resource, @Nullable PlanNode preferred, boolean last) {
        depth++;
        try {
            if (depth % DEPTH_MAX == 0) {
                for (PlanResource each : FarthestFirst.upTo(resource)) {
                    assignOne(each, null, true);
                }
            }
            return assignOne(resource, preferred, last);
        } finally {
            depth--;
        }
    }

    private @Nullable PlanNode assignOne(PlanResource resource, @Nullable PlanNode preferred, boolean last) {
        if (resource instanceof PlanPrimitive primitive) {
            return primitives.assign(primitive, preferred, last);
        }
        if (resource instanceof PlanGroup group) {
            return groups.assign(group, preferred, last);
        }
        if (resource instanceof PlanClone clone) {
            return clones.assign(clone, preferred, last);
        }
        return resource instanceof PlanBundle bundle ? bundles.assign(bundle, last) : null;
    }

    /** With utilization, resources that have more to lose by moving are assigned first. */
    private void sortForUtilization() {
        List<PlanNode> nodes = new ArrayList<>();
        List<Candidate> bases = new ArrayList<>();
        state.nodes.forEach(node -> bases.add(new Candidate(node, node.baseScore, "base score of the node")));
        NodeOrder.sorted(state.options, bases, null).forEach(candidate -> nodes.add(candidate.node));
        Map<Integer, CandidateTable> merged = new TreeMap<>();
        state.resources.forEach(resource -> merged.put(resource.index, ScoreMerge.ownMerged(resource)));
        List<PlanResource> sorted = MergeSort.sorted(state.resources, (a, b) -> compare(a, b, merged, nodes));
        state.resources.clear();
        state.resources.addAll(sorted);
    }

    private static int compare(
            PlanResource a, PlanResource b, Map<Integer, CandidateTable> merged, List<PlanNode> nodes) {
        if (a.priority != b.priority) {
            return Integer.compare(b.priority, a.priority);
        }
        CandidateTable left = java.util.Objects.requireNonNull(merged.get(a.index));
        CandidateTable right = java.util.Objects.requireNonNull(merged.get(b.index));
        int order = Integer.compare(score(right, b.currentNode()), score(left, a.currentNode()));
        if (order != 0) {
            return order;
        }
        for (PlanNode node : nodes) {
            order = Integer.compare(score(right, node), score(left, node));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int score(CandidateTable table, @Nullable PlanNode node) {
        Candidate entry = node == null ? null : table.get(node);
        return entry == null ? -Scores.INFINITY : entry.score;
    }
}
