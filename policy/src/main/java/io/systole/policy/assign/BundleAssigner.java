package io.systole.policy.assign;

import io.systole.cib.value.Scores;
import io.systole.policy.model.Candidate;
import io.systole.policy.model.MergeSort;
import io.systole.policy.model.PlanBundle;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.WorkingState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Assigns the containers of a bundle like instances, and after each its address, connection and inner instance. */
final class BundleAssigner {
    private final WorkingState state;
    private final Assigner all;
    private final InstanceAssigner instances;
    private final Criteria criteria;

    BundleAssigner(WorkingState state, Assigner all, InstanceAssigner instances, Criteria criteria) {
        this.state = state;
        this.all = all;
        this.instances = instances;
        this.criteria = criteria;
    }

    /** Assigns what is open; a bundle that is asked again shows its scores again. */
    @Nullable
    PlanNode assign(PlanBundle bundle, boolean last) {
        if (bundle.beingAssigned) {
            return null;
        }
        bundle.beingAssigned = true;
        state.ledger.dump("pcmk__bundle_assign", bundle);
        List<PlanResource> sorted = MergeSort.sorted(bundle.containers, new InstanceOrder());
        instances.assign(bundle, sorted, new InstanceAssigner.Limits(bundle.replicasMax, bundle.replicasPerHost));
        PlanClone clone = bundle.innerClone;
        for (PlanBundle.Replica replica : bundle.replicas) {
            if (clone != null) {
                clone.beingAssigned = true;
            }
            assign(replica, last);
            if (clone != null) {
                clone.beingAssigned = false;
            }
        }
        if (clone != null) {
            for (Candidate candidate : clone.candidates.walk()) {
                boolean own = bundle.replicaOf(candidate.node) != null;
                candidate.set(own ? 0 : -Scores.INFINITY, own ? "node of the bundle" : "not a node of the bundle");
            }
            all.assign(clone, null, last);
        }
        bundle.beingAssigned = false;
        bundle.decided = true;
        return null;
    }

    private void assign(PlanBundle.Replica replica, boolean last) {
        if (replica.address() != null) {
            all.assign(replica.address(), null, last);
        }
        PlanPrimitive connection = replica.connection();
        PlanNode host = replica.container().assignedNode();
        if (connection != null) {
            if (host != null && host.remoteType && host.connection != null && !connection.decided) {
                InternalConstraints.enter(
                        "#replica-remote-with-host-remote", connection, host.connection, Scores.INFINITY, true);
            }
            all.assign(connection, null, last);
        }
        PlanResource instance = replica.instance();
        PlanNode node = replica.node();
        if (instance != null && node != null) {
            for (Candidate candidate : instance.candidates.walk()) {
                if (candidate.node != node) {
                    candidate.set(-Scores.INFINITY, "not the node of its replica");
                } else if (!(instance instanceof PlanPrimitive primitive
                        && criteria.reachedThreshold(primitive, node))) {
                    candidate.set(Scores.INFINITY, "node of its replica");
                }
            }
            all.assign(instance, node, last);
        }
    }
}
