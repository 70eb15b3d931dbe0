package io.systole.runtime.node;

import io.systole.cib.ResourceId;
import io.systole.runtime.http.Outcome;
import io.systole.runtime.status.Placement;
import io.systole.runtime.status.ResourceView;
import io.systole.runtime.status.ResourceView.Instances;
import io.systole.runtime.status.ResourceView.Single;
import io.systole.runtime.status.ResourceView.Together;
import io.systole.runtime.status.Role;
import java.util.List;
import java.util.stream.Stream;

/** Finds the nodes on which a resource, or a member of it, is active; of a promotable clone, where it is promoted. */
final class Whereabouts {
    private Whereabouts() {}

    static List<String> of(String id, List<ResourceView> resources) {
        return resources.stream()
                .flatMap(resource -> placements(id, resource))
                .map(Placement::node)
                .distinct()
                .sorted()
                .toList();
    }

    /** Why a resource cannot be moved away from where it is. */
    static Outcome notInOnePlace(ResourceId resource, List<String> nodes) {
        return Outcome.Refused.because(
                "resource " + resource,
                nodes.isEmpty() ? "is not active anywhere" : "is active on " + String.join(", ", nodes),
                "must be active in one place to be moved away from it",
                "name the node that it is to move to");
    }

    private static Stream<Placement> placements(String id, ResourceView resource) {
        if (resource instanceof Single single) {
            return single.id().equals(id) ? active(single.placements()) : Stream.empty();
        }
        if (resource instanceof Together group) {
            return group.members().stream()
                    .filter(member -> group.id().equals(id) || member.id().equals(id))
                    .flatMap(member -> active(member.placements()));
        }
        if (resource instanceof Instances clone
                && (clone.id().equals(id) || clone.child().equals(id))) {
            return clone.promotable()
                    ? clone.placements().stream().filter(placement -> placement.role() == Role.PROMOTED)
                    : active(clone.placements());
        }
        return Stream.empty();
    }

    private static Stream<Placement> active(List<Placement> placements) {
        return placements.stream().filter(placement -> placement.role() != Role.STOPPED);
    }
}
