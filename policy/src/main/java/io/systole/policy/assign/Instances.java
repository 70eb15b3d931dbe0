package io.systole.policy.assign;

import io.systole.policy.model.Candidate;
import io.systole.policy.model.PlanBundle;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Role;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the instance of a clone, or the container of a bundle, that goes with a dependent on the same node. */
final class Instances {
    private final WorkingState state;

    Instances(WorkingState state) {
        this.state = state;
    }

    private List<PlanNode> nodes(PlanResource dependent) {
        PlanNode assigned = dependent.singleAssignedNode();
        if (assigned != null) {
            return List.of(assigned);
        }
        List<PlanNode> nodes = new ArrayList<>();
        for (Candidate candidate : NodeOrder.sorted(state.options, dependent.candidates, null)) {
            nodes.add(candidate.node);
        }
        return nodes;
    }

    /**
     * The first instance that fits, over the nodes of the dependent from the best to the worst.
     *
     * @param role the next role that it must have; unknown for any
     * @param attribute compares this node attribute instead of the node itself
     */
    @Nullable
    PlanResource compatible(
            PlanResource dependent, List<PlanResource> instances, Role role, @Nullable String attribute) {
        for (PlanNode node : nodes(dependent)) {
            for (PlanResource instance : instances) {
                PlanNode assigned = instance.singleAssignedNode();
                if (assigned == null
                        || instance.anyBlocked()
                        || (role != Role.UNKNOWN && instance.highestNextRole() != role)) {
                    continue;
                }
                boolean fits = assigned == node
                        || (attribute != null
                                && NodeAttributes.equal(
                                        NodeAttributes.value(dependent, node, attribute),
                                        NodeAttributes.value(instance, assigned, attribute)));
                if (fits) {
                    return instance;
                }
            }
        }
        return null;
    }

    @Nullable
    PlanPrimitive compatibleContainer(PlanResource dependent, PlanBundle bundle) {
        for (PlanNode node : nodes(dependent)) {
            PlanNode host = node;
            if (node.isGuest() && node.connection != null && node.connection.launcher != null) {
                PlanNode assigned = node.connection.launcher.assignedNode();
                host = assigned == null ? node : assigned;
            }
            for (PlanBundle.Replica replica : bundle.replicas) {
                if (replica.container().assignedNode() == host
                        && !replica.container().anyBlocked()) {
                    return replica.container();
                }
            }
        }
        return null;
    }
}
