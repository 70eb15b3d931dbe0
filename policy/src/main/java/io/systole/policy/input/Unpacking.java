package io.systole.policy.input;

import io.systole.cib.Cib;
import io.systole.cib.Clone;
import io.systole.cib.Group;
import io.systole.cib.NvPair;
import io.systole.cib.PropertySet;
import io.systole.cib.ResourceConfig;
import io.systole.cib.value.Numbers;
import io.systole.cib.value.Truth;
import io.systole.policy.action.FenceRequests;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanOptions;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.QuorumPolicy;
import io.systole.policy.model.WorkingState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The load of a CIB up to the operation history, step by step in the order that later steps rely on. */
public final class Unpacking {
    private final WorkingState state;
    private final NodeReader nodes;
    private final ResourceReader resources;
    private final List<ResourceConfig> configured;

    private Unpacking(WorkingState state) {
        this.state = state;
        this.nodes = new NodeReader(state);
        nodes.read();
        this.configured = new ImpliedNodes(state, nodes).read();
        this.resources = new ResourceReader(state, configured);
    }

    /** Reads options, quorum, nodes and resources. */
    public static Unpacking of(Cib cib, Instant now) {
        PlanOptions options = OptionReader.read(cib, now);
        WorkingState state = new WorkingState(cib, now, options);
        state.quorate = Truth.isTrue(cib.header().haveQuorum());
        state.quorumPolicy = quorumPolicy(state);
        state.unfencingInUse = unfencingInUse(cib);
        state.haveFenceDevice = options.haveWatchdog();
        Unpacking unpacking = new Unpacking(state);
        unpacking.resources.readAll(unpacking.configured);
        unpacking.linkContainers();
        unpacking.linkConnections();
        state.resources.sort(Comparator.comparingInt((PlanResource resource) -> -resource.priority));
        return unpacking;
    }

    public WorkingState state() {
        return state;
    }

    /** Creates what the history needs beyond the configuration. */
    public ResourceReader resources() {
        return resources;
    }

    /** Reads tickets and the states of cluster nodes. */
    public void readNodeStates(FenceRequests fences) {
        new NodeStateReader(state, nodes, fences).read();
    }

    private static QuorumPolicy quorumPolicy(WorkingState state) {
        String text = state.options.text("no-quorum-policy").toLowerCase(Locale.ROOT);
        if (text.equals("fence") || text.equals("suicide")) {
            boolean panic = Numbers.integerOr(state.cib.header().noQuorumPanic(), 0) != 0
                    || Truth.isTrue(state.cib.header().noQuorumPanic());
            return state.options.fencingEnabled() && (state.quorate || panic) ? QuorumPolicy.FENCE : QuorumPolicy.STOP;
        }
        return QuorumPolicy.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static boolean unfencingInUse(Cib cib) {
        if (anyUnfencing(cib.configuration().rscDefaults())) {
            return true;
        }
        return cib.configuration().resources().stream().anyMatch(Unpacking::usesUnfencing);
    }

    private static boolean usesUnfencing(ResourceConfig resource) {
        if (anyUnfencing(resource.metaAttributes())) {
            return true;
        }
        if (resource instanceof Group group) {
            return group.members().stream().anyMatch(Unpacking::usesUnfencing);
        }
        if (resource instanceof io.systole.cib.Bundle bundle) {
            return bundle.primitive() != null && usesUnfencing(bundle.primitive());
        }
        return resource instanceof Clone clone && usesUnfencing(clone.child());
    }

    private static boolean anyUnfencing(List<PropertySet> sets) {
        for (PropertySet set : sets) {
            for (NvPair pair : set.pairs()) {
                if (("provides".equals(pair.name()) || "requires".equals(pair.name()))
                        && "unfencing".equals(pair.value())) {
                    return true;
                }
            }
        }
        return false;
    }

    private void linkContainers() {
        for (PlanResource top : state.resources) {
            for (PlanPrimitive primitive : top.leaves()) {
                String container = primitive.meta("container");
                if (container != null && !container.equals(primitive.id)) {
                    PlanResource launcher = state.resource(container);
                    if (launcher instanceof PlanPrimitive found) {
                        link(primitive, found);
                    }
                }
            }
        }
    }

    /** Notes that the launcher runs the other resource inside of it. */
    public static void link(PlanPrimitive launched, PlanPrimitive launcher) {
        if (launched.launcher == null) {
            launched.launcher = launcher;
            launcher.launched.add(launched);
        }
    }

    private void linkConnections() {
        for (PlanResource top : state.resources) {
            if (top instanceof PlanPrimitive primitive && primitive.isConnection()) {
                linkConnection(state, primitive);
            }
        }
    }

    /** Ties a connection to the node of its id. */
    static void linkConnection(WorkingState state, PlanPrimitive connection) {
        @Nullable PlanNode node = state.node(connection.id);
        if (node == null || connection.remoteNode != null) {
            return;
        }
        connection.remoteNode = node;
        node.connection = connection;
        if (connection.launcher == null) {
            node.unclean = state.options.startupFencing();
        } else {
            node.attributes.put("#kind", "container");
        }
    }
}
