package io.systole.cib.edit;

import io.systole.cib.CibVersion;
import io.systole.cib.Configuration;
import io.systole.cib.ConfiguredNode;
import io.systole.cib.Constraint;
import io.systole.cib.NodeName;
import io.systole.cib.PropertySet;
import io.systole.cib.RemoteNames;
import io.systole.cib.ResourceId;
import io.systole.cib.xml.CibFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Applies edits. The ids of what they create are those that the tools of the field create (RSC-meta_attributes-NAME,
 * nodes-ID-NAME, those of {@link Moves}), so both can be used on the same cluster.
 */
public final class CibEdits {
    private static final String OPTIONS = "cib-bootstrap-options";

    private CibEdits() {}

    /** The configuration after the edit, or why it cannot be done. An edit that changes nothing gives an equal one. */
    public static EditResult apply(Configuration before, CibEdit edit) {
        if (edit instanceof CibEdit.SetMeta e) {
            return setMeta(before, e);
        }
        if (edit instanceof CibEdit.PreferNode e) {
            return move(before, e.resource(), e.node(), Moves.prefer(before.constraints(), e));
        }
        if (edit instanceof CibEdit.BanNode e) {
            return move(before, e.resource(), e.node(), Moves.ban(before.constraints(), e));
        }
        if (edit instanceof CibEdit.ClearMoves e) {
            return clear(before, e);
        }
        if (edit instanceof CibEdit.ClearExpired e) {
            return EditResult.of(Configurations.withConstraints(before, Moves.clearExpired(before.constraints(), e)));
        }
        if (edit instanceof CibEdit.SetNodeAttribute e) {
            return setNodeAttribute(before, e);
        }
        if (edit instanceof CibEdit.SetOption e) {
            return EditResult.of(Configurations.withOptions(
                    before, PropertySets.set(before.crmConfig(), OPTIONS, e.name(), e.value())));
        }
        throw new AssertionError("unhandled " + edit);
    }

    /** The version after a change of the configuration. */
    public static CibVersion next(CibVersion before) {
        return new CibVersion(before.adminEpoch(), before.epoch() + 1, 0);
    }

    /** The version after the whole configuration was replaced: that of the document if it is newer, else the next. */
    public static CibVersion afterReplace(CibVersion before, CibVersion document) {
        var incoming = new CibVersion(document.adminEpoch(), document.epoch(), 0);
        var current = new CibVersion(before.adminEpoch(), before.epoch(), 0);
        return incoming.compareTo(current) > 0 ? incoming : next(current);
    }

    /** Gives each node that the configuration does not know yet an entry, with the smallest ids that are free. */
    public static Configuration withNodes(Configuration before, List<NodeName> names) {
        List<ConfiguredNode> nodes = new ArrayList<>(before.nodes());
        long id = 0;
        for (NodeName name : names) {
            if (Configurations.node(before, name).isEmpty()) {
                id = nextFree(nodes, id);
                nodes.add(new ConfiguredNode(Long.toString(id), name, null, null, null, List.of(), List.of()));
            }
        }
        return nodes.size() == before.nodes().size() ? before : Configurations.withNodes(before, nodes);
    }

    private static long nextFree(List<ConfiguredNode> nodes, long after) {
        for (long id = after + 1; ; id++) {
            String candidate = Long.toString(id);
            if (nodes.stream().noneMatch(node -> node.id().equals(candidate))) {
                return id;
            }
        }
    }

    private static EditResult setMeta(Configuration before, CibEdit.SetMeta edit) {
        // the meta attributes of what is cloned are set on the clone, so that all instances and later edits agree
        Optional<ResourceId> owner = ResourceTree.owner(before.resources(), edit.resource());
        if (owner.isEmpty()) {
            return unknownResource(edit.resource());
        }
        String setId = owner.get() + "-meta_attributes";
        return EditResult.of(Configurations.withResources(
                before,
                ResourceTree.changeMeta(
                        before.resources(),
                        owner.get(),
                        sets -> PropertySets.set(sets, setId, edit.name(), edit.value()))));
    }

    private static EditResult move(
            Configuration before, ResourceId resource, NodeName node, List<Constraint> constraints) {
        return unknown(before, resource, node)
                .orElseGet(() -> EditResult.of(Configurations.withConstraints(before, constraints)));
    }

    private static EditResult clear(Configuration before, CibEdit.ClearMoves edit) {
        return ResourceTree.contains(before.resources(), edit.resource())
                ? EditResult.of(Configurations.withConstraints(before, Moves.clear(before.constraints(), edit)))
                : unknownResource(edit.resource());
    }

    private static EditResult setNodeAttribute(Configuration before, CibEdit.SetNodeAttribute edit) {
        Optional<ConfiguredNode> node = Configurations.node(before, edit.node());
        if (node.isEmpty()) {
            return RemoteNames.implies(before, edit.node())
                    ? setNodeAttribute(withRemote(before, edit.node()), edit)
                    : unknownNode(edit.node());
        }
        ConfiguredNode old = node.get();
        List<PropertySet> attributes =
                PropertySets.set(old.attributes(), "nodes-" + old.id(), edit.name(), edit.value());
        var changed = new ConfiguredNode(
                old.id(), old.uname(), old.type(), old.score(), old.description(), attributes, old.utilization());
        List<ConfiguredNode> nodes = before.nodes().stream()
                .map(candidate -> candidate.equals(old) ? changed : candidate)
                .toList();
        return EditResult.of(Configurations.withNodes(before, nodes));
    }

    /** A remote node needs an entry only for what is to be kept of it; its id is its name. */
    private static Configuration withRemote(Configuration before, NodeName node) {
        List<ConfiguredNode> nodes = new ArrayList<>(before.nodes());
        nodes.add(new ConfiguredNode(node.value(), node, "remote", null, null, List.of(), List.of()));
        return Configurations.withNodes(before, nodes);
    }

    private static Optional<EditResult> unknown(Configuration before, ResourceId resource, NodeName node) {
        if (!ResourceTree.contains(before.resources(), resource)) {
            return Optional.of(unknownResource(resource));
        }
        if (Configurations.node(before, node).isEmpty() && !RemoteNames.implies(before, node)) {
            return Optional.of(unknownNode(node));
        }
        return Optional.empty();
    }

    private static EditResult unknownResource(ResourceId resource) {
        return EditResult.refused(new CibFault(
                CibFault.Kind.REFERENCE, 0, "resources", resource.value(), "the id of a resource", "see the status"));
    }

    private static EditResult unknownNode(NodeName node) {
        return EditResult.refused(new CibFault(
                CibFault.Kind.REFERENCE, 0, "nodes", node.value(), "the name of a node", "see the status"));
    }
}
