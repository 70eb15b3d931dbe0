package io.systole.runtime.status;

import io.systole.cib.Cib;
import io.systole.cib.Clone;
import io.systole.cib.Group;
import io.systole.cib.LrmResource;
import io.systole.cib.Primitive;
import io.systole.cib.PropertySet;
import io.systole.cib.ResourceConfig;
import io.systole.cib.value.Truth;
import io.systole.runtime.status.NodeView.Condition;
import io.systole.runtime.status.ResourceView.Instances;
import io.systole.runtime.status.ResourceView.Single;
import io.systole.runtime.status.ResourceView.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads where each configured resource is, from the history of all nodes. */
final class ResourceReading {
    private final Cib cib;
    private final List<String> onlineNodes;
    private final List<String> uncleanNodes;
    private final List<String> offlineNodes;

    ResourceReading(Cib cib, List<NodeView> nodes) {
        this.cib = cib;
        this.uncleanNodes = namesOf(nodes, Condition.UNCLEAN);
        this.offlineNodes = namesOf(nodes, Condition.OFFLINE);
        this.onlineNodes = nodes.stream()
                .map(NodeView::name)
                .filter(name -> !uncleanNodes.contains(name) && !offlineNodes.contains(name))
                .toList();
    }

    private static List<String> namesOf(List<NodeView> nodes, Condition condition) {
        return nodes.stream()
                .filter(node -> node.condition() == condition)
                .map(NodeView::name)
                .toList();
    }

    List<ResourceView> views() {
        var views = new ArrayList<ResourceView>();
        cib.configuration().resources().forEach(resource -> view(resource).ifPresent(views::add));
        return views;
    }

    private Optional<ResourceView> view(ResourceConfig resource) {
        if (resource instanceof Primitive primitive) {
            return Optional.of(single(primitive, List.of()));
        }
        if (resource instanceof Group group) {
            var inherited = notes(group.metaAttributes());
            return Optional.of(new Together(
                    group.id().value(),
                    group.members().stream()
                            .map(member -> single(member, inherited))
                            .toList()));
        }
        return resource instanceof Clone clone ? Optional.of(instances(clone)) : Optional.empty();
    }

    private Single single(Primitive primitive, List<String> inherited) {
        var notes = new ArrayList<>(inherited);
        notes(primitive.metaAttributes()).stream()
                .filter(note -> !notes.contains(note))
                .forEach(notes::add);
        return new Single(
                primitive.id().value(),
                agentOf(primitive),
                notes,
                placements(primitive.id().value(), false));
    }

    private Instances instances(Clone clone) {
        var promotable = clone.master() || isTrue(clone.metaAttributes(), "promotable");
        var child = clone.child();
        var placements = child instanceof Group group
                ? weakest(group, promotable)
                : placements(child.id().value(), promotable);
        var stoppedOn = onlineNodes.stream()
                .filter(node -> placements.stream()
                        .noneMatch(placement -> placement.node().equals(node)))
                .toList();
        return new Instances(
                clone.id().value(),
                child.id().value(),
                child instanceof Primitive primitive ? agentOf(primitive) : "",
                promotable,
                notes(clone.metaAttributes()),
                placements,
                stoppedOn);
    }

    /** A cloned group counts on a node as what its last member is there. */
    private List<Placement> weakest(Group group, boolean promotable) {
        var members = group.members();
        return members.isEmpty()
                ? List.of()
                : placements(members.get(members.size() - 1).id().value(), promotable);
    }

    private List<Placement> placements(String id, boolean promotable) {
        var placements = new ArrayList<Placement>();
        for (var state : cib.status().nodeStates()) {
            var node = NodeReading.nameOf(state);
            if (offlineNodes.contains(node)) {
                // It surely runs nothing, whatever its history says.
                continue;
            }
            for (var resource : state.lrmResources()) {
                if (isInstanceOf(resource.id().value(), id)) {
                    placement(resource, node, promotable).ifPresent(placements::add);
                }
            }
        }
        return placements;
    }

    private Optional<Placement> placement(LrmResource resource, String node, boolean promotable) {
        var history = History.of(resource);
        var role = history.role(promotable);
        if (role == Role.STOPPED && history.pending() == null && !history.failed()) {
            return Optional.empty();
        }
        return Optional.of(new Placement(
                resource.id().value(), node, role, history.failed(), uncleanNodes.contains(node), history.pending()));
    }

    /** Instances of unique clones have a number behind a colon. */
    private static boolean isInstanceOf(String instance, String id) {
        return instance.equals(id)
                || (instance.startsWith(id + ":")
                        && instance.substring(id.length() + 1).matches("[0-9]+"));
    }

    private static String agentOf(Primitive primitive) {
        var agent = primitive.agent();
        return agent == null ? "@" + primitive.template() : agent.toString();
    }

    private static List<String> notes(List<PropertySet> meta) {
        var notes = new ArrayList<String>();
        var targetRole = value(meta, "target-role").orElse("").toLowerCase(Locale.ROOT);
        if (targetRole.equals("stopped")) {
            notes.add("disabled");
        }
        if (!value(meta, "is-managed").flatMap(Truth::parse).orElse(true)) {
            notes.add("unmanaged");
        }
        if (isTrue(meta, "maintenance")) {
            notes.add("maintenance");
        }
        return notes;
    }

    private static boolean isTrue(List<PropertySet> meta, String name) {
        return value(meta, name).map(Truth::isTrue).orElse(false);
    }

    private static Optional<String> value(List<PropertySet> meta, String name) {
        return meta.stream()
                .flatMap(set -> Optional.ofNullable(set.value(name)).stream())
                .findFirst();
    }
}
