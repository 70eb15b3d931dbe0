package io.systole.policy.output;

import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.Role;
import io.systole.policy.model.WorkingState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text of a cluster's status: its nodes and resources, and the lines that come before the first section. */
public final class StatusText {

    private StatusText() {}

    /**
     * The node list and the full list of resources.
     *
     * @param showPending whether operations in flight are shown (not in the status that a simulation ends in)
     */
    public static List<String> of(WorkingState state, boolean showPending, StatusWish wish) {
        List<String> lines = new ArrayList<>();
        if (!state.nodes.isEmpty()) {
            lines.add("  * Node List:");
            new NodeList(state).lines().forEach(line -> lines.add("    * " + line));
            lines.add("");
        }
        lines.add("  * Full List of Resources:");
        lines.addAll(new ResourceList(state, showPending).lines());
        List<String> attributes = wish.attributes() ? AttributeSection.lines(state) : List.of();
        if (!attributes.isEmpty()) {
            lines.add("");
            lines.addAll(attributes);
        }
        if (wish.failures()) {
            lines.addAll(FailureSection.lines(state, wish.zone()));
        }
        return lines;
    }

    /** The full list of resources alone, operations in flight shown: the lines below its title, as crm_mon has them. */
    public static List<String> resources(WorkingState state) {
        return new ResourceList(state, true)
                .lines().stream().map(line -> line.substring(2)).toList();
    }

    /** The resources that are listed: not those that were removed and are active nowhere, nor the implied ones. */
    public static List<PlanResource> shown(WorkingState state) {
        return state.resources.stream().filter(ResourceList::shown).toList();
    }

    /** How many primitives are configured or still active, each instance of a clone counted. */
    public static int instances(WorkingState state) {
        return (int) state.resources.stream()
                .flatMap(resource -> resource.leaves().stream())
                .filter(StatusText::counts)
                .count();
    }

    private static boolean counts(PlanPrimitive leaf) {
        return !leaf.removed || leaf.currentRole.above(Role.STOPPED);
    }

    /** How many resources are disabled or blocked; null when there are none. */
    public static @Nullable String counts(WorkingState state) {
        int total = 0;
        int disabled = 0;
        int blocked = 0;
        for (PlanResource resource : state.resources) {
            for (PlanPrimitive leaf : resource.leaves()) {
                if (!counts(leaf)) {
                    continue;
                }
                total++;
                disabled += PrimitiveLine.disabled(leaf) ? 1 : 0;
                blocked += leaf.blocked ? 1 : 0;
            }
        }
        if (disabled == 0 && blocked == 0) {
            return null;
        }
        return disabled + " of " + total + " resource instances DISABLED and " + blocked
                + " BLOCKED from further action due to failure";
    }
}
