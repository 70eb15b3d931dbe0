package io.systole.actors.command.core;

import io.systole.cib.Cib;
import io.systole.cib.ConfiguredNode;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.NvPair;
import io.systole.cib.PropertySet;
import io.systole.cib.RemoteNames;
import io.systole.cib.value.Truth;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the CIB knows of nodes. */
final class Nodes {
    private Nodes() {}

    /** The entry of a node in the configuration. */
    static Optional<ConfiguredNode> configured(Cib cib, String name) {
        return cib.configuration().nodes().stream()
                .filter(node -> node.uname() != null && node.uname().value().equals(name))
                .findFirst();
    }

    static Optional<NodeState> state(Cib cib, String name) {
        return cib.status().nodeStates().stream()
                .filter(node -> node.uname() != null && node.uname().value().equals(name))
                .findFirst();
    }

    /** The id of a node; a remote node without an entry has its name. */
    static Optional<String> id(Cib cib, String name) {
        Optional<String> id = configured(cib, name)
                .map(ConfiguredNode::id)
                .or(() -> state(cib, name).flatMap(node -> Optional.ofNullable(node.id())));
        return id.isPresent() || name.isEmpty() || !RemoteNames.implies(cib.configuration(), new NodeName(name))
                ? id
                : Optional.of(name);
    }

    /** Whether a node is no member of the cluster, but a host or guest that a member is connected to. */
    static boolean isRemote(Cib cib, String name) {
        return RemoteNames.implies(cib.configuration(), new NodeName(name));
    }

    static boolean isMember(NodeState state) {
        return state.fields().remoteNode() == null && isIn(state);
    }

    /** Whether somebody speaks for the node now: without, it has no transient attributes, and can be given none. */
    static boolean isThere(Cib cib, String name) {
        return state(cib, name).filter(Nodes::isIn).isPresent();
    }

    private static boolean isIn(NodeState state) {
        String inCcm = state.fields().inCcm();
        // Newer ones give the time since when, and 0 for never.
        boolean since = inCcm != null && inCcm.matches("[1-9]\\d*");
        return since || Truth.isTrue(inCcm);
    }

    /** The transient attributes of a node in the CIB, with their ids, by their names. */
    static SortedMap<String, NvPair> transients(Cib cib, String name) {
        var pairs = new TreeMap<String, NvPair>();
        for (PropertySet set : state(cib, name).map(NodeState::transientSets).orElse(List.of())) {
            for (NvPair pair : set.pairs()) {
                if (pair.name() != null) {
                    pairs.putIfAbsent(pair.name(), pair);
                }
            }
        }
        return pairs;
    }
}
