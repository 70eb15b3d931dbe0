package io.systole.actors.attribute;

import io.systole.actors.attribute.core.AttributeKey;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.NvPair;
import io.systole.cib.PropertySet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads transient attributes, and who speaks for a remote node, out of the CIB. */
final class CibAttributes {
    private CibAttributes() {}

    static @Nullable String value(@Nullable Cib cib, AttributeKey key) {
        NodeState state = state(cib, key.node());
        if (state != null) {
            for (PropertySet set : state.transientSets()) {
                for (NvPair pair : set.pairs()) {
                    if (key.name().equals(pair.name())) {
                        return pair.value();
                    }
                }
            }
        }
        return null;
    }

    /** The member that hosts a remote node's connection; empty for others. */
    static Optional<NodeName> speaker(@Nullable Cib cib, NodeName node) {
        NodeState state = state(cib, node);
        return state == null || state.fields().connHost() == null
                ? Optional.empty()
                : Optional.of(new NodeName(state.fields().connHost()));
    }

    private static @Nullable NodeState state(@Nullable Cib cib, NodeName node) {
        if (cib != null) {
            for (NodeState state : cib.status().nodeStates()) {
                if (node.equals(state.uname())) {
                    return state;
                }
            }
        }
        return null;
    }
}
