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
    public static List<String> of(WorkingState state, boolean showPending) {
        List<String> lines = new ArrayList<>();
        if (!state.nodes.isEmpty()) {
            lines.add("  * Node List:");
            new NodeList(state).lines().forEach(line -> lines.add("    * " + line));
            lines.add("");
        }
        lines.add("  * Full List of Resources:");
        lines.addAll(new ResourceList(state, showPending).lines());
        return lines;
    }

    /** How many resources are disabled or blocked; null when there are none. */
    public static @Nullable String counts(WorkingState state) {
        int total = 0;
        int disabled = 0;
        int blocked = 0;
        for (PlanResource resource : state.resources) {
            for (PlanPrimitive leaf : resource.leaves()) {
                if (leaf.removed && !leaf.currentRole.above(Role.STOPPED)) {
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
