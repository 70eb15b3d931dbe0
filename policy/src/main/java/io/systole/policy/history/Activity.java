package io.systole.policy.history;

import io.systole.cib.value.Scores;
import io.systole.policy.input.ResourceFlags;
import io.systole.policy.model.MultipleActive;
import io.systole.policy.model.PlanBundle;
import io.systole.policy.model.PlanGroup;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Preference;
import io.systole.policy.model.Role;
import io.systole.policy.model.WorkingState;

/** Records that a resource is active on a node, and what follows when it is active on several. */
final class Activity {
    private final WorkingState state;

    Activity(WorkingState state) {
        this.state = state;
    }

    void becomesActive(PlanResource resource, PlanNode node, boolean failed) {
        if (resource.activeNodes.contains(node)) {
            return;
        }
        resource.activeNodes.add(node);
        if (resource instanceof PlanPrimitive primitive) {
            node.running.add(primitive);
            if (!failed) {
                addPriority(primitive, node);
            }
            if (node.maintenance) {
                primitive.managed = false;
                primitive.maintenance = true;
            }
        }
        if (!resource.managed) {
            Preference.give(resource, node, Scores.INFINITY, "active here and not managed");
            for (PlanResource up = resource.parent; up != null; up = up.parent) {
                up.activeNodes.add(node);
            }
            return;
        }
        if (resource instanceof PlanPrimitive primitive) {
            if (multiplyActive(primitive)) {
                applyMultipleActive(primitive);
            }
        }
        if (resource.parent != null) {
            becomesActive(resource.parent, node, false);
        }
    }

    private static void addPriority(PlanPrimitive primitive, PlanNode node) {
        int priority = primitive.priority;
        if (priority != 0 && primitive.currentRole == Role.PROMOTED) {
            priority++;
        }
        node.priority = Scores.add(node.priority, priority);
        PlanPrimitive connection = node.connection;
        if (node.isGuest() && connection != null && connection.launcher != null) {
            for (PlanNode host : connection.launcher.activeNodes) {
                host.priority = Scores.add(host.priority, priority);
            }
        }
    }

    private static boolean multiplyActive(PlanPrimitive primitive) {
        if (primitive.activeNodes.size() < 2) {
            return false;
        }
        if (primitive.needsFencing()) {
            return true;
        }
        return primitive.activeNodes.stream()
                        .filter(node -> node.online && !node.unclean)
                        .count()
                > 1;
    }

    private void applyMultipleActive(PlanPrimitive primitive) {
        if (primitive.multipleActive == MultipleActive.STOP_ONLY) {
            Preference.replaceByBans(state, primitive, "active on several nodes");
        } else if (primitive.multipleActive == MultipleActive.BLOCK) {
            primitive.managed = false;
            primitive.blocked = true;
            PlanResource parent = primitive.parent;
            boolean together = parent instanceof PlanGroup || parent instanceof PlanBundle;
            if (parent != null
                    && together
                    && ResourceFlags.multipleActive(parent.meta("multiple-active")) == MultipleActive.BLOCK) {
                for (PlanResource sibling : parent.children) {
                    sibling.managed = false;
                    sibling.blocked = true;
                }
            }
        }
    }
}
