package io.systole.policy.input;

import io.systole.cib.ConfiguredNode;
import io.systole.cib.NvPair;
import io.systole.cib.PropertySet;
import io.systole.cib.value.Numbers;
import io.systole.cib.value.Scores;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.WorkingState;
import io.systole.policy.rule.RuleContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the nodes section, and the attributes of nodes from there and from the status section. */
final class NodeReader {
    private final WorkingState state;

    NodeReader(WorkingState state) {
        this.state = state;
    }

    void read() {
        for (ConfiguredNode configured : state.cib.configuration().nodes()) {
            String type = configured.type() == null ? "member" : configured.type();
            boolean remote = type.equalsIgnoreCase("remote");
            boolean member =
                    type.equalsIgnoreCase("member") || type.equalsIgnoreCase("normal") || type.equalsIgnoreCase("ping");
            if (!remote && !member) {
                return;
            }
            String name = configured.uname() == null ? "" : configured.uname().value();
            PlanNode node = state.addNode(configured.id(), name, remote, Scores.parseOr(configured.score(), 0));
            begin(node);
            readAttributes(node, configured.attributes(), false);
            addCapacity(node, configured.utilization());
        }
    }

    /** A node as it is before its state is read: unclean if startup fencing says so, and of its kind. */
    void begin(PlanNode node) {
        if (!node.remoteType) {
            node.unclean = state.options.startupFencing();
        }
        node.attributes.put("#kind", node.remoteType ? "remote" : "cluster");
    }

    /** Adds attributes; those of the status section replace those of the configuration. */
    void readAttributes(PlanNode node, List<PropertySet> sets, boolean transientOnes) {
        String clusterName = state.options.values().get("cluster-name");
        node.attributes.put("#uname", node.name);
        node.attributes.put("#id", node.id);
        if (!node.isDc
                && node.id.equalsIgnoreCase(dcId())
                && state.nodes.stream().noneMatch(other -> other.isDc)) {
            node.isDc = true;
        }
        node.attributes.put("#is_dc", node.isDc ? "true" : "false");
        if (clusterName != null) {
            node.attributes.put("#cluster-name", clusterName);
        }
        state.properties.readInto(node.attributes, sets, RuleContext.timeOnly(), transientOnes);
        if (!node.attributes.containsKey("#site-name")) {
            String site = node.attributes.getOrDefault("site-name", clusterName);
            if (site != null) {
                node.attributes.put("#site-name", site);
            }
        }
    }

    private String dcId() {
        @Nullable String dc = state.cib.header().dcUuid();
        return dc == null ? "" : dc;
    }

    /** Adds utilization attributes in document order, without replacing. */
    void addCapacity(PlanNode node, List<PropertySet> sets) {
        state.properties.read(sets, RuleContext.timeOnly()).forEach((name, value) -> {
            if (node.capacity.get(name) == null) {
                node.capacity.put(name, (int) Numbers.integerOr(value, 0));
            }
        });
    }

    static @Nullable String lastPair(List<PropertySet> sets, String name) {
        @Nullable String value = null;
        for (PropertySet set : sets) {
            for (NvPair pair : set.pairs()) {
                if (name.equals(pair.name()) && pair.value() != null) {
                    value = pair.value();
                }
            }
        }
        return value;
    }
}
