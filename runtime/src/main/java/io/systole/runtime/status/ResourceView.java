package io.systole.runtime.status;

import java.util.List;

/** One entry of the list of resources. */
public sealed interface ResourceView {
    String id();

    /**
     * A resource that runs in one place at a time.
     *
     * @param notes what restrains it: disabled, unmanaged, maintenance
     * @param placements where it is active; more than one means trouble
     */
    record Single(String id, String agent, List<String> notes, List<Placement> placements) implements ResourceView {}

    /** Resources that run together. */
    record Together(String id, List<Single> members) implements ResourceView {}

    /**
     * Instances of one resource or group on several nodes.
     *
     * @param agent empty for a group
     */
    record Instances(
            String id,
            String child,
            String agent,
            boolean promotable,
            List<String> notes,
            List<Placement> placements,
            List<String> stoppedOn)
            implements ResourceView {}
}
