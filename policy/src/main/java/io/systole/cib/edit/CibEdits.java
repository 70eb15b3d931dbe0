package io.systole.cib.edit;

import io.systole.cib.CibVersion;
import io.systole.cib.Configuration;
import io.systole.cib.ConfiguredNode;
import io.systole.cib.Constraint;
import io.systole.cib.Location;
import io.systole.cib.NodeName;
import io.systole.cib.PropertySet;
import io.systole.cib.RemoteNames;
import io.systole.cib.ResourceId;
import io.systole.cib.xml.CibFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Applies edits. The ids of what they create are those that the tools of the field create (cli-prefer-RSC,
 * cli-ban-RSC-on-NODE, RSC-meta_attributes-NAME, nodes-ID-NAME), so both can be used on the same cluster.
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
            return prefer(before, e);
        }
        if (edit instanceof CibEdit.BanNode e) {
            return ban(before, e);
        }
        if (edit instanceof CibEdit.ClearMoves e) {
            return clear(before, e);
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

    private static EditResult prefer(Configuration before, CibEdit.PreferNode edit) {
        Optional<EditResult> unknown = unknown(before, edit.resource(), edit.node());
        if (unknown.isPresent()) {
            return unknown.get();
        }
        String id = preferId(edit.resource());
        String ban = banId(edit.resource(), edit.node());
        List<Constraint> kept = without(before.constraints(), List.of(id, ban));
        kept.add(moved(id, edit.resource(), edit.node(), "INFINITY"));
        return EditResult.of(Configurations.withConstraints(before, kept));
    }

    private static EditResult ban(Configuration before, CibEdit.BanNode edit) {
        Optional<EditResult> unknown = unknown(before, edit.resource(), edit.node());
        if (unknown.isPresent()) {
            return unknown.get();
        }
        String id = banId(edit.resource(), edit.node());
        List<Constraint> kept = without(before.constraints(), List.of(id));
        kept.removeIf(constraint -> prefers(constraint, edit.resource(), edit.node()));
        kept.add(moved(id, edit.resource(), edit.node(), "-INFINITY"));
        return EditResult.of(Configurations.withConstraints(before, kept));
    }

    private static EditResult clear(Configuration before, CibEdit.ClearMoves edit) {
        if (!ResourceTree.contains(before.resources(), edit.resource())) {
            return unknownResource(edit.resource());
        }
        NodeName node = edit.node();
        List<Constraint> kept = new ArrayList<>(before.constraints());
        if (node == null) {
            String bans = "cli-ban-" + edit.resource() + "-on-";
            String prefer = preferId(edit.resource());
            kept.removeIf(constraint ->
                    constraint.id().equals(prefer) || constraint.id().startsWith(bans));
        } else {
            String ban = banId(edit.resource(), node);
            kept.removeIf(constraint -> constraint.id().equals(ban) || prefers(constraint, edit.resource(), node));
        }
        return EditResult.of(Configurations.withConstraints(before, kept));
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

    private static Location moved(String id, ResourceId resource, NodeName node, String score) {
        return new Location(id, resource, null, "Started", node, score, null, List.of(), List.of(), List.of());
    }

    private static boolean prefers(Constraint constraint, ResourceId resource, NodeName node) {
        return constraint.id().equals(preferId(resource))
                && constraint instanceof Location location
                && node.equals(location.node());
    }

    private static List<Constraint> without(List<Constraint> constraints, List<String> ids) {
        List<Constraint> kept = new ArrayList<>(constraints);
        kept.removeIf(constraint -> ids.contains(constraint.id()));
        return kept;
    }

    private static String preferId(ResourceId resource) {
        return "cli-prefer-" + resource;
    }

    private static String banId(ResourceId resource, NodeName node) {
        return "cli-ban-" + resource + "-on-" + node;
    }

    private static Optional<EditResult> unknown(Configuration before, ResourceId resource, @Nullable NodeName node) {
        if (!ResourceTree.contains(before.resources(), resource)) {
            return Optional.of(unknownResource(resource));
        }
        if (node != null && Configurations.node(before, node).isEmpty() && !RemoteNames.implies(before, node)) {
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
