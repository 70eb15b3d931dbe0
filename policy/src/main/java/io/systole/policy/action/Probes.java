package io.systole.policy.action;

import io.systole.policy.action.Relation.Side;
import io.systole.policy.model.Candidate;
import io.systole.policy.model.Discovery;
import io.systole.policy.model.PlanBundle;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanGroup;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Role;
import io.systole.policy.model.WorkingState;
import java.util.Comparator;

/** Decides where the state of a resource is still unknown and has to be found out by a one-time monitor. */
public final class Probes {

    private static final String NOT_RUNNING = "7";
    private static final String PROMOTED = "8";

    private final WorkingState state;
    private final ActionTable actions;

    public Probes(ActionTable actions) {
        this.actions = actions;
        this.state = actions.state();
    }

    public void create() {
        if (!state.options.probesAtStart()) {
            return;
        }
        for (PlanNode node : state.nodes) {
            if (!node.online) {
                if (node.isRemote() && RemoteState.of(node) == RemoteState.FAILED) {
                    actions.fences().request(node, "the connection is unrecoverable", false);
                }
            } else if (!node.unclean && (!node.remoteType || node.discoveryEnabled)) {
                state.resources.forEach(resource -> probe(resource, node));
            }
        }
    }

    private void probe(PlanResource resource, PlanNode node) {
        if (resource instanceof PlanPrimitive primitive) {
            if (node.remoteType && notOnRemote(primitive, node)) {
                return;
            }
            if (wanted(primitive, node)) {
                create(primitive, node);
            }
        } else if (resource instanceof PlanGroup group) {
            group.children.forEach(member -> probe(member, node));
        } else if (resource instanceof PlanClone clone) {
            probeClone(clone, node);
        } else if (resource instanceof PlanBundle bundle) {
            bundle.replicas.forEach(replica -> probeReplica(bundle, replica, node));
        }
    }

    private static boolean notOnRemote(PlanPrimitive primitive, PlanNode node) {
        return primitive.isFenceDevice()
                || primitive.isConnection()
                || (node.isGuest() && primitive.launched.stream().anyMatch(PlanPrimitive::isConnection));
    }

    private boolean wanted(PlanPrimitive primitive, PlanNode node) {
        if ((primitive.launcher != null && !primitive.isConnection())
                || primitive.removed
                || primitive.knownOn.contains(node)) {
            return false;
        }
        Candidate candidate = primitive.candidates.get(node);
        Discovery discovery = candidate == null ? node.discovery : candidate.discovery;
        if ((primitive.exclusiveDiscovery || primitive.top().exclusiveDiscovery) && discovery != Discovery.EXCLUSIVE) {
            return false;
        }
        return discovery != Discovery.NEVER && (!node.isGuest() || guestStays(primitive, node));
    }

    /** A guest that is not up or does not stay is not probed; what starts there waits for what happens to the guest. */
    private boolean guestStays(PlanPrimitive primitive, PlanNode node) {
        PlanPrimitive connection = node.connection;
        PlanPrimitive launcher = connection == null ? null : connection.launcher;
        if (launcher == null) {
            return true;
        }
        PlanResource top = primitive.top();
        if (launcher.currentRole == Role.STOPPED) {
            PlanNode host = launcher.assignedNode();
            if (host != null && !launcher.knownOn.contains(host)) {
                actions.relations().add(launcher, Task.MONITOR, top, Task.START, Effect.ORDER);
            }
            return false;
        }
        PlanNode assigned = launcher.assignedNode();
        boolean stops = node.resetPending
                || node.unclean
                || launcher.failed
                || launcher.nextRole == Role.STOPPED
                || (!launcher.activeNodes.isEmpty() && assigned != null && !launcher.activeNodes.contains(assigned));
        if (stops) {
            actions.relations().add(launcher, Task.STOP, top, Task.START, Effect.ORDER);
        }
        return !stops;
    }

    private Action create(PlanPrimitive primitive, PlanNode node) {
        Action probe = actions.request(primitive, Task.MONITOR, node, false);
        probe.setOptional(false);
        actions.fences().unfencing().before(probe, primitive, node, Effect.ORDER);
        if (!primitive.activeNodes.contains(node)) {
            probe.putMeta("op_target_rc", NOT_RUNNING);
        } else if (primitive.currentRole == Role.PROMOTED) {
            probe.putMeta("op_target_rc", PROMOTED);
        }
        PlanResource top = followed(primitive);
        int effects = !probe.runnable() && top.activeNodes.isEmpty() ? Effect.ORDER | Effect.BLOCK_THEN : Effect.ORDER;
        actions.relations().add(probe, top, Task.START, effects);
        actions.relations().add(probe, top, Task.RELOAD_AGENT, Effect.ORDER);
        return probe;
    }

    /** What waits for a probe: the clone as a whole, but for fence devices that let nodes in again. */
    private PlanResource followed(PlanPrimitive primitive) {
        boolean unfences = primitive.isFenceDevice() && actions.state().unfencingInUse;
        return !unfences && primitive.top() instanceof PlanClone clone ? clone : primitive;
    }

    private void probeClone(PlanClone clone, PlanNode node) {
        Candidate candidate = clone.candidates.get(node);
        if (clone.exclusiveDiscovery && (candidate == null || candidate.discovery != Discovery.EXCLUSIVE)) {
            clone.candidates.remove(node);
            return;
        }
        clone.children.sort(Comparator.comparingInt(instance -> instance.instance));
        if (clone.unique) {
            clone.children.forEach(instance -> probe(instance, node));
        } else if (!clone.children.isEmpty()) {
            probe(representative(clone, node), node);
        }
    }

    /** Of an anonymous clone one instance is probed: one that is known there, else one that goes there, else the first. */
    private static PlanResource representative(PlanClone clone, PlanNode node) {
        for (PlanResource instance : clone.children) {
            if (instance.leaves().stream().anyMatch(leaf -> leaf.knownOn.contains(node))) {
                return instance;
            }
        }
        for (PlanResource instance : clone.children) {
            if (instance.singleAssignedNode() == node) {
                return instance;
            }
        }
        return clone.children.get(0);
    }

    private void probeReplica(PlanBundle bundle, PlanBundle.Replica replica, PlanNode node) {
        if (replica.address() != null) {
            probe(replica.address(), node);
        }
        PlanResource instance = replica.instance();
        if (instance != null && node == replica.node()) {
            probe(instance, node);
        }
        if (probed(replica.container(), node) && bundle.replicasPerHost == 1) {
            Side probe = Side.of(replica.container(), Task.MONITOR);
            for (PlanBundle.Replica other : bundle.replicas) {
                if (other.offset() != replica.offset()) {
                    actions.relations()
                            .add(probe, Side.of(other.container(), Task.START), Effect.ORDER | Effect.SAME_NODE);
                }
            }
        }
        PlanPrimitive connection = replica.connection();
        if (connection != null && probed(connection, node)) {
            for (Action probe : actions.of(connection, Task.MONITOR + "_0")) {
                if (probe.node() == node) {
                    actions.relations().add(replica.container(), Task.START, probe, Effect.NESTED_PROBE);
                }
            }
        }
    }

    private boolean probed(PlanPrimitive primitive, PlanNode node) {
        int known = actions.all().size();
        probe(primitive, node);
        return actions.all().size() > known;
    }
}
