package io.systole.policy.input;

import io.systole.cib.Bundle;
import io.systole.cib.Primitive;
import io.systole.cib.value.Scores;
import io.systole.policy.model.Candidate;
import io.systole.policy.model.CandidateTable;
import io.systole.policy.model.Discovery;
import io.systole.policy.model.PlanBundle;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Unpacks bundles and all that they imply: the clone inside first, then container, address and connection of each. */
final class BundleReader {
    private static final int OWN_NODE = 500;
    private static final String TARGET = "container-attribute-target";

    private final WorkingState state;
    private final ResourceReader resources;

    BundleReader(WorkingState state, ResourceReader resources) {
        this.state = state;
        this.resources = resources;
    }

    @Nullable
    PlanBundle read(Bundle config) {
        BundleLayout layout = new BundleLayout(config);
        String technology = config.container().technology();
        if (!layout.manageable() || !(technology.equals("docker") || technology.equals("podman"))) {
            return null;
        }
        PlanBundle bundle = new PlanBundle(resources.identity(config.id(), -1), config, null);
        resources.finish(bundle);
        bundle.replicasMax = layout.replicas;
        bundle.replicasPerHost = layout.perHost;
        bundle.promotedMax = layout.promotedMax;
        bundle.unique = layout.unique;
        BundleParts parts = new BundleParts(layout);
        Primitive inner = config.primitive();
        if (inner != null) {
            bundle.innerClone = clone(bundle, parts, inner);
            if (bundle.innerClone == null) {
                return null;
            }
        }
        for (int i = 0; i < layout.replicas; i++) {
            PlanBundle.Replica replica = replica(bundle, parts, layout, i);
            bundle.replicas.add(replica);
            bundle.containers.add(replica.container());
        }
        if (bundle.innerClone != null) {
            bundle.children.add(bundle.innerClone);
        }
        return bundle;
    }

    private @Nullable PlanClone clone(PlanBundle bundle, BundleParts parts, Primitive inner) {
        if (!(resources.read(parts.clone(inner), bundle, -1) instanceof PlanClone clone)) {
            return null;
        }
        resources.defaultScores(clone);
        for (PlanResource instance : clone.children) {
            clone.notifies |= instance.notifies;
            instance.exclusiveDiscovery = true;
            String target = instance.meta(TARGET);
            if (target != null) {
                bundle.meta.putIfAbsent(TARGET, target);
                clone.meta.putIfAbsent(TARGET, target);
            }
        }
        return clone;
    }

    private PlanBundle.Replica replica(PlanBundle bundle, BundleParts parts, BundleLayout layout, int number) {
        PlanPrimitive container = part(bundle, parts.container(number));
        Primitive addressConfig = parts.address(number);
        PlanPrimitive address = addressConfig == null ? null : part(bundle, addressConfig);
        PlanClone clone = bundle.innerClone;
        if (clone == null) {
            return new PlanBundle.Replica(number, container, address, null, null, null, layout.address(number));
        }
        String name = connectionName(bundle, clone.children.get(number), number);
        PlanNode node = node(name);
        PlanPrimitive connection = part(bundle, parts.connection(name, container.id, number));
        Unpacking.link(connection, container);
        Unpacking.linkConnection(state, connection);
        for (Candidate candidate : connection.candidates.walk()) {
            if (candidate.node.remoteType) {
                candidate.set(-Scores.INFINITY, "not on Pacemaker Remote nodes");
            }
        }
        PlanResource instance = clone.children.get(number);
        settle(clone, instance, node, layout.address(number));
        if (instance instanceof PlanPrimitive primitive) {
            moveUtilization(primitive, container);
        }
        return new PlanBundle.Replica(number, container, address, connection, instance, node, layout.address(number));
    }

    private PlanPrimitive part(PlanBundle bundle, Primitive config) {
        PlanResource part = resources.read(config, bundle, -1);
        if (!(part instanceof PlanPrimitive primitive)) {
            throw new IllegalStateException("a part of bundle " + bundle.id + " is not a primitive");
        }
        bundle.children.add(primitive);
        resources.defaultScores(primitive);
        return primitive;
    }

    private String connectionName(PlanBundle bundle, PlanResource instance, int number) {
        String name = bundle.id + "-" + number;
        return state.resource(name) == null
                ? name
                : "pcmk-internal-" + instance.id.replace(':', '-') + "-remote-" + number;
    }

    /** The node behind a connection: never a candidate by default, and banned where it was one. */
    private PlanNode node(String name) {
        PlanNode node = state.node(name);
        if (node == null) {
            node = state.addNode(name, name, true, -Scores.INFINITY);
            new NodeReader(state).begin(node);
        } else {
            node.baseScore = -Scores.INFINITY;
            List<PlanResource> known = new ArrayList<>(state.allResources());
            for (PlanResource resource : known) {
                Candidate entry = resource.candidates.get(node);
                if (entry != null) {
                    entry.set(-Scores.INFINITY, "node of a bundle");
                    entry.discovery = Discovery.NEVER;
                }
            }
        }
        node.discovery = Discovery.NEVER;
        return node;
    }

    /** The instance inside runs on the node of its replica and nowhere else. */
    private static void settle(PlanClone clone, PlanResource instance, PlanNode node, @Nullable String address) {
        CandidateTable table = new CandidateTable();
        Candidate own = new Candidate(node, OWN_NODE, "node of its replica");
        own.discovery = Discovery.EXCLUSIVE;
        table.put(own);
        instance.candidates = table;
        Candidate inClone = new Candidate(node, -Scores.INFINITY, "node of a bundle");
        inClone.discovery = Discovery.EXCLUSIVE;
        clone.candidates.put(inClone);
        if (address != null) {
            instance.meta.put("external-ip", address);
        }
    }

    private static void moveUtilization(PlanPrimitive instance, PlanPrimitive container) {
        List<String> names = new ArrayList<>();
        instance.utilization.forEach((name, amount) -> {
            container.utilization.put(name, amount);
            names.add(name);
        });
        names.forEach(instance.utilization::remove);
    }
}
