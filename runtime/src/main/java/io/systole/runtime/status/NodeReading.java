package io.systole.runtime.status;

import io.systole.cib.Cib;
import io.systole.cib.ConfiguredNode;
import io.systole.cib.NodeFields;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.PropertySet;
import io.systole.cib.value.Truth;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.WorkingState;
import io.systole.runtime.status.NodeView.Condition;
import io.systole.runtime.status.NodeView.Kind;
import io.systole.splitbrain.core.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the condition of each node, configured or only heard of. */
final class NodeReading {
    private NodeReading() {}

    /**
     * Membership is the fresher truth about the nodes that it knows; what it does not know (remote nodes) is read from
     * the status section.
     */
    static List<NodeView> of(Cib cib, StatusFacts facts, WorkingState read) {
        SortedMap<String, NodeState> states = new TreeMap<>();
        cib.status().nodeStates().forEach(state -> states.put(nameOf(state), state));
        SortedMap<String, ConfiguredNode> configured = new TreeMap<>();
        cib.configuration().nodes().forEach(node -> configured.put(nameOf(node), node));
        var names = new TreeSet<>(configured.keySet());
        names.addAll(states.keySet());
        names.addAll(facts.standings().keySet());
        SortedMap<String, NodeView> behind = new TreeMap<>();
        read.nodes.stream().filter(node -> node.remoteType).forEach(node -> {
            names.remove(node.name);
            behind.put(node.name, behindConnection(node, states.get(node.name), cib));
        });
        var views = new ArrayList<NodeView>();
        names.forEach(name -> views.add(new NodeView(
                name,
                condition(name, facts).orElseGet(() -> condition(configured.get(name), states.get(name), cib)),
                name.equals(facts.dc()),
                Kind.MEMBER,
                null)));
        views.addAll(behind.values());
        return views;
    }

    /** A node behind a connection is as its connection is. */
    private static NodeView behindConnection(PlanNode node, @Nullable NodeState state, Cib cib) {
        Condition condition = Condition.ONLINE;
        if (!node.online) {
            condition = node.unclean ? Condition.UNCLEAN : Condition.OFFLINE;
        } else if (node.maintenance || clusterOption(cib, "maintenance-mode")) {
            condition = Condition.MAINTENANCE;
        } else if (node.standby) {
            condition = Condition.STANDBY;
        }
        String host = state == null ? null : state.fields().connHost();
        return new NodeView(node.name, condition, false, node.isGuest() ? Kind.GUEST : Kind.REMOTE, host);
    }

    static String nameOf(NodeState state) {
        var uname = state.uname();
        return uname == null ? String.valueOf(state.id()) : uname.value();
    }

    private static String nameOf(ConfiguredNode node) {
        NodeName uname = node.uname();
        return uname == null ? node.id() : uname.value();
    }

    /** Empty for a full member, whose condition the CIB tells, and for a node that membership does not know. */
    private static Optional<Condition> condition(String name, StatusFacts facts) {
        return Optional.ofNullable(facts.standings().get(name)).flatMap(NodeReading::condition);
    }

    private static Optional<Condition> condition(Standing standing) {
        return switch (standing) {
            case ABSENT, FENCED, LEFT -> Optional.of(Condition.OFFLINE);
            case PENDING -> Optional.of(Condition.PENDING);
            case LOST -> Optional.of(Condition.UNCLEAN);
            case SUSPECT -> Optional.of(Condition.SUSPECT);
            case LEAVING -> Optional.of(Condition.LEAVING);
            case ONLINE -> Optional.empty();
        };
    }

    private static Condition condition(@Nullable ConfiguredNode configured, @Nullable NodeState state, Cib cib) {
        var fields = state == null ? NodeFields.unknown() : state.fields();
        var isMember = isSet(fields.inCcm());
        var isOnline = "online".equals(fields.crmd()) || isSet(fields.crmd());
        var isJoined = "member".equals(fields.join());
        var isExpected = "member".equals(fields.expected());
        if (!isMember) {
            return isExpected ? Condition.UNCLEAN : Condition.OFFLINE;
        }
        if (!isOnline) {
            return isExpected ? Condition.UNCLEAN_ONLINE : Condition.OFFLINE;
        }
        if (!isJoined) {
            return Condition.PENDING;
        }
        if (attribute(configured, state, "maintenance") || clusterOption(cib, "maintenance-mode")) {
            return Condition.MAINTENANCE;
        }
        return attribute(configured, state, "standby") ? Condition.STANDBY : Condition.ONLINE;
    }

    /** Membership is written as a boolean or, by newer versions, as the time since when it holds; 0 means no. */
    private static boolean isSet(@Nullable String text) {
        return Truth.isTrue(text) || (text != null && text.matches("[1-9][0-9]*"));
    }

    private static boolean attribute(@Nullable ConfiguredNode configured, @Nullable NodeState state, String name) {
        Stream<PropertySet> permanent = configured == null ? Stream.empty() : configured.attributes().stream();
        Stream<PropertySet> passing = state == null ? Stream.empty() : state.transientSets().stream();
        return Stream.concat(permanent, passing).anyMatch(set -> Truth.isTrue(set.value(name)));
    }

    static boolean clusterOption(Cib cib, String name) {
        for (var set : cib.configuration().crmConfig()) {
            var value = set.value(name);
            if (value != null) {
                return Truth.isTrue(value);
            }
        }
        return false;
    }
}
