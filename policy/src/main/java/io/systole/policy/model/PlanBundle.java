package io.systole.policy.model;

import io.systole.cib.ResourceConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bundle: replicas, each a container with its address, connection and inner instance. */
public final class PlanBundle extends PlanResource {
    public int replicasMax;
    public int replicasPerHost = 1;
    public int promotedMax;
    public final List<Replica> replicas = new ArrayList<>();
    public @Nullable PlanClone innerClone;
    /** The containers in their present order as instances. */
    public final List<PlanResource> containers = new ArrayList<>();

    public PlanBundle(Identity identity, ResourceConfig config, @Nullable PlanResource parent) {
        super(identity, config, parent);
    }

    /** One replica. Invariant: connection, instance and node are all there or none is. */
    public record Replica(
            int offset,
            PlanPrimitive container,
            @Nullable PlanPrimitive address,
            @Nullable PlanPrimitive connection,
            @Nullable PlanResource instance,
            @Nullable PlanNode node,
            @Nullable String ip) {}

    @Override
    public ResourceKind kind() {
        return ResourceKind.BUNDLE;
    }

    /** The replica whose container, address, connection or inner instance this is. */
    public @Nullable Replica replicaOf(PlanResource part) {
        for (Replica replica : replicas) {
            if (part == replica.container()
                    || part == replica.address()
                    || part == replica.connection()
                    || part == replica.instance()) {
                return replica;
            }
        }
        return null;
    }

    /** The replica of the bundle node. */
    public @Nullable Replica replicaOf(PlanNode node) {
        for (Replica replica : replicas) {
            if (replica.node() == node) {
                return replica;
            }
        }
        return null;
    }

    @Override
    public @Nullable PlanNode currentNode() {
        List<PlanPrimitive> active = new ArrayList<>();
        List<PlanNode> union = new ArrayList<>();
        for (Replica replica : replicas) {
            if (!replica.container().activeNodes.isEmpty()) {
                active.add(replica.container());
                for (PlanNode node : replica.container().activeNodes) {
                    if (!union.contains(node)) {
                        union.add(node);
                    }
                }
            }
        }
        if (active.size() == 1) {
            return active.get(0).currentNode();
        }
        return choose(union);
    }
}
