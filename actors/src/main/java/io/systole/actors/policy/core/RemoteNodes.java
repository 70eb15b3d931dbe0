package io.systole.actors.policy.core;

import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the status says of remote and guest nodes: who hosts their connections, and which life of theirs it is. */
public final class RemoteNodes {
    private static final String ORIGIN = "systole:";

    private RemoteNodes() {}

    public static List<NodeName> all(Cib cib) {
        var found = new ArrayList<NodeName>();
        for (NodeState state : cib.status().nodeStates()) {
            NodeName name = state.uname();
            if (name != null && "true".equals(state.fields().remoteNode())) {
                found.add(name);
            }
        }
        return found;
    }

    public static boolean isRemote(Cib cib, NodeName node) {
        return all(cib).contains(node);
    }

    /** The member that is connected to it. */
    public static Optional<NodeName> host(Cib cib, NodeName node) {
        return state(cib, node).map(state -> state.fields().connHost()).map(NodeName::new);
    }

    /** Grows with every life of the node and every host of its connection; 0 for a node that never was connected. */
    public static long epoch(Cib cib, NodeName node) {
        String origin = state(cib, node)
                .map(state -> state.fields().crmDebugOrigin())
                .filter(text -> text.startsWith(ORIGIN))
                .orElse("");
        String number = origin.isEmpty() ? "" : origin.substring(ORIGIN.length());
        boolean digits =
                !number.isEmpty() && number.length() < 18 && number.chars().allMatch(Character::isDigit);
        return digits ? Long.parseLong(number) : 0;
    }

    private static Optional<NodeState> state(Cib cib, NodeName node) {
        return cib.status().nodeStates().stream()
                .filter(state -> node.equals(state.uname())
                        && "true".equals(state.fields().remoteNode()))
                .findFirst();
    }
}
