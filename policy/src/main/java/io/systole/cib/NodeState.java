package io.systole.cib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one node.
 * The id or the name of a node that was just heard of may be missing. No <code>lrm</code> means: nothing was heard of it
 * yet, which differs from an empty history.
 */
public record NodeState(
        @Nullable String id,
        @Nullable NodeName uname,
        NodeFields fields,
        @Nullable TransientAttributes transientAttributes,
        @Nullable Lrm lrm) {

    /** The sets of transient attributes, empty when there are none. */
    public List<PropertySet> transientSets() {
        return transientAttributes == null ? List.of() : transientAttributes.attributes();
    }

    /** The history of each resource on this node, empty when there is none. */
    public List<LrmResource> lrmResources() {
        return lrm == null ? List.of() : lrm.resources();
    }

    public NodeState withFields(NodeFields changed) {
        return new NodeState(id, uname, changed, transientAttributes, lrm);
    }

    public NodeState withTransientAttributes(@Nullable TransientAttributes changed) {
        return new NodeState(id, uname, fields, changed, lrm);
    }

    public NodeState withLrm(@Nullable Lrm changed) {
        return new NodeState(id, uname, fields, transientAttributes, changed);
    }
}
