package io.systole.runtime.status;

import io.systole.policy.model.PlanBundle;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanGroup;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.WorkingState;
import io.systole.policy.output.StatusText;
import io.systole.runtime.status.ResourceView.Instances;
import io.systole.runtime.status.ResourceView.Single;
import io.systole.runtime.status.ResourceView.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads where each resource is from what the planner makes of the CIB, so that what is shown and what is planned rest on
 * one reading of the history.
 */
final class ResourceReading {
    private final WorkingState state;

    ResourceReading(WorkingState state) {
        this.state = state;
    }

    /** All that is configured, and what is still active although it is configured no more. */
    List<ResourceView> views() {
        var views = new ArrayList<ResourceView>();
        StatusText.shown(state).forEach(resource -> views.add(view(resource)));
        return views;
    }

    private ResourceView view(PlanResource resource) {
        if (resource instanceof PlanGroup group) {
            return new Together(group.id, singles(group.leaves()));
        }
        if (resource instanceof PlanClone clone) {
            return instances(clone);
        }
        if (resource instanceof PlanBundle bundle) {
            return new Together(bundle.id, singles(bundle.leaves()));
        }
        return single((PlanPrimitive) resource);
    }

    private List<Single> singles(List<PlanPrimitive> primitives) {
        return primitives.stream().map(this::single).toList();
    }

    private Single single(PlanPrimitive primitive) {
        return new Single(
                primitive.unique ? primitive.id : primitive.configuredId,
                primitive.agent.toString(),
                notes(primitive),
                placements(primitive));
    }

    private Instances instances(PlanClone clone) {
        var placements = new ArrayList<Placement>();
        clone.children.forEach(child -> placements.addAll(placements(child)));
        var child = clone.children.isEmpty() ? null : clone.children.get(0);
        var stoppedOn = state.nodes.stream()
                .filter(node -> node.online && !node.unclean)
                .map(node -> node.name)
                .filter(name -> placements.stream()
                        .noneMatch(placement -> placement.node().equals(name)))
                .toList();
        return new Instances(
                clone.id,
                child == null ? "" : child.configuredId,
                child instanceof PlanPrimitive primitive ? primitive.agent.toString() : "",
                clone.promotable,
                notes(clone),
                placements,
                stoppedOn);
    }

    /** A resource, or an instance that is a group: a group counts on a node as the highest of its members there. */
    private static List<Placement> placements(PlanResource resource) {
        var placements = new ArrayList<Placement>();
        var pending = resource instanceof PlanPrimitive primitive ? primitive.pendingTask : null;
        var role = Role.of(resource.highestCurrentRole(), resource.promotable());
        for (var node : resource.activeNodes) {
            if (role != Role.STOPPED && (node.online || node.unclean || !resource.managed)) {
                placements.add(placement(resource, node, role, pending));
            }
        }
        if (placements.isEmpty()
                && resource instanceof PlanPrimitive primitive
                && primitive.pendingNode != null
                && pending != null) {
            placements.add(placement(primitive, primitive.pendingNode, Role.STOPPED, pending));
        }
        return placements;
    }

    private static Placement placement(PlanResource resource, PlanNode node, Role role, @Nullable String pending) {
        return new Placement(
                resource.id, node.name, role, resource.anyFailed(), !node.online && node.unclean, underWay(pending));
    }

    /** Starting, Promoting, ...; a recurring monitor is nothing worth showing. */
    private static @Nullable String underWay(@Nullable String task) {
        return switch (task == null ? "" : task) {
            case "start" -> "Starting";
            case "stop" -> "Stopping";
            case "promote" -> "Promoting";
            case "demote" -> "Demoting";
            case "migrate_to", "migrate_from" -> "Migrating";
            default -> null;
        };
    }

    private static List<String> notes(PlanResource resource) {
        var notes = new ArrayList<String>();
        if (resource.removed) {
            notes.add("orphaned");
        }
        var targetRole = resource.meta("target-role");
        if (targetRole != null && targetRole.toLowerCase(Locale.ROOT).equals("stopped")) {
            notes.add("disabled");
        }
        if (resource.anyBlocked()) {
            notes.add("blocked");
        }
        if (resource.maintenance) {
            notes.add("maintenance");
        } else if (!resource.managed) {
            notes.add("unmanaged");
        }
        if (resource instanceof PlanPrimitive primitive && primitive.ignoreFailure) {
            notes.add("failure ignored");
        }
        return notes;
    }
}
