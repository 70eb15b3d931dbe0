package io.systole.actors.command.core;

import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Role;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The resources of a CIB with what runs where. */
record KnownResources(WorkingState state) {
    /** Where an instance runs. */
    record Place(PlanPrimitive instance, PlanNode node) {
        boolean isPromoted() {
            return instance.currentRole == Role.PROMOTED;
        }
    }

    /** The resource of that id; where it is cloned, its first instance. */
    Optional<PlanResource> find(String id) {
        return state.allResources().stream()
                .filter(resource -> resource.id.equals(id) || resource.configuredId.equals(id))
                .findFirst();
    }

    /** The instances that go by a name: those of a collective, all of what is cloned, or one. */
    List<PlanPrimitive> instances(String id) {
        var found = new ArrayList<PlanPrimitive>();
        for (PlanResource top : state.resources) {
            for (PlanPrimitive leaf : top.leaves()) {
                PlanResource each = leaf;
                while (each != null && !each.id.equals(id) && !each.configuredId.equals(id)) {
                    each = each.parent;
                }
                if (each != null) {
                    found.add(leaf);
                }
            }
        }
        return found;
    }

    /** Where a resource is active, the last instance first as crm_resource has it. */
    List<Place> places(String id) {
        var places = new ArrayList<Place>();
        for (PlanPrimitive instance : instances(id)) {
            if (instance.currentRole.above(Role.STOPPED)) {
                instance.activeNodes.forEach(node -> places.add(new Place(instance, node)));
            }
        }
        Collections.reverse(places);
        return places;
    }
}
